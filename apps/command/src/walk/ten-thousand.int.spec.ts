import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORCES } from '@xunling/contracts';
import type { LevelPreview } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { CommandService } from './service.fixture.js';

/** 1,667 grids more in one street, each with a post of every force. */
const GRIDS = 1667;
const STREET = '410171561';
/** With what the sample street has already: 60 grids of six forces. */
const ORDERS = (GRIDS + 60) * FORCES.length;
let s: CommandService;

beforeAll(async () => {
  s = await CommandService.start('2021-07-20T00:00:00Z');
  await s.boot();
  await s.sql(`
    with g as (select $1 || (901 + n / 900) || lpad((100 + n % 900)::text, 3, '0') code from generate_series(0, $2::int - 1) n),
    areas as (insert into known (kind, id, version, data) select 'area', code, 1, jsonb_build_object('code', code, 'kind', 'grid', 'name', code, 'nameEn', code) from g)
    insert into known (kind, id, version, data) select 'post', p.id, 1, jsonb_build_object('id', p.id, 'area', code, 'kind', 'LEADER', 'force', f, 'name', code || f, 'holderId', $4::text) from g cross join unnest($3::text[]) f cross join lateral (select md5(code || f)::uuid::text id) p`, [STREET, GRIDS, [...FORCES], personId('police-561')]);
  await s.sql('update known_as_of set edition = edition + 1');
}, 120_000);
afterAll(async () => { await s.stop(); });

const RAISE = { level: 'IV', areas: [STREET], reason: '局地暴雨' };
/** The same request until it is answered: what is slow on a crowded machine is asked again under its key, as a client does. */
async function raise(key: string): Promise<{ ok: boolean; code?: string; set?: string }> {
  for (;;) {
    const reply = await s.call<{ orderSetId: string }>('duty1', 'command.level.raise', RAISE, key).catch(() => undefined);
    if (reply) return reply.ok ? { ok: true, set: reply.result.orderSetId } : { ok: false, code: reply.refusal.code };
  }
}

describe('a level over 10,000 addressees', () => {
  it('comes into force once and whole: one transaction, one order and one event each, whoever asks how often of which instance', async () => {
    const preview = await s.ok<LevelPreview>('duty1', 'command.level.preview', { level: 'IV', areas: [STREET] });
    expect([preview.orders, preview.unaddressable]).toEqual([ORDERS, []]);
    const [mine, theirs] = [newId(), newId()];
    // the same request four times and another one twice, at the same moment, over two instances
    const replies = await Promise.all([mine, mine, theirs, mine, theirs, mine].map(async (key) => ({ key, ...(await raise(key)) })));
    const won = replies.filter((r) => r.ok);
    expect(new Set(won.map((r) => r.key)).size).toBe(1);
    expect(new Set(won.map((r) => r.set)).size).toBe(1);
    expect(won).toHaveLength(won[0]!.key === mine ? 4 : 2);
    const [n] = await s.sql(`select count(*)::int orders, count(distinct id)::int ids, count(distinct addressee_id)::int > 10000 many, count(distinct (area, force))::int pairs, count(distinct set_id)::int sets, count(distinct xmin::text)::int transactions from orders`);
    expect(n).toEqual({ orders: ORDERS, ids: ORDERS, many: true, pairs: ORDERS, sets: 1, transactions: 1 });
    expect(await s.sql(`select count(*)::int n, count(distinct id)::int ids, count(distinct xmin::text)::int transactions from journal where type = 'command.order.issued.v1'`)).toEqual([{ n: ORDERS, ids: ORDERS, transactions: 1 }]);
    expect(await s.events('command.level.raised.v1')).toHaveLength(1);
    // asked once more, much later: the first answer again, and nothing new
    expect(await raise(won[0]!.key)).toEqual({ ok: true, set: won[0]!.set });
    expect(await s.sql('select count(*)::int n from orders')).toEqual([{ n: ORDERS }]);
  }, 120_000);
});
