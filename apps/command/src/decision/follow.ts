import type { Colour } from '@xunling/contracts';
import { isActive, rank, type Warning } from '../warning/warning.js';
import { lapse, openDecision, pending, review, settle, upgrade, type Decision, type Outcome } from './decision.js';
import type { InCommand } from './signer.js';

/** Colours that demand a decision (C1). */
const demanding = (colour: Colour): boolean => colour === 'RED' || colour === 'ORANGE';

/** A warning as its decisions see it; `areas` are named as decisions name them, `streets` are each of them by itself. */
export type Signal = Pick<Warning, 'id' | 'colour' | 'hazard' | 'areas' | 'state' | 'expiresAt'> & { streets?: string[] };

/**
 * What a warning in force asks of its latest decision. Continued in the same colour and area makes no new work, save where the whole chain was silent
 * before: a message said `anew` calls everybody again (C2: five reds were ignored).
 */
export function wanted(warning: { colour: Colour; areas: string[]; streets?: string[] }, latest: Decision | undefined, anew = false): 'open' | 'upgrade' | 'replace' | 'nothing' {
  if (!demanding(warning.colour)) return 'nothing';
  if (!latest || latest.state === 'lapsed') return 'open';
  const more = !latest.colour || rank(warning.colour) > rank(latest.colour) || (warning.streets ?? warning.areas).some((area) => ![...latest.areas, ...(latest.raisedAreas ?? [])].some((had) => area.startsWith(had)));
  // with nobody in command there is nobody to call again
  if (!more) return anew && pending(latest) && latest.exhausted && latest.ownerId ? 'replace' : 'nothing';
  // an exhausted chain has nobody left to hear the upgrade: a new decision calls everybody again
  return !pending(latest) ? 'open' : latest.exhausted ? 'replace' : 'upgrade';
}

/**
 * All decisions of a warning (oldest first) as the warning is now: at most one of them waits or will be looked at again, none once the warning has ended,
 * and none waits while its colour demands nothing: what is held keeps its review, which looks at the colour of then.
 * `nextId` is the id of a further one.
 */
export function follow(decisions: readonly Decision[], warning: Signal, anew: boolean, nextId: string, command: InCommand, at: Date): Outcome[] {
  const latest = decisions.at(-1);
  const reviewed = decisions.filter((d) => d.state === 'held' && d.reviewAt);
  if (!isActive(warning, at)) return [...reviewed, ...decisions.filter(pending)].map((d) => lapse(d, `warning-${warning.state === 'active' ? 'expired' : warning.state}`));
  if (!demanding(warning.colour)) return decisions.filter(pending).map((d) => lapse(d, 'warning-downgraded'));
  const wish = wanted(warning, latest, anew);
  if (wish === 'nothing') return [];
  if (wish === 'upgrade') return [upgrade(latest!, warning.colour, warning.areas, at)];
  const replaced = wish === 'replace' ? [lapse(latest!, rank(warning.colour) > rank(latest!.colour!) ? 'warning-upgraded' : 'warning-continued')] : [];
  const { id: warningId, colour, hazard, areas } = warning;
  return [...reviewed.map(settle), ...replaced, openDecision({ id: nextId, warningId, colour, hazard, areas }, command, at)];
}

/** The review time of a held decision: it opens again, in the colour of now, where its warning still demands one and no later decision took its place. */
export function reopen(decision: Decision, warning: Pick<Signal, 'colour' | 'state' | 'expiresAt'> | undefined, latest: boolean, command: InCommand, at: Date): Outcome {
  if (!decision.warningId) return review(decision, command, at);
  if (!warning || !latest || !isActive(warning, at) || !demanding(warning.colour)) return settle(decision);
  return review({ ...decision, colour: warning.colour }, command, at);
}
