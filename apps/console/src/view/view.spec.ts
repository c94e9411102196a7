import { describe, expect, it } from 'vitest';
import { emptyPicture, type OrderFact, type Picture } from '@xunling/picture';
import { actsFor, itemOf } from './acts.js';
import { addressees, placesFor } from './addressees.js';
import { inOrder, stepsOf } from './item.js';
import { matrixRows, noOrders, onTimeOf } from './matrix.js';
import { lanesOf } from './orders.js';
import { homeOf, inspects, mayIssueIn, ownLists, watchArea, worksInField } from './person.js';
import { signersOf, signsAlone } from './signers.js';
import { clockTime, shortTime, span, urgency } from './time.js';
import { activeWarnings, lagNow, openDecisions, streetStates } from './top.js';

const T = Date.parse('2031-07-19T14:00:00Z');
const min = (m: number): number => m * 60_000;
const order = (more: Partial<OrderFact> = {}): OrderFact => ({
  set: 's', measure: 'PATROL', to: ['post', 'p1'], area: '410171561901001', by: 'u', incident: 'i', state: 'delivered', at: T, due: [0, 1, 10, 30, 60, 90].map(min),
  done: [0, 0, null, null, null, null], implied: 0, overdue: 0, step: 0, rv: 0, bv: 0, ...more,
});
function picture(orders: Record<string, OrderFact> = {}): Picture {
  const p = emptyPicture();
  for (const [code, kind] of [['410171', 'zone'], ['410171560', 'street'], ['410171561', 'street'], ['410171561901', 'community'], ['410171561901001', 'grid']] as const) p.areas[code] = { kind, zh: code, en: code, home: 'c' };
  p.orders = orders;
  return p;
}
const nameOf = (id: string): string => ({ p1: '晨光第1网格网格长', p2: '潮河公安岗' })[id] ?? id;

describe('the matrix', () => {
  it('opens from the zone to the grid, only where it was asked to', () => {
    const p = picture();
    p.counters['410171'] = { total: 3, done: [3, 3, 1, 0, 0, 0], late: [0, 1, 0, 0, 0, 0], overdue: [0, 0, 2, 0, 0, 0] };
    expect(matrixRows(p, '410171', new Set()).map((r) => r.area)).toEqual(['410171', '410171560', '410171561']);
    expect(matrixRows(p, '410171', new Set(['410171561', '410171561901'])).map((r) => [r.area, r.depth])).toEqual([['410171', 0], ['410171560', 1], ['410171561', 1], ['410171561901', 2], ['410171561901001', 3]]);
    expect(matrixRows(p, '410171', new Set())[0]!.cells[2]).toEqual({ stage: 'acknowledged', k: 1, n: 3, overdue: 2, none: false });
  });
  it('opens a grid where it is divided into micro-grids', () => {
    const p = picture();
    expect(matrixRows(p, '410171561901', new Set())[1]!.leaf).toBe(true);
    p.areas['410171561901001001'] = { kind: 'micro-grid', zh: '第1微网格', en: 'Micro-grid 1', home: 'c' };
    expect(matrixRows(p, '410171561901', new Set(['410171561901001'])).map((r) => [r.area, r.leaf])).toEqual([['410171561901', false], ['410171561901001', false], ['410171561901001001', true]]);
  });
  it('leaves out a closed area once none of its orders count', () => {
    const p = picture();
    const below = (): string[] => matrixRows(p, '410171561901', new Set()).map((r) => r.area);
    p.areas['410171561901001'] = { ...p.areas['410171561901001']!, closed: true };
    expect(below()).toEqual(['410171561901']);
    p.counters['410171561901001'] = { total: 1, done: [1, 0, 0, 0, 0, 0], late: [0, 0, 0, 0, 0, 0], overdue: [0, 0, 0, 0, 0, 0] };
    expect(below()).toEqual(['410171561901', '410171561901001']);
  });
  it('heads each stage with its share on time, never rounded up to all', () => {
    expect(onTimeOf({ total: 400, done: [400, 400, 100, 0, 0, 0], late: [0, 1, 25, 0, 0, 0], overdue: [0, 0, 100, 4, 0, 0] })).toEqual([undefined, '99%', '38%', '0%', undefined, undefined]);
    expect(onTimeOf({ total: 1, done: [1, 1, 0, 0, 0, 0], late: [0, 0, 0, 0, 0, 0], overdue: [0, 0, 0, 0, 0, 0] })[1]).toBe('100%');
  });
  it('says of an area without orders that there are none, not 0 of 0', () => {
    expect(matrixRows(picture(), '410171', new Set())[1]!.cells.every((c) => c.none)).toBe(true);
    expect([noOrders(picture(), '410171'), noOrders(picture({ a: order() }), '410171')]).toEqual([true, false]);
  });
});

describe('the order board', () => {
  const p = picture({
    late: order({ overdue: 0b100, due: [0, 1, 2, 30, 60, 90].map(min) }), soon: order({ due: [0, 1, 5, 30, 60, 90].map(min) }),
    else: order({ area: '410171560901001', to: ['post', 'p2'] }), done: order({ state: 'verified', done: [0, 0, 1, 2, 3, 4].map(min), closed: T + min(4) }),
  });
  it('puts the order with the least time left first, in the lane of its state', () => {
    const lanes = lanesOf(p, { area: '410171' }, nameOf);
    expect(lanes.find((l) => l.lane === 'delivered')!.cards.map((c) => c.id)).toEqual(['late', 'soon', 'else']);
    expect(lanes.find((l) => l.lane === 'closed')!.cards.map((c) => c.id)).toEqual(['done']);
    expect(lanes.find((l) => l.lane === 'delivered')!.overdue).toBe(1);
  });
  it('narrows to an area, to those not at a stage yet, to those overdue there, to a name', () => {
    const ids = (filter: Parameters<typeof lanesOf>[1]): string[] => lanesOf(p, filter, nameOf).flatMap((l) => l.cards.map((c) => c.id)).sort();
    expect(ids({ area: '410171560' })).toEqual(['else']);
    expect(ids({ area: '410171561', stage: 'acknowledged' })).toEqual(['late', 'soon']);
    expect(ids({ area: '410171', stage: 'acknowledged', overdue: true })).toEqual(['late']);
    expect(ids({ area: '410171', text: '公安' })).toEqual(['else']);
    expect(ids({ area: '410171', stage: 'issued' })).toEqual(['done', 'else', 'late', 'soon']);
  });
});

describe('the top bar', () => {
  const p = picture();
  const w = { issuer: 'x', hazard: 'RAINSTORM', areas: ['410171561'], state: 'active', headline: '', sent: '', receivedAt: new Date(T).toISOString(), expiresAt: new Date(T + min(60)).toISOString() };
  p.warnings = { a: { ...w, colour: 'YELLOW' }, b: { ...w, colour: 'RED' }, gone: { ...w, colour: 'RED', state: 'lifted' } };
  it('shows warnings in force, the most severe first, with the time left', () => {
    expect(activeWarnings(p, T + min(10)).map((x) => [x.id, x.leftMs])).toEqual([['b', min(50)], ['a', min(50)]]);
    expect(activeWarnings(p, T + min(61))).toEqual([]);
  });
  it('runs the lag clock until a level is in force in the warned area', () => {
    expect(lagNow(p, T + min(9))).toEqual({ ms: min(9), running: true });
    p.levels['410171561'] = { level: 'II', since: new Date(T + min(12)).toISOString(), incident: 'i', signers: [] };
    expect(lagNow(p, T + min(40))).toEqual({ ms: min(12), running: false });
    delete p.levels['410171561'];
  });
  it('knows nothing of a street while nothing is heard, and names the service that is down', () => {
    expect(streetStates(p, ['410171561'], false, [])[0]!.link).toBe('unknown');
    expect(streetStates(p, ['410171561'], true, [{ name: 'grid', state: 'restarting' }])[0]).toMatchObject({ link: 'impaired', down: ['grid'] });
    expect(streetStates(p, ['410171561'], true, [{ name: 'grid', state: 'running' }])[0]!.link).toBe('fed');
  });
  it('puts the decision with the least time left first', () => {
    const d = { warning: 'b', colour: 'RED', hazard: 'x', areas: [], state: 'open', owner: 'o', openedAt: '', hops: [], signatures: [] };
    p.decisions = { later: { ...d, dueAt: '2031-01-02' }, first: { ...d, dueAt: '2031-01-01' }, closed: { ...d, dueAt: '2030', closed: 1 } };
    expect(openDecisions(p)).toEqual(['first', 'later']);
  });
});

describe('clocks', () => {
  it('are in Beijing time', () => {
    expect([clockTime(T), shortTime(T, T), shortTime(T, T + min(60 * 24))]).toEqual(['22:00:00', '22:00', '07-19 22:00']);
  });
  it('count in minutes, hours and days, and grow urgent', () => {
    expect([span(249_000), span(3_849_000), span(min(60 * 76)), span(-61_000)]).toEqual(['04:09', '1:04:09', '3d 4h', '01:01']);
    expect([urgency(-1), urgency(59_000), urgency(299_000), urgency(min(6))]).toEqual(['over', 'last', 'soon', 'calm']);
  });
});

describe('who sees what', () => {
  it('starts officers at the board of their area and holders in the field', () => {
    expect([homeOf([{ role: 'duty-officer', area: '410171' }]), homeOf([{ role: 'post-holder', area: '410171561901001' }]), homeOf([{ role: 'inspector', area: '410171561' }])]).toEqual(['/', '/field', '/field']);
    expect(watchArea([{ role: 'sub-district-officer', area: '410171561' }, { role: 'post-holder', area: '410171561' }])).toBe('410171561');
    expect([mayIssueIn([{ role: 'sub-district-officer', area: '410171561' }], '410171561901001'), mayIssueIn([{ role: 'sub-district-officer', area: '410171561' }], '410171560901001')]).toEqual([true, false]);
    expect([inspects([{ role: 'inspector', area: '410171561' }]), ownLists([{ role: 'team-leader', area: '410171' }])]).toEqual(['410171561', ['missions']]);
    // a department or a post of the headquarters is in the chain: its holder has duties and a field page
    for (const role of ['department-officer', 'dispatcher', 'duty-officer', 'commander']) expect([role, ownLists([{ role, area: '410171' }]), worksInField([{ role, area: '410171' }])]).toEqual([role, ['duties'], true]);
    expect([ownLists([{ role: 'observer', area: '410171' }]), worksInField([{ role: 'auditor', area: '410171' }])]).toEqual([[], false]);
  });
});

describe('the field page', () => {
  it('offers one next step, none where it waits for others', () => {
    expect(['open', 'acknowledged', 'executing', 'returned', 'reported', 'verified', 'ended'].map((state) => stepsOf({ state })[0])).toEqual(['acknowledge', 'check-in', 'execute', 'execute', undefined, undefined, undefined]);
  });
  it('puts what has the least time left on top and what waits for verification below', () => {
    const i = (id: string, state: string, dueAt: string) => ({ id, state, dueAt });
    expect(inOrder([i('c', 'open', '3'), i('r', 'reported', '1'), i('a', 'returned', '2'), i('x', 'verified', '0')])).toMatchObject({ open: [{ id: 'a' }, { id: 'c' }, { id: 'r' }], over: [{ id: 'x' }] });
  });
});

describe('what may be done from a card', () => {
  const order = { state: 'delivered', area: '410171561901001', by: 'commander', measure: 'PATROL' };
  const zone = { id: 'd', grants: [{ role: 'duty-officer', area: '410171' }] };
  const street = { id: 'me', grants: [{ role: 'sub-district-officer', area: '410171561' }] };
  it('is calling again and escalating where one commands, withdrawing one\'s own or as commander and duty officer, and returning what was reported', () => {
    expect(actsFor(order, street)).toEqual(['remind', 'escalate']);
    expect(actsFor({ ...order, by: 'me' }, street)).toContain('withdraw');
    expect(actsFor({ ...order, state: 'reported' }, street)).toEqual(['remind', 'escalate', 'return']);
    expect(actsFor({ ...order, state: 'reported' }, zone)).toEqual(['remind', 'escalate', 'return', 'withdraw']);
    expect(actsFor({ ...order, state: 'reported' }, { id: 'i', grants: [{ role: 'inspector', area: '410171561' }] })).toEqual(['return']);
  });
  it('is amending one\'s own order, or anybody\'s for commander and duty officer, until it is reported; a lift is not amended', () => {
    expect(actsFor(order, zone)).toContain('amend');
    expect(actsFor({ ...order, by: 'me' }, street)).toContain('amend');
    expect(actsFor({ ...order, state: 'reported' }, zone)).not.toContain('amend');
    expect(actsFor({ ...order, measure: 'LIFT' }, zone)).not.toContain('amend');
  });
  it('is nothing in other areas and on what is over, and never returning what one issued oneself', () => {
    expect(actsFor({ ...order, area: '410171560901001' }, street)).toEqual([]);
    for (const state of ['verified', 'withdrawn', 'superseded']) expect(actsFor({ ...order, state }, street)).toEqual([]);
    expect(actsFor({ ...order, state: 'reported', by: 'me' }, street)).not.toContain('return');
  });
  it('is not taking back what was ordered from a seat above, by the seats as the picture has them; what a level ordered is the officers\' once it is lowered', () => {
    const seats = { commander: 'chief', deputy: 'second' };
    const held = (level?: string): never => ({ seats, levels: level ? { '410171561': { level } } : {} }) as never;
    const acts = (id: string, more: object, picture: never): string[] => actsFor({ ...order, ...more }, { ...zone, id }, picture).filter((a) => a === 'amend' || a === 'withdraw');
    expect([acts('d', { rank: 4 }, held()), acts('second', { rank: 4 }, held()), acts('chief', { rank: 4 }, held()), acts('d', { rank: 2 }, held()), acts('d', { rank: 4, by: 'd' }, held()), acts('d', {}, held())].map((a) => a.length)).toEqual([0, 0, 2, 2, 2, 2]);
    expect([acts('second', { rank: 4 }, { seats: { deputy: 'second' }, levels: {} } as never)].map((a) => a.length)).toEqual([2]);
    expect(['I', 'II', 'III', 'none', undefined].map((level) => acts('d', { rank: 4, level: 'II' }, held(level)).length)).toEqual([0, 0, 2, 2, 2]);
  });
  it('reaches the item by the event that opened it', () => {
    const e = (type: string, data: object) => ({ id: type, type, occurredAt: '', receivedAt: '', actor: '', data });
    expect(itemOf({ events: [e('command.order.issued.v1', {}), e('rescue.mission.opened.v1', { itemId: 'x' })] })).toEqual({ list: 'missions', id: 'x' });
    expect(itemOf({ events: [e('command.order.issued.v1', {})] })).toBeUndefined();
  });
});

describe('who signs', () => {
  const seats = { seats: { commander: 'c', deputy: 'd' }, roster: ['duty1', 'duty2'] };
  it('both seats for Ⅱ and Ⅰ, each with whether it signed', () => {
    expect(signersOf(seats, { signatures: [{ userId: 'd', as: 'deputy', at: 't' }] }, ['commander', 'deputy'])).toEqual([{ as: 'commander', userId: 'c' }, { as: 'deputy', userId: 'd', signedAt: 't' }]);
  });
  it('the one seat that is set, or the commander in its place', () => {
    expect(signersOf(seats, { signatures: [] }, ['deputy'])).toEqual([{ as: 'deputy', userId: 'd' }]);
    expect(signersOf(seats, { signatures: [{ userId: 'c', as: 'commander', at: 't' }] }, ['deputy'])).toEqual([{ as: 'commander', userId: 'c', signedAt: 't' }]);
    expect([signsAlone([], seats.seats, 'x'), signsAlone(['deputy'], seats.seats, 'd'), signsAlone(['deputy'], seats.seats, 'c'), signsAlone(['commander'], seats.seats, 'd'), signsAlone(['commander', 'deputy'], seats.seats, 'c')]).toEqual([true, true, true, false, false]);
  });
  it('one for Ⅳ and Ⅲ: the officer on duty, until somebody signed', () => {
    expect(signersOf(seats, { signatures: [] }, [])).toEqual([{ as: 'duty-officer', userId: 'duty1' }]);
    expect(signersOf(seats, { signatures: [{ userId: 'c', as: 'commander', at: 't' }] }, [])).toEqual([{ as: 'commander', userId: 'c', signedAt: 't' }]);
  });
});

describe('whom an order may go to', () => {
  const p = picture();
  p.names['t1'] = { zh: '抢险队01', en: 'Team 01', area: '410171', kind: 'PROFESSIONAL', of: 'team' };
  p.names['k1'] = { zh: '看护岗', en: 'Keeper', area: '410171561901', kind: 'KEEPER', vacant: true };
  const commander = [{ role: 'commander', area: '410171' }];
  const names = (words: string, grants = commander): string[] => addressees(p, grants, words, true).map((a) => a.name);
  it('is found by name or area, widest first, and cut to the person\'s own area', () => {
    expect(names('抢险')).toEqual(['抢险队01']);
    expect(names('410171561')).toContain('看护岗');
    expect(names('', [{ role: 'sub-district-officer', area: '410171561' }])).not.toContain('抢险队01');
    expect(names('', [{ role: 'observer', area: '410171' }])).toEqual([]);
    expect(addressees(p, commander, '看护', true)[0]).toMatchObject({ kind: 'post', vacant: true });
    p.names['closed'] = { zh: '看护岗已撤', area: '410171561', closed: true };
    expect(names('已撤')).toEqual([]);
    expect(addressees(p, commander, 'team 01', false)[0]).toMatchObject({ kind: 'team', name: 'Team 01' });
  });
  it('is sent within the street it belongs to; what serves the zone goes anywhere', () => {
    expect(placesFor(p, commander, '410171561901').every((c) => c.startsWith('410171561'))).toBe(true);
    expect(placesFor(p, commander, '410171')).toContain('410171560');
  });
});
