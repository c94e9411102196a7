import { LEVELS, STAGES, type Level, type Stage } from '@xunling/contracts';
import type { Counter, LevelFact, OrderFact, Picture, WarningFact } from './picture.js';

/** The level in force over an area: its own, else that of the nearest area above. */
export function levelOver(picture: Picture, area: string): LevelFact | undefined {
  for (let code = area; code.length >= 6; code = code.slice(0, -3)) if (picture.levels[code]) return picture.levels[code];
  return undefined;
}

/** The stage an open order waits for, or undefined where it is closed. */
export function waitingFor(order: OrderFact): Stage | undefined {
  if (order.closed !== undefined) return undefined;
  return STAGES[order.done.findLastIndex((d) => d !== null) + 1];
}

/** Instant (ms) an open order's next arrow is due; undefined where nothing runs. */
export function nextDue(order: OrderFact): number | undefined {
  const stage = waitingFor(order);
  return stage ? order.at + order.due[STAGES.indexOf(stage)]! : undefined;
}

/** On time of what was due at a stage: done in time / (done + overdue now); undefined while no deadline was met or missed. */
export function shareOnTime(counter: Counter, stage: number): number | undefined {
  const of = counter.done[stage]! + counter.overdue[stage]!;
  return of > 0 ? (counter.done[stage]! - counter.late[stage]!) / of : undefined;
}

/** One warning is in force: its state says so and it has not run out at `now` (ms). */
export const inForce = (warning: WarningFact, now: number): boolean => warning.state === 'active' && Date.parse(warning.expiresAt) > now;

/** The level a colour asks for at least. */
const ASKED: Record<string, string> = { RED: 'I', ORANGE: 'II' };
const high = (level: string, asked: string | undefined): boolean => LEVELS.includes(level as Level) && LEVELS.indexOf(level as Level) <= LEVELS.indexOf(asked as Level);

/** Warning → response: ms from receipt until every street of its areas had a level raised, or held one as high as its colour asks for all along, or a hold was signed; else still running. */
export function lagOf(picture: Picture, warning: WarningFact, now: number): { ms: number; running: boolean } {
  const from = Date.parse(warning.receivedAt);
  const streets = warning.areas.flatMap((area) => { const inside = Object.keys(picture.areas).filter((code) => code.length === 9 && code.startsWith(area)); return inside.length > 0 ? inside : [area]; });
  const answeredAt = (street: string): number => Math.min(...Object.entries(picture.levels).filter(([code]) => code.startsWith(street) || street.startsWith(code)).map(([, { level, since, previous }]) => {
    const at = Date.parse(since);
    // what was lowered since is no answer, but may have stood high enough before
    const lowered = at >= from && high(previous ?? '', level) && previous !== level;
    if (at >= from && !lowered) return at;
    return high(lowered ? previous! : level, ASKED[warning.colour]) ? from : Infinity;
  }));
  const at = Math.min(Math.max(...streets.map(answeredAt)), ...(warning.heldAt && Date.parse(warning.heldAt) >= from ? [Date.parse(warning.heldAt)] : []));
  return Number.isFinite(at) ? { ms: at - from, running: false } : { ms: Math.max(0, now - from), running: true };
}

/** Receipt (ms) of the newest event on a street, or undefined where none is known. */
export function heardFrom(picture: Picture, street: string): number | undefined {
  let newest: number | undefined;
  for (const [key, link] of Object.entries(picture.links)) if (key.endsWith(`|${street}`) && (newest === undefined || link.received > newest)) newest = link.received;
  return newest;
}
