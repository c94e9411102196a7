import type { REPORT_FIELDS } from '@xunling/contracts';
import { toWgs84, type Datum } from '@xunling/geo';
import { impossible, Refusal } from '@xunling/platform';

export type ReportState = 'open' | 'acknowledged' | 'in-hand' | 'closed';
export type ReportAct = 'acknowledge' | 'take' | 'close' | 'reopen';
export type Field = (typeof REPORT_FIELDS)[number];

/** What an officer may do with a report in each state, and what it leads to. Additions are facts: they come in any state. */
export const NEXT = {
  open: { acknowledge: 'acknowledged', take: 'in-hand', close: 'closed' },
  acknowledged: { take: 'in-hand', close: 'closed' },
  'in-hand': { close: 'closed' },
  closed: { reopen: 'open' },
} as const satisfies Record<ReportState, Partial<Record<ReportAct, ReportState>>>;

/** @throws Refusal state.conflict with what is allowed now */
export function act(state: ReportState, does: ReportAct): ReportState {
  const next = (NEXT[state] as Partial<Record<ReportAct, ReportState>>)[does];
  if (!next) throw new Refusal('state.conflict', { state, allowed: Object.keys(NEXT[state]) });
  return next;
}

export interface Stated { lon: number; lat: number; datum: Datum }
export interface Position { lon: number; lat: number; sourceDatum?: 'GCJ02' }
/** Extent of China, degrees: a place beyond it, or longitude and latitude exchanged, is no place of ours. */
const CHINA = { west: 73, south: 3, east: 136, north: 54 };
const micro = (degrees: number): number => Number(degrees.toFixed(7));

/**
 * Where it is, as WGS84 marked with what it was measured in, or nothing where a reason says why not.
 * @throws Refusal input.impossible where both or neither is said, or the place is none of ours
 */
export function placeOf(position: Stated | undefined, noPositionReason: string | undefined): Position | undefined {
  if ((position === undefined) === (noPositionReason === undefined)) throw impossible('position', 'position-or-reason', 'say either the position or why there is none');
  if (!position) return undefined;
  const { lon, lat, datum } = position;
  if (lon < CHINA.west || lon > CHINA.east || lat < CHINA.south || lat > CHINA.north) throw impossible('position', 'outside', 'longitude first, then latitude, in degrees, within China');
  const [x, y] = toWgs84([lon, lat], datum);
  return { lon: micro(x), lat: micro(y), ...(datum === 'GCJ02' ? { sourceDatum: datum } : {}) };
}
