import type { Item, ItemEvent } from '@xunling/addressee';
import { PLACE_MEASURES, type EvidenceRef } from '@xunling/contracts';
import type { Work } from '@xunling/messaging';
import { voidStatements } from '../conflict/statement.store.js';
import { noteStatement } from '../conflict/note-statement.js';
import { BoardStore } from './board.store.js';
import { keepsOut, may, PATROL_EVERY_MINUTES, take, type Act, type Measure, type Said } from './measure.js';
import { MeasureStore } from './measure.store.js';
import { tell } from './tell.js';

const store = new MeasureStore();
const board = new BoardStore();
const ACT: Partial<Record<ItemEvent['kind'], Act>> = { acknowledged: 'acknowledge', 'checked-in': 'begin', started: 'begin', reported: 'execute', verified: 'verify', returned: 'return' };

/** Whether an order is a measure of a place: on a site, or over all it fits in an area (D.4). */
const isMeasure = ({ siteId, measure, lifts }: Item): boolean => !lifts && (siteId !== undefined || PLACE_MEASURES.includes(measure));

/** Orders on sites and over areas become measures; orders that lift one say so on it. In the transaction that opened the duties. */
export async function measuresOpened(items: readonly Item[], work: Work): Promise<void> {
  const fresh = items.filter(isMeasure);
  await store.insertMany(work.em, fresh.map(measureFor));
  const lifts = new Map(items.filter((i) => i.lifts).map((i) => [i.lifts!, i]));
  const lifted = (await store.lock(work.em, [...lifts.keys()])).filter((m) => may(m, 'order-lift')).map((m) => {
    const { orderId, issuedBy, openedAt } = lifts.get(m.id)!;
    const next = take(m, 'order-lift', { by: issuedBy, at: openedAt, liftId: orderId });
    tell('lift-ordered', next, { by: issuedBy, at: openedAt }, { liftOrderId: orderId }, work);
    return next;
  });
  await store.saveMany(work.em, lifted);
  await board.refresh(work.em, [...fresh, ...lifted].map((m) => m.siteId));
}

/** Orders that were taken back: their measures end, a lift that is taken back leaves the measure as it was. */
export async function measuresEnded(orders: readonly string[], work: Work): Promise<void> {
  if (orders.length === 0) return;
  const at = work.at.toISOString();
  const lifts = (await work.em.query('select lifts from duty where order_id = any($1) and lifts is not null', [orders])) as { lifts: string }[];
  const found = await store.lock(work.em, [...orders, ...lifts.map((l) => l.lifts)]);
  const moved = found.flatMap((m) => {
    const act: Act = orders.includes(m.id) ? 'end' : 'cancel-lift';
    if (!may(m, act) || (act === 'cancel-lift' && !orders.includes(m.liftId ?? ''))) return [];
    return [take(m, act, { by: m.orderedBy, at })];
  });
  await store.saveMany(work.em, moved);
  await board.refresh(work.em, moved.map((m) => m.siteId));
}

/** What was answered on a duty, said on its measure. */
export async function measureAnswered(item: Item, event: ItemEvent, by: string, at: string, work: Work): Promise<void> {
  if (item.lifts) return event.kind === 'verified' ? lifted(item.lifts, item.orderId, by, at, work) : undefined;
  const act = ACT[event.kind];
  if (!isMeasure(item) || !act) return;
  const [before] = await store.lock(work.em, [item.orderId]);
  if (!before || !may(before, act)) return;
  const said: Said = { by, at, ...(event.kind === 'reported' ? { evidence: event.evidence } : {}), ...(event.kind === 'returned' ? { reason: event.reason } : {}) };
  const m: Measure = { ...take(before, act, said), dutyOpen: event.kind !== 'verified' };
  await store.saveMany(work.em, [m]);
  await announce(m, act, said, work);
}

const evidenceIn = (evidence: readonly EvidenceRef[] = []): object => (evidence.length > 0 ? { evidence } : {});

/** Facts of one act, for screens and other contexts, and what it says of the site. */
export async function announce(m: Measure, act: Act, { by, at, reason }: Said, work: Work): Promise<void> {
  if (act === 'execute') tell('executed', m, { by, at }, evidenceIn(m.evidence), work);
  if (act === 'verify') tell('verified', m, { by, at }, {}, work);
  if (act === 'return' || act === 'break') tell('returned', m, { by, at }, { reason }, work);
  if (m.siteId && keepsOut(m) && (act === 'execute' || act === 'verify')) await noteStatement({ siteId: m.siteId, area: m.area, measureId: m.id, claim: 'closed', source: act === 'execute' ? 'execution' : 'verification', by, at }, work);
  if (act === 'return' || act === 'break') await voidStatements(work.em, { measureId: m.id }, 'closed');
  await board.refresh(work.em, [m.siteId]);
}

async function lifted(id: string, liftOrderId: string, by: string, at: string, work: Work): Promise<void> {
  const [m] = await store.lock(work.em, [id]);
  if (!m || !may(m, 'lift')) return;
  // the duty's own rule has seen to it that another verified than who ordered or opened it
  const next = { ...take({ ...m, liftOrderedBy: undefined } as unknown as Measure, 'lift', { by, at }), liftOrderedBy: m.liftOrderedBy } as Measure;
  await store.saveMany(work.em, [next]);
  await sayLifted(next, by, at, work, liftOrderId);
}
export async function sayLifted(m: Measure, by: string, at: string, work: Work, liftOrderId?: string): Promise<void> {
  tell('lifted', m, { by, at }, { ...(liftOrderId ? { liftOrderId } : {}), ...evidenceIn(m.liftEvidence) }, work);
  await voidStatements(work.em, { measureId: m.id });
  await board.refresh(work.em, [m.siteId]);
}

const measureFor = (i: Item): Measure => ({
  id: i.orderId, orderId: i.orderId, origin: 'order', dutyId: i.id, incidentId: i.incidentId, ...(i.siteId ? { siteId: i.siteId } : {}), area: i.area, measure: i.measure, ...(i.scope ? { scope: i.scope } : {}), state: 'ordered', version: 1, orderedAt: i.openedAt, orderedBy: i.issuedBy, dutyOpen: true,
  hands: [...new Set([i.issuedBy, ...(i.signedBy ?? []), i.holderId, ...(i.deputyId ? [i.deputyId] : [])])], evidence: [], patrolEvery: PATROL_EVERY_MINUTES, patrolsMissed: 0,
});
