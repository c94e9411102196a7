import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DutyAcknowledged, DutyGivenAgain, DutyHandedBack, DutyOpened, DutyPassed, DutyReported, DutyVerified, UnitListed, type EventClass, type OrderStagesView, type ResponsibilityTrace } from '@xunling/contracts/classes';
import { derivedId, newId } from '@xunling/platform';
import { personId, postId, sampleSites } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { OverdueTicker } from '../order/overdue.ticker.js';
import { CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const GRID = '410171561901001';
type Arrow = { stage: string; dueAt?: string; doneAt?: string; by?: string; implied: boolean; overdue: boolean; late: boolean };
type Order = { id: string; state: string; arrows: Arrow[]; overdue: boolean; escalation: number; holderId: string; resolvedTo: string; orderSetId: string };
const MINUTES = { delivered: 2, acknowledged: 5, executing: 20, reported: 60, verified: 120 };
const issue = (addressee: string, more: object = {}, by = 'duty1'): Promise<Order> =>
  s.ok<Order>(by, 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'post', id: postId(addressee) }, area: GRID, text: '巡查', minutes: MINUTES, ...more });
const get = (id: string, by = 'duty1'): Promise<Order> => s.ok<Order>(by, 'command.order.get', { id });
const arrow = (o: Order, stage: string): Arrow => o.arrows.find((a) => a.stage === stage)!;

/** The grid's side of an order, spoken by the spec. */
async function duty(orderId: string, event: EventClass, version: number, more: object = {}): Promise<void> {
  const itemId = derivedId('duty', orderId);
  const base = event === DutyOpened
    ? { itemId, orderId, area: GRID, addresseeKind: 'post', addresseeId: postId(`leader-${GRID}`), measure: 'PATROL', dueAt: s.clock.now().toISOString() }
    : { itemId, orderId, area: GRID, by: personId(`grid-${GRID}`), at: s.clock.now().toISOString() };
  await s.say([{ event, aggregate: `duty/${itemId}`, version, street: '561', data: { ...base, ...more } }]);
}

describe('one order to one addressee', () => {
  it('resolves to the person on duty and has six arrows with a due time each', async () => {
    const order = await issue(`leader-${GRID}`);
    expect(order).toMatchObject({ state: 'issued', holderId: personId(`grid-${GRID}`), resolvedTo: 'holder', overdue: false });
    expect(order.arrows.map((a) => a.stage)).toEqual(['issued', 'delivered', 'acknowledged', 'executing', 'reported', 'verified']);
    expect(arrow(order, 'acknowledged').dueAt).toBe('2021-07-20T00:05:00.000Z');
  });

  it('is refused where nobody can receive it, and changes nothing', async () => {
    const before = await s.sql<{ n: number }>('select count(*)::int n from orders');
    expect(await s.refused('duty1', 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'post', id: newId() }, area: GRID })).toBe('order.no-addressee');
    expect(await s.refused('duty1', 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'post', id: postId(`leader-${GRID}`) }, area: '410171561999' })).toBe('area.unknown');
    expect(await s.refused('street-560', 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'post', id: postId(`leader-${GRID}`) }, area: GRID })).toBe('access.area');
    expect(await s.sql('select count(*)::int n from orders')).toEqual(before);
  });

  it('says what it stops: the usual scope of the site\'s kind, or one that fits it', async () => {
    const kind = (k: string) => sampleSites().find((x) => x.kind === k)!;
    const suspend = (k: string, more: object = {}): object => ({ measure: 'SUSPEND', area: kind(k).area, siteId: kind(k).id, text: undefined, ...more });
    const keeper = (k: string): string => `leader-${kind(k).area}`;
    expect(await issue(keeper('SCHOOL'), suspend('SCHOOL'))).toMatchObject({ measure: 'SUSPEND', scope: 'CLASSES', textZh: expect.stringContaining('停课') });
    expect(await issue(keeper('SCHOOL'), suspend('SCHOOL', { scope: 'TRANSPORT' }))).toMatchObject({ scope: 'TRANSPORT', textZh: expect.stringContaining('停运') });
    const order = (more: object): object => ({ measure: 'PATROL', addressee: { kind: 'post', id: postId(`leader-${GRID}`) }, area: GRID, ...more });
    for (const unfit of [suspend('SCHOOL', { scope: 'WORK' }), suspend('HOSPITAL'), { scope: 'WORK' }]) expect(await s.refused('duty1', 'command.order.issue', order(unfit))).toBe('input.impossible');
    expect(await issue(`leader-${GRID}`, { measure: 'SUSPEND', scope: 'WORK' })).toMatchObject({ scope: 'WORK' });
  });

  it('is seen inside one\'s area only', async () => {
    const order = await issue(`leader-${GRID}`);
    expect(await s.refused('grid-410171560901001', 'command.order.get', { id: order.id })).toBe('access.area');
    expect(await s.refused('grid-410171560901001', 'command.order.list', { area: GRID })).toBe('access.area');
    expect((await s.ok<{ items: Order[] }>('grid-410171560901001', 'command.order.list')).items).toEqual([]);
    expect((await s.ok<{ items: Order[] }>(`grid-${GRID}`, 'command.order.list')).items.map((o) => o.id)).toContain(order.id);
  });
});

describe('the arrows follow what the grid says', () => {
  it('each with when it occurred and when command knew; implied where a later one came first', async () => {
    const { id } = await issue(`leader-${GRID}`);
    await duty(id, DutyOpened, 1);
    await duty(id, DutyReported, 4, { evidence: [], late: false });
    await waitFor(async () => (await get(id)).state === 'reported');
    const order = await get(id);
    expect(order.arrows.map((a) => a.implied)).toEqual([false, false, true, true, false, false]);
    await duty(id, DutyVerified, 5, { by: personId('inspector-561') });
    await waitFor(async () => (await get(id)).state === 'verified');
    const trace = await s.ok<{ arrows: { stage: string; occurredAt?: string; receivedAt?: string; by?: string }[]; events: { type: string }[] }>('duty1', 'command.order.trace', { id });
    expect(trace.events.map((e) => e.type)).toEqual(['command.order.issued.v1', 'grid.duty.opened.v1', 'grid.duty.reported.v1', 'grid.duty.verified.v1']);
    expect(trace.arrows[5]).toMatchObject({ by: personId('inspector-561'), occurredAt: s.clock.now().toISOString() });
    // the movable clock stands in 2021: what occurred and what was received are two clocks
    expect(Date.parse(trace.arrows[5]!.receivedAt!)).toBeGreaterThan(Date.parse(trace.arrows[5]!.occurredAt!));
  });
});

describe('an order that its addressee lets go of', () => {
  type Turned = Order & { passedAt?: string; handedBack?: { by: string; reason: string } };
  const seen = (id: string): Promise<Turned> => s.ok<Turned>('duty1', 'command.order.get', { id });

  it('is shown with whom it was passed to, waits for a new acknowledgement, and has it in its trace', async () => {
    const { id } = await issue(`leader-${GRID}`);
    const deputy = personId(`grid-b-${GRID}`);
    await duty(id, DutyOpened, 1);
    await duty(id, DutyAcknowledged, 2, { deputy: false, late: false });
    await duty(id, DutyPassed, 3, { to: deputy, dueAt: new Date(s.clock.now().getTime() + 300_000).toISOString() });
    await waitFor(async () => (await seen(id)).passedAt !== undefined, 45_000, 'the passing');
    const order = await seen(id);
    expect(order).toMatchObject({ state: 'delivered', holderId: deputy });
    expect(order).not.toHaveProperty('deputyId');
    expect(arrow(order, 'acknowledged').doneAt).toBeUndefined();
    const { events } = await s.ok<{ events: { type: string }[] }>('duty1', 'command.order.trace', { id });
    expect(events.map((e) => e.type)).toContain('grid.duty.passed.v1');
  });

  it('handed back is told to the superior at once, and is a question until it is given again', async () => {
    const { id } = await issue(`leader-${GRID}`);
    await duty(id, DutyOpened, 1);
    await duty(id, DutyHandedBack, 2, { reason: '道路被淹' });
    await waitFor(async () => (await seen(id)).handedBack !== undefined, 45_000, 'the hand-back');
    expect(await seen(id)).toMatchObject({ state: 'delivered', escalation: 1, handedBack: { by: personId(`grid-${GRID}`), reason: '道路被淹' } });
    expect(await s.sql("select 1 from journal where subject = $1 and type = 'command.order.escalated.v1'", [`order/${id}`])).toHaveLength(1);
    await duty(id, DutyGivenAgain, 3, { by: personId('street-561'), to: personId('street-561'), reason: '由街道接手', dueAt: new Date(s.clock.now().getTime() + 300_000).toISOString() });
    await waitFor(async () => (await seen(id)).handedBack === undefined, 45_000, 'the answer');
    expect(await seen(id)).toMatchObject({ state: 'delivered', holderId: personId('street-561') });
  });
});

describe('silence', () => {
  const at = (minute: number): void => s.clock.set(new Date(Date.parse('2021-07-20T01:00:00Z') + minute * 60_000));
  const asked = async (orderId: string): Promise<object[]> => (await s.events<{ orderId: string; stage: string; toUserId: string }>('command.order.prompted.v1')).filter((e) => e.orderId === orderId).map(({ stage, toUserId }) => ({ stage, toUserId }));
  let id: string;

  it('is asked for before the deadline, then becomes an overdue fact and climbs community, street, head, duty officer, commander', async () => {
    at(0);
    ({ id } = await issue(`leader-${GRID}`));
    await duty(id, DutyOpened, 1);
    await waitFor(async () => (await get(id)).state === 'delivered');
    const steps = async (): Promise<{ step: number; toUserId: string }[]> => (await s.events<{ orderId: string; step: number; toUserId: string; stage: string }>('command.order.escalated.v1')).filter((e) => e.orderId === id && e.stage === 'acknowledged');
    at(4);
    await waitFor(async () => (await asked(id)).length === 1, 45_000, 'the reminder');
    expect(await asked(id)).toEqual([{ stage: 'acknowledged', toUserId: personId(`grid-${GRID}`) }]);
    for (const [minute, step] of [[5, 1], [15, 2], [25, 3], [35, 4], [45, 5]] as const) {
      at(minute);
      await waitFor(async () => (await steps()).length === step, 45_000, `step ${step}`);
    }
    expect((await steps()).map((e) => e.toUserId)).toEqual(['community-410171561901', 'community-561', 'street-561', 'duty1', 'commander'].map(personId));
    const overdue = (await s.events<{ orderId: string; stage: string }>('command.order.overdue.v1')).filter((e) => e.orderId === id);
    expect(overdue.map((e) => e.stage)).toEqual(['acknowledged', 'executing']);
    expect(await get(id)).toMatchObject({ overdue: true, escalation: 5, promptedAt: expect.any(String) });
    const trace = await s.ok<{ arrows: { stage: string; remindAt?: string }[]; events: { type: string }[] }>('duty1', 'command.order.trace', { id });
    expect([trace.arrows[2]!.remindAt, trace.events.filter((e) => e.type === 'command.order.prompted.v1').length]).toEqual(['2021-07-20T01:04:00.000Z', (await asked(id)).length]);
    expect((await s.ok<{ items: Order[] }>('street-561', 'command.order.list', { overdue: true })).items.map((o) => o.id)).toContain(id);
  });

  it('ends with a late answer, which is stored as late', async () => {
    await duty(id, DutyAcknowledged, 2, { deputy: false, late: true });
    await waitFor(async () => arrow(await get(id), 'acknowledged').doneAt);
    const order = await get(id);
    expect(arrow(order, 'acknowledged')).toMatchObject({ late: true, overdue: false, by: personId(`grid-${GRID}`) });
    expect(arrow(order, 'executing')).toMatchObject({ overdue: true });
  });

  it('is not escalated once the order is withdrawn, and a kill of one instance fires nothing twice', async () => {
    const kept = await issue(`leader-${GRID}`);
    const gone = await issue(`leader-${GRID}`);
    expect(await s.refused('street-560', 'command.order.withdraw', { id: gone.id, reason: 'x' })).toBe('access.area');
    expect(await s.ok('duty1', 'command.order.withdraw', { id: gone.id, reason: '险情解除' })).toMatchObject({ state: 'withdrawn', withdrawnReason: '险情解除' });
    expect(await s.refused('duty1', 'command.order.withdraw', { id: gone.id, reason: 'x' })).toBe('state.conflict');
    const third = await s.boot();
    s.clock.advance(90_000);
    await waitFor(async () => (await asked(kept.id)).length === 1, 45_000, 'the reminder');
    s.clock.advance(90_000);
    await waitFor(async () => (await s.events<{ orderId: string }>('command.order.overdue.v1')).some((e) => e.orderId === kept.id));
    await s.shut(third);
    await s.look(OverdueTicker);
    const said = (await s.events<{ orderId: string; stage: string }>('command.order.overdue.v1')).filter((e) => e.orderId === kept.id || e.orderId === gone.id);
    expect(said).toEqual([expect.objectContaining({ orderId: kept.id, stage: 'delivered' })]);
    expect([await asked(kept.id), await asked(gone.id)]).toEqual([[expect.objectContaining({ stage: 'delivered' })], []]);
  });
});

describe('a person does not wait for the clock', () => {
  it('calls again: a fact on the record, refused to other streets and where nobody is waited for', async () => {
    const { id } = await issue(`leader-${GRID}`);
    expect(await s.refused('street-560', 'command.order.remind', { id })).toBe('access.area');
    expect(await s.refused(`grid-${GRID}`, 'command.order.remind', { id })).toBe('access.area');
    expect(await s.ok('street-561', 'command.order.remind', { id })).toMatchObject({ reminders: 1, remindedAt: s.clock.now().toISOString(), state: 'issued' });
    expect((await s.events<{ orderId: string }>('command.order.reminded.v1')).filter((e) => e.orderId === id)).toEqual([{ orderId: id, area: GRID, stage: 'delivered', by: personId('street-561') }]);
    await s.ok('duty1', 'command.order.withdraw', { id, reason: '险情解除' });
    expect(await s.refused('duty1', 'command.order.remind', { id })).toBe('state.conflict');
  });

  it('escalates by hand with a reason along the chain of silence, to its end', async () => {
    const { id } = await issue(`leader-${GRID}`, { minutes: { ...MINUTES, delivered: 30, acknowledged: 60, executing: 60 } });
    for (let step = 1; step <= 5; step++) expect(await s.ok('duty1', 'command.order.escalate', { id, reason: '水位上涨' })).toMatchObject({ escalation: step, overdue: false });
    const told = (await s.events<{ orderId: string; step: number; toUserId: string; by?: string; reason?: string }>('command.order.escalated.v1')).filter((e) => e.orderId === id);
    expect(told.map((e) => e.toUserId)).toEqual(['community-410171561901', 'community-561', 'street-561', 'duty1', 'commander'].map(personId));
    expect(told.every((e) => e.by === personId('duty1') && e.reason === '水位上涨')).toBe(true);
    expect(await s.refused('duty1', 'command.order.escalate', { id, reason: 'x' })).toBe('state.conflict');
    expect(await s.refused('street-560', 'command.order.escalate', { id, reason: 'x' })).toBe('access.area');
  });
});

describe('the share on time', () => {
  it('is published per arrow of a set and of an area, inside one\'s area only', async () => {
    const order = await issue(`leader-${GRID}`);
    await duty(order.id, DutyOpened, 1);
    await waitFor(async () => (await get(order.id)).state === 'delivered');
    s.clock.advance(6 * 60_000);
    await waitFor(async () => (await get(order.id)).overdue);
    const of = async (by: string, input: object) => (await s.ok<{ orders: number; stages: { stage: string; done: number; onTime: number; late: number; overdueNow: number; share?: number }[] }>(by, 'command.order.stages', input));
    const view = await of('duty1', { set: order.orderSetId });
    expect(view.orders).toBe(1);
    expect(view.stages.slice(1, 4)).toEqual([{ stage: 'delivered', done: 1, onTime: 1, late: 0, overdueNow: 0, share: 1 }, { stage: 'acknowledged', done: 0, onTime: 0, late: 0, overdueNow: 1, share: 0 }, { stage: 'executing', done: 0, onTime: 0, late: 0, overdueNow: 0 }]);
    await duty(order.id, DutyAcknowledged, 2, { deputy: false, late: true });
    await waitFor(async () => (await of('duty1', { set: order.orderSetId })).stages[2]!.late === 1);
    expect((await of('street-561', { area: GRID })).orders).toBeGreaterThan(1);
    expect(await s.refused('street-560', 'command.order.stages', { area: GRID })).toBe('access.area');
  });

  it('is published once more for each unit whose post was told and for each force: the groups add up to the whole', async () => {
    const unitId = newId();
    const unit = { kind: 'DEPARTMENT', name: '示例排水单位', nameEn: 'Sample drainage unit', area: '410171', posts: [postId(`leader-${GRID}`)], validFrom: s.clock.now().toISOString() };
    await s.say([{ event: UnitListed, aggregate: `unit/${unitId}`, data: { unitId, ...unit } }]);
    await waitFor(async () => (await s.sql('select 1 from known where id = $1', [unitId])).length === 1);
    const { orderSetId } = await issue(`leader-${GRID}`);
    for (const by of ['unit', 'force'] as const) {
      const view = await s.ok<OrderStagesView>('duty1', 'command.order.stages', { by });
      expect(view.groups!.reduce((n, g) => n + g.orders, 0)).toBe(view.orders);
      expect(new Set(view.groups!.map((g) => g.key)).size).toBe(view.groups!.length);
      expect(view.groups!.reduce((n, g) => n + g.stages[2]!.overdueNow, 0)).toBe(view.stages[2]!.overdueNow);
    }
    expect((await s.ok<OrderStagesView>('duty1', 'command.order.stages', { set: orderSetId, by: 'unit' })).groups).toEqual([expect.objectContaining({ key: unit.name, orders: 1 })]);
    expect((await s.ok<OrderStagesView>('duty1', 'command.order.stages', { set: orderSetId })).groups).toBeUndefined();
  });
});

describe('responsibility for a missed deadline', () => {
  it('is one page of events: who was told where, who answered, and what they saw then', async () => {
    const order = await issue(`leader-${GRID}`);
    await duty(order.id, DutyOpened, 1);
    await waitFor(async () => (await get(order.id)).state === 'delivered');
    s.clock.advance(16 * 60_000);
    await waitFor(async () => (await s.events<{ orderId: string }>('command.order.escalated.v1')).some((e) => e.orderId === order.id), 20_000);
    s.clock.advance(60_000);
    await duty(order.id, DutyAcknowledged, 2, { late: true, deputy: false });
    await waitFor(async () => (await get(order.id)).state === 'acknowledged');
    const page = await s.ok<ResponsibilityTrace>('duty1', 'command.order.responsibility', { id: order.id });
    expect(page.missed).toContainEqual(expect.objectContaining({ stage: 'acknowledged', doneAt: expect.any(String) }));
    const verbs = page.lines.map((l) => l.type.split('.')[2]);
    expect([verbs[0], verbs[1], verbs.at(-1)]).toEqual(['issued', 'opened', 'acknowledged']);
    expect(page.lines[0]).toMatchObject({ channel: 'subject', told: [{ userId: personId(`grid-${GRID}`), as: 'holder' }, expect.objectContaining({ as: 'deputy' })], saw: { state: 'issued', overdue: [] } });
    const escalated = page.lines.find((l) => l.type.includes('escalated'))!;
    expect(escalated).toMatchObject({ channel: 'picture', told: [{ as: 'chain', userId: expect.any(String) }], saw: { state: 'delivered', overdue: ['acknowledged'] } });
    expect(page.lines.at(-1)).toMatchObject({ answeredBy: personId(`grid-${GRID}`), saw: { state: 'acknowledged', overdue: [] } });
    // every line is an event of the journal or the stream
    expect(new Set(page.lines.map((l) => l.eventId)).size).toBe(page.lines.length);
    expect(await s.refused('grid-410171560901001', 'command.order.responsibility', { id: order.id })).toBe('access.area');
  });
});
