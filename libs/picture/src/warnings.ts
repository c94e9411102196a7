import type { DecisionAnswered, DecisionHeld, DecisionLapsed, DecisionOpened, DecisionOpenedV2, DecisionPassed, DecisionProposed, DecisionRaised, DecisionSigned, DecisionUnowned, LevelLowered, LevelRaised, WarningFact as WarningData, XlEvent } from '@xunling/contracts';
import type { DecisionFact, Picture } from './picture.js';

export function warning(p: Picture, e: XlEvent<WarningData>, received: number): void {
  const { warningId, alertId: _alert, ...fact } = e.data;
  const { issuer, hazard, colour, areas, state, headline, sent, receivedAt, expiresAt } = fact;
  const over = state !== 'active';
  const before = p.warnings[warningId];
  // the first receipt is what the lag is measured from
  const since = before && !before.closed && before.receivedAt < receivedAt && before.colour === colour ? before.receivedAt : receivedAt;
  const heldAt = before?.colour === colour ? before.heldAt : undefined;
  p.warnings[warningId] = { issuer, hazard, colour, areas, state, headline, sent, receivedAt: since, expiresAt, ...(heldAt ? { heldAt } : {}), ...(over ? { closed: received } : {}) };
  if (over) p.leaving.push(['warning', warningId, received]);
}

/** Either version: the first always has a warning behind it. */
export function decisionOpened(p: Picture, e: XlEvent<DecisionOpened | DecisionOpenedV2>): void {
  const d: Partial<DecisionOpenedV2> & DecisionOpened = e.data as DecisionOpened;
  const { observed: o } = d;
  const observed = o && { level: o.level, planVersion: o.planVersion, need: o.need, met: o.met.map(({ code, zh, en }) => ({ code, zh, en })) };
  p.decisions[d.decisionId] = { ...(d.warningId ? { warning: d.warningId } : {}), ...(d.colour ? { colour: d.colour } : {}), ...(observed ? { observed } : {}), hazard: d.hazard, areas: d.areas, state: 'open', owner: d.ownerId, openedAt: d.openedAt, dueAt: d.dueAt, hops: [], signatures: [] };
}

/** Nobody is in command: it is due at once, and opens with an owner later. */
export const decisionUnowned = (p: Picture, e: XlEvent<DecisionUnowned>): void => decisionOpened(p, { ...e, data: { ...e.data, ownerId: '', dueAt: e.data.openedAt } });

/** Most hops kept; an unanswered decision goes on and on. */
const HOPS_KEPT = 50;
function change(p: Picture, id: string, patch: (d: DecisionFact) => Partial<DecisionFact>): void {
  const before = p.decisions[id];
  if (before) p.decisions[id] = { ...before, ...patch(before) };
}
function close(p: Picture, id: string, received: number, patch: Partial<DecisionFact>): void {
  if (!p.decisions[id]) return;
  change(p, id, () => ({ ...patch, closed: received }));
  p.leaving.push(['decision', id, received]);
}

export const decisionPassed = (p: Picture, e: XlEvent<DecisionPassed>): void => change(p, e.data.decisionId, (d) => ({
  owner: e.data.to, dueAt: e.data.dueAt, hops: [...d.hops, { at: e.time, from: e.data.from, to: e.data.to, reason: e.data.reason, dueAt: e.data.dueAt }].slice(-HOPS_KEPT),
}));
export const decisionProposed = (p: Picture, e: XlEvent<DecisionProposed>): void => change(p, e.data.decisionId, () => ({
  state: 'awaiting-signature', proposal: { level: e.data.level, planVersion: e.data.planVersion, areas: e.data.areas, by: e.data.proposedBy, missing: e.data.missing.map((m) => ({ ...m })) },
}));
export const decisionSigned = (p: Picture, e: XlEvent<DecisionSigned>): void => change(p, e.data.decisionId, (d) => ({
  signatures: [...d.signatures.filter((s) => s.userId !== e.data.signature.userId), { ...e.data.signature }],
  ...(d.proposal ? { proposal: { ...d.proposal, missing: d.proposal.missing.filter((m) => m.seat !== e.data.signature.as) } } : {}),
}));
export const decisionRaised = (p: Picture, e: XlEvent<DecisionRaised>, received: number): void => close(p, e.data.decisionId, received, {
  state: 'raised', level: e.data.level, planVersion: e.data.planVersion, set: e.data.orderSetId, decidedAt: e.time,
});
export function decisionHeld(p: Picture, e: XlEvent<DecisionHeld>, received: number): void {
  const about = p.decisions[e.data.decisionId]?.warning ?? '';
  const held = p.warnings[about];
  if (held) p.warnings[about] = { ...held, heldAt: e.time };
  close(p, e.data.decisionId, received, { state: 'held', reason: e.data.reason, reviewAt: e.data.reviewAt, by: e.data.by, decidedAt: e.time });
}
export const decisionAnswered = (p: Picture, e: XlEvent<DecisionAnswered>, received: number): void => close(p, e.data.decisionId, received, { state: 'answered', level: e.data.level, by: e.data.by, decidedAt: e.time });
export const decisionLapsed = (p: Picture, e: XlEvent<DecisionLapsed>, received: number): void => close(p, e.data.decisionId, received, { state: 'lapsed', reason: e.data.reason, decidedAt: e.time });

export function levelRaised(p: Picture, e: XlEvent<LevelRaised>): void {
  const d = e.data;
  for (const area of d.areas) {
    const previous = p.levels[area]?.level;
    p.levels[area] = {
      level: d.level, since: d.raisedAt, incident: d.incidentId, plan: d.planVersion, set: d.orderSetId, signers: d.signatures.map((s) => s.userId),
      ...(previous ? { previous } : {}), ...(d.decisionId ? { decision: d.decisionId } : {}),
    };
  }
}
export function levelLowered(p: Picture, e: XlEvent<LevelLowered>): void {
  const d = e.data;
  for (const area of d.areas) {
    const previous = p.levels[area]?.level ?? d.previous;
    if (d.level === 'none') delete p.levels[area];
    else p.levels[area] = { level: d.level, since: d.loweredAt, incident: d.incidentId, previous, signers: d.signatures.map((s) => s.userId) };
  }
}
