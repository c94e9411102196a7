import { isEcho } from '@xunling/contracts';
import type { AttentionClosed, AttentionOpened, AttentionSettled, ConditionStated, IncidentClosed, IncidentOpened, ItemEnded, ItemFact, ItemGivenAgain, ItemHandedBack, ItemOpened, ItemPassed, ItemReturned, RosterPublished, SeatTaken, SeatVacated, Stage, XlEvent } from '@xunling/contracts';
import { recount } from './counters.js';
import { declaredSafe, evacuationClosed, evacuationLifted, evacuationOpened, ledgerActed, safeEnded, shelterClosed, shelterMoved, shelterRegistered } from './evacuations.js';
import { tell } from './feed.js';
import { conflictOpened, conflictSettled, emptyingBegun, emptyingSeen, protectionBegun, protectionSeen } from './ground.js';
import { arrow, orderDivided, orderEnded, orderEscalated, orderIssued, orderLifted, orderOverdue, orderReminded, orderRolledUp, orderWithdrawn, setIssued } from './orders.js';
import { areaClosed, areaOpened, depotRegistered, measureBroken, measureExecuted, measureLifted, measureProtected, measureReturned, measureVerified, postClosed, postHeld, postOpened, sitePublished, siteWithdrawn, teamRegistered } from './places.js';
import { CLOSED_KEPT_MS, type FoldMeta, type Picture } from './picture.js';
import { decisionAnswered, decisionHeld, decisionLapsed, decisionOpened, decisionPassed, decisionProposed, decisionRaised, decisionSigned, decisionUnowned, levelLowered, levelRaised, warning } from './warnings.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each entry knows the data of its own type
type Folder = (picture: Picture, event: XlEvent<any>, received: number) => void;

const item = (stage: Stage): Folder => (p, e: XlEvent<ItemFact>, received) => arrow(p, { order: e.data.orderId, stage, at: Date.parse(e.data.at), version: e.version }, received);
const opened: Folder = (p, e: XlEvent<ItemOpened>, received) => arrow(p, { order: e.data.orderId, stage: 'delivered', at: Date.parse(e.time), version: e.version }, received);
const returned: Folder = (p, e: XlEvent<ItemReturned>, received) => {
  arrow(p, { order: e.data.orderId, stage: 'returned', at: Date.parse(e.data.at), version: e.version, note: e.data.reason, dueAt: Date.parse(e.data.dueAt) }, received);
  measureReturned(p, e.data.orderId);
};
const givenOn: Folder = (p, e: XlEvent<ItemPassed | ItemGivenAgain>, received) => {
  const { orderId, at, dueAt } = e.data;
  const reportBy = 'reportBy' in e.data ? e.data.reportBy : undefined;
  arrow(p, { order: orderId, stage: 'given-on', at: Date.parse(at), version: e.version, dueAt: Date.parse(dueAt), ...(reportBy ? { reportBy: Date.parse(reportBy) } : {}) }, received);
};
const handedBack: Folder = (p, e: XlEvent<ItemHandedBack>, received) => arrow(p, { order: e.data.orderId, stage: 'handed-back', at: Date.parse(e.data.at), version: e.version, note: e.data.reason }, received);
const ended: Folder = (p, e: XlEvent<ItemEnded>, received) => {
  if (e.data.reason !== 'divided') orderEnded(p, e.data.orderId, e.data.reason as 'withdrawn' | 'superseded', received);
};

const FOLDERS: Record<string, Folder> = {
  'grid.area.opened.v1': areaOpened, 'grid.area.closed.v1': areaClosed, 'grid.post.opened.v1': postOpened, 'grid.post.held.v1': postHeld, 'grid.post.closed.v1': postClosed, 'grid.site.published.v1': sitePublished, 'grid.site.revised.v1': sitePublished, 'grid.site.withdrawn.v1': siteWithdrawn,
  'grid.measure.executed.v1': measureExecuted, 'grid.measure.verified.v1': measureVerified, 'grid.measure.protected.v1': (p, e) => { measureProtected(p, e); protectionBegun(p, e); }, 'grid.measure.reviewed.v1': protectionSeen, 'grid.conflict.opened.v1': conflictOpened, 'grid.conflict.settled.v1': conflictSettled, 'grid.measure.returned.v1': measureBroken, 'grid.measure.lifted.v1': (p, e) => { measureLifted(p, e); protectionSeen(p, e); },
  'grid.evacuation.opened.v1': (p, e) => { evacuationOpened(p, e); emptyingBegun(p, e); }, 'grid.evacuation.reviewed.v1': emptyingSeen, 'grid.evacuation.listed.v1': ledgerActed, 'grid.evacuation.notified.v1': ledgerActed, 'grid.evacuation.moved.v1': ledgerActed, 'grid.evacuation.arrived.v1': ledgerActed, 'grid.evacuation.verified.v1': ledgerActed, 'grid.evacuation.found-safe.v1': ledgerActed, 'grid.evacuation.refused.v1': ledgerActed, 'grid.evacuation.unreachable.v1': ledgerActed, 'grid.evacuation.returned-early.v1': ledgerActed, 'grid.evacuation.return-allowed.v1': ledgerActed, 'grid.evacuation.went-home.v1': ledgerActed,
  'grid.evacuation.declared-safe.v1': declaredSafe, 'grid.evacuation.safe-ended.v1': safeEnded, 'grid.evacuation.lifted.v1': (p, e) => { evacuationLifted(p, e); emptyingSeen(p, e); }, 'grid.evacuation.closed.v1': (p, e) => { evacuationClosed(p, e); emptyingSeen(p, e); },
  'grid.shelter.registered.v1': shelterRegistered, 'grid.shelter.constrained.v1': shelterMoved, 'grid.shelter.resized.v1': shelterMoved, 'grid.shelter.closed.v1': shelterClosed, 'grid.shelter.assigned.v1': shelterMoved, 'grid.shelter.unassigned.v1': shelterMoved, 'grid.shelter.admitted.v1': shelterMoved, 'grid.shelter.departed.v1': shelterMoved,
  'rescue.team.registered.v1': teamRegistered, 'supplies.depot.registered.v1': depotRegistered,
  'command.incident.opened.v1': (p, e: XlEvent<IncidentOpened>) => { p.incidents[e.data.incidentId] = { name: e.data.name, areas: e.data.areas ?? [e.data.zone], openedAt: e.data.openedAt }; },
  'command.incident.closed.v1': incidentClosed,
  'command.decision.opened.v1': decisionOpened, 'command.decision.opened.v2': decisionOpened, 'command.decision.passed.v1': decisionPassed, 'command.decision.proposed.v1': decisionProposed,
  'command.decision.signed.v1': decisionSigned, 'command.decision.raised.v1': decisionRaised, 'command.decision.unowned.v1': decisionUnowned, 'command.decision.held.v1': decisionHeld, 'command.decision.answered.v1': decisionAnswered, 'command.decision.lapsed.v1': decisionLapsed,
  'command.condition.stated.v1': (p, e: XlEvent<ConditionStated>) => { p.said = Date.parse(e.data.at); },
  'command.level.raised.v1': levelRaised, 'command.level.lowered.v1': levelLowered,
  'command.set.issued.v1': setIssued, 'command.order.issued.v1': orderIssued, 'command.order.withdrawn.v1': orderWithdrawn,
  'command.order.lifted.v1': orderLifted, 'command.order.lifted-on-ground.v1': orderLifted, 'command.order.divided.v1': orderDivided, 'command.order.rolled-up.v1': orderRolledUp, 'command.order.overdue.v1': orderOverdue, 'command.order.escalated.v1': orderEscalated, 'command.order.reminded.v1': orderReminded,
  'command.seat.taken.v1': (p, e: XlEvent<SeatTaken>) => { p.seats[e.data.seat] = e.data.userId; },
  'command.seat.vacated.v1': (p, e: XlEvent<SeatVacated>) => { delete p.seats[e.data.seat]; },
  'command.roster.published.v1': (p, e: XlEvent<RosterPublished>) => { p.roster = [...e.data.officers]; },
  'command.attention.opened.v1': (p, e: XlEvent<AttentionOpened>) => {
    const { attentionId, ownerId, kind, about, reason, openedAt } = e.data;
    p.attentions[attentionId] = { kind, about, reason, owner: ownerId, openedAt };
  },
  'command.attention.closed.v1': (p, e: XlEvent<AttentionClosed>) => { delete p.attentions[e.data.attentionId]; },
  'command.attention.settled.v1': (p, e: XlEvent<AttentionSettled>) => { delete p.attentions[e.data.attentionId]; },
};
for (const verb of ['issued', 'continued', 'upgraded', 'downgraded', 'lifted', 'expired']) FOLDERS[`command.warning.${verb}.v1`] = warning;
for (const noun of ['grid.duty', 'rescue.mission', 'supplies.requisition']) {
  Object.assign(FOLDERS, {
    [`${noun}.opened.v1`]: opened, [`${noun}.acknowledged.v1`]: item('acknowledged'), [`${noun}.checked-in.v1`]: item('executing'), [`${noun}.started.v1`]: item('executing'),
    [`${noun}.reported.v1`]: item('reported'), [`${noun}.verified.v1`]: item('verified'), [`${noun}.returned.v1`]: returned, [`${noun}.passed.v1`]: givenOn, [`${noun}.handed-back.v1`]: handedBack, [`${noun}.given-again.v1`]: givenOn, [`${noun}.ended.v1`]: ended,
  });
}

function incidentClosed(p: Picture, e: XlEvent<IncidentClosed>): void {
  const incident = p.incidents[e.data.incidentId];
  if (incident) p.incidents[e.data.incidentId] = { ...incident, closedAt: e.data.closedAt };
  p.counters = recount(Object.values(p.orders).filter((o) => o.incident !== e.data.incidentId || o.closed === undefined));
}

/**
 * Folds one event into the picture and answers it. Deterministic: nothing but picture, event and meta is read, no clock, no I/O.
 * The picture given is changed and belongs to the fold; entries are replaced, never edited, so that an entry's identity tells a change.
 * A sequence already folded changes nothing; an unknown type only moves the position and its origin's link.
 */
export function fold(picture: Picture, event: XlEvent, meta: FoldMeta): Picture {
  const epoch = meta.epoch ?? picture.epoch;
  if (epoch < picture.epoch || (epoch === picture.epoch && meta.seq <= picture.seq)) return picture;
  picture.epoch = epoch;
  picture.seq = meta.seq;
  if (meta.received > picture.received) picture.received = meta.received;
  if (event.mode === 'exercise') picture.exercise = true;
  const received = Date.parse(meta.received);
  const folder = Object.hasOwn(FOLDERS, event.type) ? FOLDERS[event.type] : undefined;
  // an erased body leaves nothing to fold
  const echo = isEcho(event);
  if (folder && !echo && event.data && typeof event.data === 'object') folder(picture, event, received);
  const link = `${event.source}|${event.street}`;
  const before = picture.links[link];
  if (!before || before.seq < event.originseq) picture.links[link] = { seq: event.originseq, received, time: event.time };
  if (!echo) tell(picture, event, meta);
  leave(picture);
  return picture;
}

/** What closed an hour ago, by the newest event's `received`, goes; counters stay. */
function leave(p: Picture): void {
  const first = p.leaving[0];
  const limit = Date.parse(p.received) - CLOSED_KEPT_MS;
  if (!first || first[2] > limit) return;
  let n = 0;
  while (n < p.leaving.length && p.leaving[n]![2] <= limit) {
    const [kind, id, at] = p.leaving[n++]!;
    const of = kind === 'order' ? p.orders : kind === 'warning' ? p.warnings : p.decisions;
    if (of[id]?.closed === at) delete of[id];
  }
  p.leaving = p.leaving.slice(n);
}
