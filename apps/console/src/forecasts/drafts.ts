import type { FiveStage, ForecastProduct } from '@xunling/contracts/classes';

/** Rungs and stages as they stand in a form: what is typed is text until it makes sense. */
export interface RungDraft { key: number; code: string; nameZh: string; nameEn: string; horizonHours: string; issuer: string; kind: string; weekday: number; at: string; everyHours: string; graceMinutes: string }
export interface StageDraft { kind: string; nameZh: string; nameEn: string; minutes: string }
/** Fields of a rung in the order of the form. */
export type RungField = 'code' | 'nameZh' | 'nameEn' | 'horizonHours' | 'issuer' | 'at' | 'everyHours' | 'graceMinutes';

/** A chain has at least so many stages. */
export const STAGES_MIN = 4;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const whole = (text: string, min: number, max: number): boolean => /^\d{1,6}$/.test(text.trim()) && Number(text) >= min && Number(text) <= max;
const timesOf = (text: string): string[] => text.split(/[\s,;\uff0c\u3001\uff1b]+/).filter((t) => t !== '');

export const rungDraft = (p: ForecastProduct, key: number): RungDraft => ({
  key, code: p.code, nameZh: p.nameZh, nameEn: p.nameEn, horizonHours: String(p.horizonHours), issuer: p.issuer, kind: p.schedule.kind, weekday: p.schedule.weekday ?? 1, at: (p.schedule.at ?? []).join(', '), everyHours: String(p.schedule.everyHours ?? ''), graceMinutes: String(p.graceMinutes),
});
export const emptyRung = (key: number, issuer: string): RungDraft => ({ key, code: '', nameZh: '', nameEn: '', horizonHours: '', issuer, kind: 'daily', weekday: 1, at: '', everyHours: '', graceMinutes: '30' });

/** What of a rung does not make sense yet; a code that another rung has does not. */
export function rungFaults(d: RungDraft, all: readonly RungDraft[]): RungField[] {
  const times = timesOf(d.at);
  const faults: [RungField, boolean][] = [
    ['code', d.code.trim() === '' || all.some((o) => o.key !== d.key && o.code.trim() === d.code.trim())], ['nameZh', d.nameZh.trim() === ''], ['nameEn', d.nameEn.trim() === ''], ['horizonHours', !whole(d.horizonHours, 1, 720)], ['issuer', d.issuer.trim() === ''],
    ['at', d.kind !== 'active' && (times.length === 0 || times.length > 24 || times.some((t) => !TIME.test(t)))], ['everyHours', d.kind === 'active' && !whole(d.everyHours, 1, 24)], ['graceMinutes', !whole(d.graceMinutes, 0, 1440)],
  ];
  return faults.filter(([, wrong]) => wrong).map(([field]) => field);
}

/** A rung without faults as it is published: of its schedule only what its kind asks for. */
export const rungOf = (d: RungDraft): ForecastProduct => ({
  code: d.code.trim(), nameZh: d.nameZh.trim(), nameEn: d.nameEn.trim(), horizonHours: Number(d.horizonHours), issuer: d.issuer.trim(), graceMinutes: Number(d.graceMinutes),
  schedule: d.kind === 'active' ? { kind: d.kind, everyHours: Number(d.everyHours) } : { kind: d.kind, at: timesOf(d.at).sort(), ...(d.kind === 'weekly' ? { weekday: d.weekday } : {}) },
});

export const stageDraft = (s: FiveStage): StageDraft => ({ kind: s.kind, nameZh: s.nameZh, nameEn: s.nameEn, minutes: String(s.minutes) });
/** Nothing comes before the first stage: it has no time of its own. */
export const stageFaults = (d: StageDraft, i: number): ('nameZh' | 'nameEn' | 'minutes')[] => [...(d.nameZh.trim() === '' ? ['nameZh' as const] : []), ...(d.nameEn.trim() === '' ? ['nameEn' as const] : []), ...(i > 0 && !whole(d.minutes, 0, 43_200) ? ['minutes' as const] : [])];
export const stageOf = (d: StageDraft, i: number): FiveStage => ({ kind: d.kind, nameZh: d.nameZh.trim(), nameEn: d.nameEn.trim(), minutes: i > 0 ? Number(d.minutes) : 0 });

/** The list with one of its items a place up or down; at an end it stays. */
export function moved<T>(list: readonly T[], i: number, by: -1 | 1): T[] {
  const to = i + by;
  if (to < 0 || to >= list.length) return [...list];
  const next = [...list];
  [next[i], next[to]] = [next[to]!, next[i]!];
  return next;
}
