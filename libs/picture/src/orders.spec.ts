import { describe, expect, it } from 'vitest';
import { duty, event, foldAll, issued, overdue, SET, uuid, at } from './events.fixture.js';
import { emptyPicture, fold, nextDue, shareOnTime, waitingFor } from './index.js';

const GRID = '410171561901001';
const ID = uuid(2, 1);

describe('an order in the picture', () => {
  it('passes the six arrows, each with its instant', () => {
    const p = foldAll([issued(1, GRID), duty('opened', 1, GRID, 0), duty('acknowledged', 1, GRID, 4), duty('checked-in', 1, GRID, 9), duty('reported', 1, GRID, 20), duty('verified', 1, GRID, 25)]);
    expect(p.orders[ID]!.done).toEqual([0, 0, 4, 9, 20, 25].map((m) => m * 60_000));
    expect(p.orders[ID]!.state).toBe('verified');
    expect(p.counters['410171']).toEqual({ total: 1, done: [1, 1, 1, 1, 1, 1], late: [0, 0, 0, 0, 0, 0], overdue: [0, 0, 0, 0, 0, 0] });
    expect(p.sets[SET]!.count).toEqual(p.counters[GRID]);
  });

  it('marks the arrows a later one implies', () => {
    const p = foldAll([issued(1, GRID), duty('reported', 1, GRID, 20)]);
    expect(p.orders[ID]).toMatchObject({ state: 'reported', implied: 0b01110 });
    expect(p.counters[GRID]!.done).toEqual([1, 1, 1, 1, 1, 0]);
  });

  it('shows an arrow overdue until it is answered, late or not', () => {
    const p = foldAll([issued(1, GRID), duty('opened', 1, GRID, 0), overdue(1, GRID, 'acknowledged', 10), event('command.order.escalated', '561', 10, { orderId: ID, area: GRID, stage: 'acknowledged', step: 1, to: '街道防汛负责人' })]);
    expect(p.counters['410171561']!.overdue).toEqual([0, 0, 1, 0, 0, 0]);
    expect(p.orders[ID]).toMatchObject({ step: 1, told: '街道防汛负责人' });
    foldAll([duty('acknowledged', 1, GRID, 30)], p);
    expect(p.counters['410171561']!.overdue).toEqual([0, 0, 0, 0, 0, 0]);
    expect(p.orders[ID]).toMatchObject({ step: 0, overdue: 0 });
  });

  it('counts what came on time and what came late, per arrow', () => {
    const p = foldAll([issued(1, GRID), issued(2, GRID), duty('opened', 1, GRID, 0), duty('opened', 2, GRID, 3), overdue(1, GRID, 'acknowledged', 10), duty('acknowledged', 2, GRID, 4)]);
    const counter = p.counters[GRID]!;
    expect([counter.late[1], counter.overdue[2], shareOnTime(counter, 1), shareOnTime(counter, 2), shareOnTime(counter, 4)]).toEqual([1, 1, 0.5, 0.5, undefined]);
    foldAll([duty('acknowledged', 1, GRID, 30)], p);
    expect([counter.done[2], p.counters[GRID]!.late[2], p.counters[GRID]!.overdue[2]]).toEqual([2, 1, 0]);
  });

  it('shows that a person called again until an answer comes, and who was told by hand', () => {
    const call = (minute: number) => event('command.order.reminded', '561', minute, { orderId: ID, area: GRID, stage: 'acknowledged', by: uuid(5, 0) });
    const p = foldAll([issued(1, GRID), duty('opened', 1, GRID, 0), call(3), call(4), event('command.order.escalated', '561', 5, { orderId: ID, area: GRID, stage: 'acknowledged', step: 1, to: '街道防汛负责人', by: uuid(5, 0), reason: '水位上涨' })]);
    expect(p.orders[ID]).toMatchObject({ called: [2, Date.parse(at(4))], step: 1, told: '街道防汛负责人', overdue: 0 });
    foldAll([duty('acknowledged', 1, GRID, 6)], p);
    expect([p.orders[ID]!.called, p.orders[ID]!.step, p.orders[ID]!.told]).toEqual([undefined, 0, undefined]);
  });

  it('goes back to executing when returned, with the reason and the new deadline', () => {
    const p = foldAll([issued(1, GRID), duty('reported', 1, GRID, 20, {}, 4), duty('returned', 1, GRID, 30, { reason: '照片不清', dueAt: at(50) }, 5)]);
    expect(p.orders[ID]).toMatchObject({ state: 'executing', returned: '照片不清' });
    expect(waitingFor(p.orders[ID]!)).toBe('reported');
    expect(nextDue(p.orders[ID]!)).toBe(Date.parse(at(50)));
    expect(p.counters[GRID]!.done).toEqual([1, 1, 1, 1, 0, 0]);
    foldAll([duty('reported', 1, GRID, 40, {}, 6), duty('verified', 1, GRID, 45, {}, 7)], p);
    expect(p.orders[ID]!.state).toBe('verified');
  });

  it('goes back to the acknowledgement when it is passed on, and says what was handed back until the superior answers', () => {
    const p = foldAll([issued(1, GRID), duty('opened', 1, GRID, 0), duty('acknowledged', 1, GRID, 2), duty('checked-in', 1, GRID, 5, {}, 3), duty('passed', 1, GRID, 8, { to: uuid(5, 9), dueAt: at(13) }, 4)]);
    expect(p.orders[ID]).toMatchObject({ state: 'delivered', passed: Date.parse(at(8)) });
    expect([nextDue(p.orders[ID]!), p.counters[GRID]!.done]).toEqual([Date.parse(at(13)), [1, 1, 0, 0, 0, 0]]);
    foldAll([duty('handed-back', 1, GRID, 9, { reason: '道路被淹' }, 5)], p);
    expect(p.orders[ID]).toMatchObject({ handedBack: '道路被淹', state: 'delivered' });
    foldAll([duty('given-again', 1, GRID, 12, { to: uuid(5, 9), reason: '改走北门', dueAt: at(17), reportBy: at(80) }, 6), duty('acknowledged', 1, GRID, 14, {}, 7)], p);
    expect(p.orders[ID]).toMatchObject({ state: 'acknowledged' });
    expect(p.orders[ID]!.handedBack).toBeUndefined();
    expect([p.orders[ID]!.due[4], p.orders[ID]!.due[5]]).toEqual([80, 110].map((m) => m * 60_000));
  });

  it('once divided follows its parts, not its own item, and goes back with them', () => {
    const up = (minute: number, more: object) => event('command.order.rolled-up', '561', minute, { orderId: ID, area: GRID, ...more });
    const p = foldAll([issued(1, GRID), duty('opened', 1, GRID, 0), event('command.order.divided', '561', 2, { orderId: ID, area: GRID, orderSetId: SET, parts: 2, by: uuid(5, 0) }), duty('ended', 1, GRID, 2, { reason: 'divided' }, 2), duty('reported', 1, GRID, 3, {}, 3)]);
    expect(p.orders[ID]).toMatchObject({ parts: 2, state: 'delivered' });
    foldAll([up(20, { executing: at(18), reported: at(20) })], p);
    expect(p.orders[ID]).toMatchObject({ state: 'reported', done: [0, 0, 18 * 60_000, 18 * 60_000, 20 * 60_000, null] });
    foldAll([up(25, { executing: at(18) })], p);
    expect(p.orders[ID]!.state).toBe('executing');
    expect(p.counters[GRID]!.done).toEqual([1, 1, 1, 1, 0, 0]);
  });

  it('leaves k and n alike when withdrawn or superseded', () => {
    const p = foldAll([issued(1, GRID), issued(2, GRID, 5, { supersedes: ID, level: 'II' }), issued(3, GRID), event('command.order.withdrawn', '561', 8, { orderId: uuid(2, 3), area: GRID, reason: '险情解除', by: uuid(5, 0) })]);
    expect([p.orders[ID]!.state, p.orders[uuid(2, 3)]!.state]).toEqual(['superseded', 'withdrawn']);
    expect(p.counters[GRID]!.total).toBe(1);
    expect(p.sets[SET]!.ended).toBe(2);
  });

  it('keeps a reported packet from being superseded', () => {
    const p = foldAll([issued(1, GRID), duty('reported', 1, GRID, 3), issued(2, GRID, 5, { supersedes: ID })]);
    expect(p.orders[ID]!.state).toBe('reported');
  });

  it('remembers an arrow that arrived before its order', () => {
    const p = foldAll([duty('opened', 1, GRID, 0), duty('acknowledged', 1, GRID, 4), issued(1, GRID)]);
    expect(p.orders[ID]!.state).toBe('acknowledged');
    expect(p.early).toEqual([]);
  });

  it('leaves the picture an hour after it closed, by the newest received; its counters stay', () => {
    const p = foldAll([issued(1, GRID), duty('verified', 1, GRID, 5), issued(2, GRID, 6)]);
    fold(p, event('x.y.z', '000', 64, {}), { seq: p.seq + 1, received: at(64) });
    expect(p.orders[ID]).toBeDefined();
    fold(p, event('x.y.z', '000', 66, {}), { seq: p.seq + 1, received: at(66) });
    expect(Object.keys(p.orders)).toEqual([uuid(2, 2)]);
    expect(p.counters[GRID]).toEqual({ total: 2, done: [2, 1, 1, 1, 1, 1], late: [0, 1, 0, 0, 0, 0], overdue: [0, 0, 0, 0, 0, 0] });
  });

  it('does not show a site as closed before the work was verified', () => {
    const site = uuid(7, 1);
    const m = { siteId: site, area: GRID, measure: 'SEAL', orderId: ID, dutyId: uuid(6, 1), by: uuid(5, 1) };
    const p = foldAll([issued(1, GRID, 0, { siteId: site, measure: 'SEAL' }), duty('reported', 1, GRID, 8), event('grid.measure.executed', '561', 8, { ...m, at: at(8) })]);
    expect(p.measures[`${site}|SEAL`]!.state).toBe('executed');
    foldAll([duty('returned', 1, GRID, 9, { reason: '未封死', dueAt: at(20) })], p);
    expect(p.measures[`${site}|SEAL`]!.state).toBe('ordered');
    foldAll([event('grid.measure.verified', '561', 22, { ...m, at: at(22) })], p);
    expect(p.measures[`${site}|SEAL`]!.state).toBe('verified');
    const lift = (): string | undefined => p.measures[`${site}|SEAL`]?.lift;
    foldAll([issued(7, GRID, 30, { siteId: site, measure: 'LIFT', lifts: ID })], p);
    expect([lift(), Object.keys(p.measures)]).toEqual([uuid(2, 7), [`${site}|SEAL`]]);
    foldAll([event('command.order.withdrawn', '561', 31, { orderId: uuid(2, 7), area: GRID, reason: '雨又下', by: uuid(5, 0) })], p);
    expect(lift()).toBeUndefined();
    foldAll([issued(8, GRID, 32, { siteId: site, measure: 'LIFT', lifts: ID }), event('command.order.lifted', '561', 40, { orderId: ID, liftOrderId: uuid(2, 8), area: GRID, measure: 'SEAL', siteId: site, liftedAt: at(40) })], p);
    expect(p.measures).toEqual({});
    // the ground lifted it by itself
    const alone = foldAll([issued(1, GRID, 0, { siteId: site, measure: 'SEAL' }), event('command.order.lifted-on-ground', '561', 40, { orderId: ID, area: GRID, measure: 'SEAL', siteId: site, by: uuid(5, 1), liftedAt: at(40) })]);
    expect(alone.measures).toEqual({});
  });

  it('keeps two scopes of one suspension apart', () => {
    const site = uuid(7, 2);
    const m = { siteId: site, area: GRID, measure: 'SUSPEND', scope: 'CLASSES', orderId: ID, dutyId: uuid(6, 1), by: uuid(5, 1), at: at(8) };
    const p = foldAll([issued(1, GRID, 0, { siteId: site, measure: 'SUSPEND', scope: 'CLASSES' }), issued(2, GRID, 0, { siteId: site, measure: 'SUSPEND', scope: 'TRANSPORT' }), event('grid.measure.executed', '561', 8, m), event('grid.measure.verified', '561', 9, m)]);
    expect(Object.values(p.measures).map((x) => [x.scope, x.state])).toEqual([['CLASSES', 'verified'], ['TRANSPORT', 'ordered']]);
    foldAll([event('command.order.lifted', '561', 40, { orderId: ID, liftOrderId: uuid(2, 8), area: GRID, measure: 'SUSPEND', siteId: site, liftedAt: at(40) })], p);
    expect(Object.keys(p.measures)).toEqual([`${site}|SUSPEND|TRANSPORT`]);
  });
});

describe('folding', () => {
  it('changes nothing for a sequence already folded', () => {
    const p = emptyPicture();
    fold(p, issued(1, GRID), { seq: 5, received: at(0) });
    const text = JSON.stringify(p);
    fold(p, duty('acknowledged', 1, GRID, 3), { seq: 5, received: at(3) });
    fold(p, duty('acknowledged', 1, GRID, 3), { seq: 4, received: at(3) });
    expect(JSON.stringify(p)).toBe(text);
  });

  it('goes on from the first sequence of a new epoch', () => {
    const p = emptyPicture();
    fold(p, issued(1, GRID), { seq: 900, received: at(0) });
    fold(p, duty('acknowledged', 1, GRID, 3), { seq: 12, received: at(3), epoch: 2 });
    expect([p.epoch, p.seq, p.orders[ID]!.state]).toEqual([2, 12, 'acknowledged']);
  });

  it('lets an unknown type move the position only, and an erased body too', () => {
    const p = foldAll([event('oversight.ledger.opened', '561', 0, {}), { ...event('command.order.issued', '561', 0, {}), data: null }]);
    expect([p.seq, Object.keys(p.orders).length]).toEqual([2, 0]);
  });
});
