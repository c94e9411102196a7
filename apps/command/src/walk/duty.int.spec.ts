import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived, type OrderView, type StartedCallout } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { DecisionTicker } from '../decision/decision.ticker.js';
import { alertData, CommandService } from './service.fixture.js';

/** Who is called is who is on duty then, at the zone and where a street keeps a roster of its own (issue 3, row 62). */
let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); }, 60_000);
afterAll(async () => { await s.stop(); });

const STREET = '410171561';
const minutes = (n: number): string => new Date(s.clock.now().getTime() + n * 60_000).toISOString();
const officer = (userId: string): { userId: string; name: string } => ({ userId, name: userId.slice(0, 8) });
const publish = (who: string, zone: string | undefined, shifts: [number, number, string[]][]): Promise<object> =>
  s.ok(who, 'command.roster.publish', { ...(zone ? { zone } : {}), shifts: shifts.map(([from, until, people]) => ({ from: minutes(from), until: minutes(until), officers: people.map(officer) })) });
const four = (): string[] => Array.from({ length: 4 }, newId);
const [nightZone, nightStreet] = [four(), four()];

describe('a shift that ends', () => {
  let head: { id: string; holder: string };
  const toHead = (): Promise<OrderView> => s.ok<OrderView>('duty1', 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'post', id: head.id }, area: STREET });

  it('five minutes after a decision opened: silence sends it to who is on duty then, the passed over on the record', async () => {
    const day = ['duty2', 'duty3', 'duty4', 'duty1'].map(personId);
    await publish('duty1', undefined, [[-60, 5, day], [5, 725, nightZone]]);
    await s.say([{ event: AlertReceived, aggregate: 'alert/shift', street: '000', data: alertData({ name: 'shift', sent: s.clock.now().toISOString() }) }]);
    await waitFor(async () => (await s.events('command.decision.opened.v2')).length === 1);
    s.clock.advance(15 * 60_000);
    await s.look(DecisionTicker);
    const hops = (await s.events<{ from: string; to: string; reason: string }>('command.decision.passed.v1')).map((h) => [h.from, h.to, h.reason]);
    expect(hops).toEqual([[day[0], day[1], 'silent'], [day[1], day[2], 'off-duty'], [day[2], day[3], 'off-duty'], [day[3], nightZone[0], 'off-duty']]);
    expect(await s.sql('select owner_id, queue from decision')).toEqual([{ owner_id: nightZone[0], queue: nightZone.slice(1) }]);
  });

  it('of a street: its orders go to who is on duty there, and silence climbs to them', async () => {
    const [row] = await s.sql<{ id: string }>(`select id from known where kind = 'post' and data->>'area' = '${STREET}' and data->>'kind' = 'HEAD'`);
    const [held] = await s.sql<{ holder: string }>("select data->>'holderId' holder from known where kind = 'held' and id = $1", [row!.id]);
    head = { id: row!.id, holder: held!.holder };
    expect(await toHead()).toMatchObject({ holderId: head.holder });
    await publish('street-561', STREET, [[-60, 5, [head.holder, ...four().slice(1)]], [5, 725, nightStreet]]);
    expect(await toHead()).toMatchObject({ holderId: head.holder });
    s.clock.advance(6 * 60_000);
    const order = await toHead();
    expect(order).toMatchObject({ holderId: nightStreet[0], addressee: { id: head.id } });
    const [post] = await s.sql<{ id: string }>(`select id from known where kind = 'post' and data->>'area' = '${STREET}901' and data->>'force' = 'COMMUNITY' and data->>'kind' = 'LEADER'`);
    const below = await s.ok<OrderView>('duty1', 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'post', id: post!.id }, area: `${STREET}901` });
    for (const reason of ['无人应答', '仍无人应答']) await s.ok('duty1', 'command.order.escalate', { id: below.id, reason });
    expect((await s.events<{ orderId: string; toUserId: string }>('command.order.escalated.v1')).filter((e) => e.orderId === below.id).map((e) => e.toUserId)).toContain(nightStreet[0]);
  });

  it('of a street: a callout rings who is on duty and says who was passed over; other streets ring everybody', async () => {
    const start = async (area: string, level = 'II'): Promise<{ offDuty?: string[]; called: string[] }> => {
      const callout = await s.ok<StartedCallout>('duty1', 'command.callout.start', { areas: [area], level, messageZh: '请立即到岗，组织低洼处人员转移。' });
      const items = await s.sql<{ userId: string }>('select user_id "userId" from callout_row where callout_id = $1', [callout.id]);
      const [told] = (await s.events<{ calloutId: string; offDuty?: string[] }>('command.callout.started.v1')).filter((e) => e.calloutId === callout.id);
      return { ...(told!.offDuty ? { offDuty: told!.offDuty } : {}), called: items.map((i) => i.userId) };
    };
    const own = await start(STREET);
    expect(own.offDuty).toEqual([head.holder]);
    expect(own.called).toContain(nightStreet[0]);
    expect(own.called).not.toContain(head.holder);
    const other = await start('410171560');
    expect(other.offDuty).toBeUndefined();
    expect(other.called).not.toContain(nightStreet[0]);
    // level I calls the off-duty too (row 62)
    const first = await start(STREET, 'I');
    expect(first.offDuty).toBeUndefined();
    expect(first.called).toEqual(expect.arrayContaining([head.holder, nightStreet[0]]));
  });
});
