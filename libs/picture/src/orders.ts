import { STAGES, type OrderDivided, type OrderEscalated, type OrderIssued, type OrderLifted, type OrderOverdue, type OrderReminded, type OrderRolledUp, type OrderWithdrawn, type SetIssued, type Stage, type XlEvent } from '@xunling/contracts';
import { book, emptyCounter } from './counters.js';
import type { EarlyFact, OrderFact, Picture } from './picture.js';
import { measureKey, measureOf } from './places.js';
import { turned } from './turns.js';

const EXECUTING = STAGES.indexOf('executing');
const REPORTED = STAGES.indexOf('reported');
const VERIFIED = STAGES.indexOf('verified');
const EARLY_KEPT = 500;
const SETS_KEPT = 200;
const ended = (o: OrderFact): boolean => o.state === 'withdrawn' || o.state === 'superseded';
const closed = (o: OrderFact): boolean => ended(o) || o.state === 'verified';

/** Replaces an order (never in place, so that a screen sees what changed) and books counters, measures and its leaving. */
function put(p: Picture, id: string, before: OrderFact | undefined, next: OrderFact, received: number): void {
  const after = { ...next };
  if (closed(after) && after.closed === undefined) {
    after.closed = received;
    p.leaving.push(['order', id, received]);
  } else if (!closed(after)) delete after.closed;
  p.orders[id] = after;
  book(p, before, after);
}

export function setIssued(p: Picture, e: XlEvent<SetIssued>): void {
  const d = e.data;
  const known = p.sets[d.orderSetId];
  p.sets[d.orderSetId] = {
    incident: d.incidentId, kind: d.kind, ...(d.level ? { level: d.level } : {}), ...(d.planVersion ? { planVersion: d.planVersion } : {}),
    at: e.time, by: d.by, declared: d.orders, ended: known?.ended ?? 0, unaddressable: d.unaddressable.length, count: known?.count ?? emptyCounter(),
  };
  boundSets(p);
}

/** Old sets whose orders are all closed and gone leave, oldest first. */
function boundSets(p: Picture): void {
  const ids = Object.keys(p.sets);
  if (ids.length <= SETS_KEPT) return;
  const used = new Set(Object.values(p.orders).map((o) => o.set));
  const idle = ids.filter((id) => !used.has(id)).sort((a, b) => (p.sets[a]!.at + a < p.sets[b]!.at + b ? -1 : 1));
  for (const id of idle.slice(0, ids.length - SETS_KEPT)) delete p.sets[id];
}

export function orderIssued(p: Picture, e: XlEvent<OrderIssued>, received: number): void {
  const d = e.data;
  if (p.orders[d.orderId]) return;
  const at = Date.parse(d.issuedAt);
  const off = (instant: string): number => Date.parse(instant) - at;
  p.sets[d.orderSetId] ??= { incident: d.incidentId, kind: d.level ? 'level' : 'single', ...(d.level ? { level: d.level } : {}), at: d.issuedAt, by: d.issuedBy, ended: 0, unaddressable: 0, count: emptyCounter() };
  if (!p.names[d.addressee.id]) p.names[d.addressee.id] = { zh: d.addressee.name };
  put(p, d.orderId, undefined, {
    set: d.orderSetId, measure: d.measure, ...(d.scope ? { scope: d.scope } : {}), to: [d.addressee.kind, d.addressee.id], area: d.area,
    ...(d.force ? { force: d.force } : {}), ...(d.siteId ? { site: d.siteId } : {}), ...(d.level ? { level: d.level } : {}),
    ...(d.resolvedTo === 'holder' ? {} : { via: d.resolvedTo as 'deputy' | 'superior' }), by: d.issuedBy, ...(d.issuerRank && d.issuerRank > 2 ? { rank: d.issuerRank } : {}), incident: d.incidentId,
    ...(d.evidence === 'photo' ? { photo: true as const } : {}), ...(d.supersedes ? { supersedes: d.supersedes } : {}),
    state: 'issued', at, due: [0, off(d.due.delivered), off(d.due.acknowledged), off(d.due.executing), off(d.due.reported), off(d.due.verified)],
    done: [0, null, null, null, null, null], implied: 0, overdue: 0, step: 0, rv: 0, bv: 0,
  }, received);
  if (d.lifts) lifting(p, d);
  else if (d.siteId) {
    const key = measureKey({ ...d, siteId: d.siteId });
    const there = p.measures[key];
    if (!there || there.order !== d.orderId) p.measures[key] = { ...measureOf({ ...d, siteId: d.siteId }), order: d.orderId, state: 'ordered', orderedAt: d.issuedAt };
  }
  const old = d.supersedes ? p.orders[d.supersedes] : undefined;
  if (old && !closed(old) && old.state !== 'reported') put(p, d.supersedes!, old, { ...old, state: 'superseded', overdue: 0, step: 0 }, received);
  const mine = p.early.filter((f) => f.order === d.orderId);
  if (mine.length > 0) {
    p.early = p.early.filter((f) => f.order !== d.orderId);
    for (const fact of mine) arrow(p, fact, received);
  }
}

/** The measure that an order lifts; it stays what it is until that one was verified. */
function lifting(p: Picture, { orderId, lifts }: OrderIssued): void {
  for (const [key, m] of Object.entries(p.measures)) if (m.order === lifts) p.measures[key] = { ...m, lift: orderId };
}
export function orderLifted(p: Picture, { data: d }: XlEvent<Pick<OrderLifted, 'orderId'>>): void {
  for (const [key, m] of Object.entries(p.measures)) if (m.order === d.orderId) delete p.measures[key];
}

/** One arrow of an order, by the same rule as command's: earlier arrows are implied, repetitions and what is older than a return change nothing. */
export function arrow(p: Picture, fact: EarlyFact, received: number): void {
  const order = p.orders[fact.order];
  if (!order) {
    p.early.push(fact);
    if (p.early.length > EARLY_KEPT) p.early.shift();
    return;
  }
  if (order.parts && STAGES.indexOf(fact.stage as Stage) >= EXECUTING) return;
  const next = fact.stage === 'returned' ? returned(order, fact) : fact.stage === 'given-on' || fact.stage === 'handed-back' ? turned(order, fact, settled) : advanced(order, fact, fact.stage);
  if (next) put(p, fact.order, order, next, received);
}

function advanced(order: OrderFact, fact: EarlyFact, to: Stage): OrderFact | undefined {
  const stage = STAGES.indexOf(to);
  if (stage >= REPORTED && fact.version < order.bv) return undefined;
  const begins = stage > 1 && stage < REPORTED;
  // what the one before said is no answer of who has it now
  if (begins && fact.version < (order.tv ?? 0)) return undefined;
  const again = stage === REPORTED && fact.version > order.rv;
  if (order.done[stage] !== null && !(order.implied & (1 << stage)) && !again) return undefined;
  const done = [...order.done];
  let implied = order.implied & ~(1 << stage);
  done[stage] = fact.at - order.at;
  for (let i = 1; i < stage; i++) if (done[i] === null) { done[i] = fact.at - order.at; implied |= 1 << i; }
  const state = ended(order) ? order.state : STAGES[done.findLastIndex((d) => d !== null)]!;
  const next = settled({ ...order, done, implied, state, rv: stage === REPORTED ? fact.version : order.rv, ...(begins ? { gv: Math.max(order.gv ?? 0, fact.version) } : {}) });
  if (stage >= REPORTED) { delete next.returned; delete next.handedBack; }
  return next;
}

function returned(order: OrderFact, fact: EarlyFact): OrderFact | undefined {
  if (fact.version <= Math.max(order.rv, order.bv)) return undefined;
  if (ended(order)) return { ...order, bv: fact.version };
  const due = [...order.due];
  const gap = due[VERIFIED]! - due[REPORTED]!;
  due[REPORTED] = fact.dueAt === undefined ? due[REPORTED]! : fact.dueAt - order.at;
  due[VERIFIED] = due[REPORTED] + gap;
  const done = order.done.map((d, i) => (i >= REPORTED ? null : d ?? fact.at - order.at));
  let implied = order.implied & ~(1 << REPORTED) & ~(1 << VERIFIED);
  for (let i = 1; i < REPORTED; i++) if (order.done[i] === null) implied |= 1 << i;
  const overdue = order.overdue & ~(1 << REPORTED) & ~(1 << VERIFIED);
  return settled({ ...order, bv: fact.version, due, done, implied, overdue, state: 'executing', returned: fact.note ?? '' });
}

/** An answer stops what was overdue before it, and the climb with it. */
function settled(order: OrderFact): OrderFact {
  let overdue = order.overdue;
  for (let i = 1; i < 6; i++) if (order.done[i] !== null) overdue &= ~(1 << i);
  if (closed(order)) overdue = 0;
  const next = { ...order, overdue, step: overdue === 0 ? 0 : order.step };
  delete next.called;
  if (overdue === 0) delete next.told;
  return next;
}

export function orderOverdue(p: Picture, e: XlEvent<OrderOverdue>, received: number): void {
  const order = p.orders[e.data.orderId];
  const stage = STAGES.indexOf(e.data.stage as Stage);
  if (!order || closed(order) || stage < 0 || order.done[stage] !== null) return;
  put(p, e.data.orderId, order, { ...order, overdue: order.overdue | (1 << stage) }, received);
}

export function orderEscalated(p: Picture, e: XlEvent<OrderEscalated>, received: number): void {
  const order = p.orders[e.data.orderId];
  if (!order || closed(order) || e.data.step <= order.step) return;
  put(p, e.data.orderId, order, { ...order, step: e.data.step, told: e.data.to }, received);
}

export function orderReminded(p: Picture, e: XlEvent<OrderReminded>, received: number): void {
  const order = p.orders[e.data.orderId];
  if (!order || closed(order)) return;
  put(p, e.data.orderId, order, { ...order, called: [(order.called?.[0] ?? 0) + 1, Date.parse(e.time)] }, received);
}

/** From now the order's arrows are its parts'. */
export function orderDivided(p: Picture, { data: d }: XlEvent<OrderDivided>, received: number): void {
  const order = p.orders[d.orderId];
  if (order) put(p, d.orderId, order, { ...order, parts: d.parts }, received);
}
/** What all parts have reached, by the same rule as command's: an arrow that is not named is open. */
export function orderRolledUp(p: Picture, { data: d }: XlEvent<OrderRolledUp>, received: number): void {
  const order = p.orders[d.orderId];
  if (!order) return;
  const up = [d.executing, d.reported, d.verified].map((at) => (at === undefined ? null : Date.parse(at) - order.at));
  const done = [...order.done.slice(0, EXECUTING), ...up];
  let implied = order.implied & ((1 << EXECUTING) - 1);
  for (let i = 1; i < EXECUTING; i++) if (done[i] === null && up[0] !== null) { done[i] = up[0]!; implied |= 1 << i; }
  const state = ended(order) ? order.state : STAGES[done.findLastIndex((x) => x !== null)]!;
  put(p, d.orderId, order, settled({ ...order, done, implied, state }), received);
}

export function orderEnded(p: Picture, orderId: string, state: 'withdrawn' | 'superseded', received: number): void {
  const order = p.orders[orderId];
  if (!order || closed(order) || (state === 'superseded' && order.state === 'reported')) return;
  put(p, orderId, order, { ...order, state, overdue: 0, step: 0 }, received);
  const key = order.site ? measureKey({ ...order, siteId: order.site }) : '';
  const measure = p.measures[key];
  if (measure?.order === orderId && measure.state === 'ordered') delete p.measures[key];
  if (order.measure === 'LIFT') for (const [k, m] of Object.entries(p.measures)) if (m.lift === orderId) { const { lift: _gone, ...rest } = m; p.measures[k] = rest; }
}
export const orderWithdrawn = (p: Picture, e: XlEvent<OrderWithdrawn>, received: number): void => orderEnded(p, e.data.orderId, 'withdrawn', received);
