import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived, DutyOpened, DutyReported, DutyVerified, type DrawnPreview, type OrderView } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import { personId, sampleAreas } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { alertData, CommandService } from './service.fixture.js';

/** What is being opened again when a new act closes it: no site is left open with nobody told to close it (C20). */
let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-19T14:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const STREET = '410171561';
interface Row { id: string; site_id: string; area: string; street: string; addressee_id: string; measure: string }
const state = async (id: string): Promise<string> => (await s.ok<OrderView>('duty1', 'command.order.get', { id })).state;
const seals = (): Promise<Row[]> => s.sql<Row>(`select id, site_id, area, street, addressee_id, measure from orders where measure in ('SEAL', 'CLOSE') and level = 'II' and street = '561' order by pos limit 4`);

async function decide(name: string, level: 'II' | 'I', sign = true): Promise<{ id: string; preview: { orders: number; liftsEnded?: number } }> {
  await s.say([{ event: AlertReceived, aggregate: `alert/${name}`, street: '000', data: alertData({ name, sent: '2021-07-19T21:59:00+08:00', hazard: name, areas: [STREET] }) }]);
  const id = await waitFor(async () => (await s.ok<{ items: { id: string; hazard: string }[] }>('duty1', 'command.decision.list', { state: 'open' })).items.find((d) => d.hazard === name)?.id);
  const preview = await s.ok<{ orders: number; liftsEnded?: number }>('duty1', 'command.decision.preview', { id, level });
  if (sign) {
    await s.ok('commander', 'command.decision.raise', { id, level });
    await s.ok('deputy', 'command.decision.confirm', { id });
  }
  return { id, preview };
}

/** The addressee's side, spoken by the spec. */
async function says(order: Row, how: 'reported' | 'verified'): Promise<void> {
  const itemId = derivedId('duty', order.id);
  const at = s.clock.now().toISOString();
  const base = { itemId, orderId: order.id, area: order.area };
  await s.say([
    { event: DutyOpened, aggregate: `duty/${itemId}`, street: order.street, data: { ...base, addresseeKind: 'post', addresseeId: order.addressee_id, measure: order.measure, dueAt: at } },
    { event: DutyReported, aggregate: `duty/${itemId}`, street: order.street, version: 2, data: { ...base, by: personId('urban-561'), at, evidence: [], late: false } },
    ...(how === 'verified' ? [{ event: DutyVerified, aggregate: `duty/${itemId}`, street: order.street, version: 3, data: { ...base, by: personId('inspector-561'), at } }] : []),
  ]);
  await waitFor(async () => (await state(order.id)) === how);
}
const lift = async (orders: Row[]): Promise<Row[]> => {
  const sent = await s.ok<{ orders: { orderId: string; liftOrderId: string }[] }>('commander', 'command.stand-down.lift', { orders: orders.map((o) => o.id), reason: '水位回落' });
  return orders.map((o) => ({ ...o, measure: 'LIFT', id: sent.orders.find((p) => p.orderId === o.id)!.liftOrderId }));
};
const open = (site: string, measure: string): Promise<{ id: string }[]> => s.sql(`select id from orders where site_id = $1 and measure = $2 and state = 'issued'`, [site, measure]);

describe('a measure whose lift is under way', () => {
  let four: Row[] = [];
  let lifts: Row[] = [];

  it('is ordered anew by a higher level where its lift was reported, stays where it was not begun, and no lift goes on', async () => {
    await decide('H1', 'II');
    four = await seals();
    for (const order of four) await says(order, 'verified');
    lifts = await lift(four.slice(0, 3));
    await says(lifts[1]!, 'reported');
    await says(lifts[2]!, 'verified');
    await waitFor(async () => (await s.sql(`select 1 from orders where id = $1 and lifted_at is not null`, [four[2]!.id])).length === 1);
    const { preview } = await decide('H2', 'I');
    expect(preview.liftsEnded).toBe(2);
    const [kept, opened, gone, closed] = await Promise.all(four.map((o) => open(o.site_id, o.measure)));
    expect([kept!.length, opened!.length, gone!.length, closed!.length]).toEqual([0, 1, 1, 0]);
    expect(await Promise.all(lifts.map((l) => state(l.id)))).toEqual(['withdrawn', 'withdrawn', 'verified']);
    expect((await s.events<{ orderId: string; reason: string }>('command.order.withdrawn.v1')).map((e) => e.orderId).sort()).toEqual(lifts.slice(0, 2).map((l) => l.id).sort());
  });

  it('stands on the stand-down list at every site; its end needs a lift of its own again', async () => {
    const { items } = await s.ok<{ items: { siteId?: string; lift?: object }[] }>('duty1', 'command.stand-down.list', { area: STREET, limit: 200 });
    for (const order of four) expect(items.filter((m) => m.siteId === order.site_id && !m.lift).length, order.site_id).toBeGreaterThan(0);
    lifts = await lift([four[0]!]);
    expect(await state(lifts[0]!.id)).toBe('issued');
  });

  it('is kept closed by a drawn set too; a street does not end in silence what a superior sent', async () => {
    const ring = [...sampleAreas().find((a) => a.code === STREET)!.ring];
    const others = (await s.sql<{ id: string }>(`select id from known where kind = 'site' and data->>'area' like '${STREET}%' and id <> $1`, [four[0]!.site_id])).map((r) => r.id);
    const draw = { ring, datum: 'WGS84', orders: [{ to: 'site', measure: four[0]!.measure }], except: others };
    const preview = await s.ok<DrawnPreview>('street-561', 'command.set.preview', draw);
    expect([preview.orders, preview.standing, preview.liftsEnded, preview.conflicts.map((c) => c.why)]).toEqual([0, 1, 1, ['opposite']]);
    expect(await s.refused('street-561', 'command.set.issue', draw)).toBe('order.conflict');
    expect(await state(lifts[0]!.id)).toBe('issued');
    expect(await s.ok<{ orders: number }>('commander', 'command.set.issue', draw)).toMatchObject({ orders: 0 });
    expect(await state(lifts[0]!.id)).toBe('withdrawn');
    // begun: ordered anew
    lifts = await lift([four[0]!]);
    await says(lifts[0]!, 'reported');
    expect(await s.ok<{ orders: number }>('commander', 'command.set.issue', draw)).toMatchObject({ orders: 1 });
    expect(await state(lifts[0]!.id)).toBe('withdrawn');
  });

  it('is not opened by its lift where one order closes the site again', async () => {
    lifts = await lift([four[3]!]);
    await s.ok('commander', 'command.order.issue', { measure: four[3]!.measure, addressee: { kind: 'post', id: four[3]!.addressee_id }, area: four[3]!.area, siteId: four[3]!.site_id });
    expect(await state(lifts[0]!.id)).toBe('withdrawn');
  });
});
