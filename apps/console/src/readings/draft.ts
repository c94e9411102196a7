import type { ObservationInput, SourceView } from '@xunling/contracts/classes';
import { instantOf } from '../view/area-tree.js';

/** A reading as it is typed; the instant is Beijing time, now where nothing is typed. */
export interface ReadingDraft { source: string; element: string; area: string; value: string; at: string; everyMinutes: string; suspect: boolean }
export type ReadingField = 'source' | 'area' | 'value' | 'at' | 'everyMinutes';
export const EMPTY: ReadingDraft = { source: '', element: 'river-level', area: '', value: '', at: '', everyMinutes: '60', suspect: false };

const NUMBER = /^-?\d{1,6}(\.\d{1,3})?$/;
/** Silent for so many of its intervals a source is unknown (C11), as the server counts it. */
const SILENT_TIMES = 3;
export const unitOf = (element: string): string => (element === 'rain' ? 'mm' : 'cm');

/** What does not make sense yet; a reading of a time to come was not read. */
export function readingFaults(d: ReadingDraft, now: number): ReadingField[] {
  const [at, every] = [instantOf(d.at), d.everyMinutes.trim()];
  const faults: [ReadingField, boolean][] = [
    ['source', d.source.trim() === ''], ['area', d.area === ''], ['value', !NUMBER.test(d.value.trim()) || Math.abs(Number(d.value)) > 10_000], ['at', at !== undefined && Date.parse(at) > now],
    ['everyMinutes', !/^\d{1,4}$/.test(every) || Number(every) < 1 || Number(every) > 1440],
  ];
  return faults.filter(([, wrong]) => wrong).map(([field]) => field);
}
export const readingOf = (d: ReadingDraft, now: number): ObservationInput => ({
  source: d.source.trim(), element: d.element, area: d.area, value: Number(d.value), occurredAt: instantOf(d.at) ?? new Date(now).toISOString(), everyMinutes: Number(d.everyMinutes), ...(d.suspect ? { suspect: true } : {}),
});
/** A source that is named again brings what is known of it. */
export const named = (d: ReadingDraft, source: string, known: readonly SourceView[]): ReadingDraft => {
  const of = known.find((k) => k.source === source);
  return of ? { ...d, source, element: of.element, area: of.area, everyMinutes: String(of.everyMinutes) } : { ...d, source };
};

/** From when on nobody knows what a source would say. */
export const silentFrom = (s: SourceView): number => Date.parse(s.occurredAt) + SILENT_TIMES * s.everyMinutes * 60_000;
export const isUnknown = (s: SourceView, now: number): boolean => s.state === 'unknown' || now > silentFrom(s);
