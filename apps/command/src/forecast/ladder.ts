/** When a product is due. Times are Beijing time, which knows no summer time. */
export interface Schedule { kind: 'weekly' | 'daily' | 'active'; weekday?: number; at?: readonly string[]; everyHours?: number }
export interface Product { code: string; nameZh: string; nameEn: string; horizonHours: number; issuer: string; schedule: Schedule; graceMinutes: number }
/** A time in which products of kind `active` are due; `until` absent = still. */
export interface Span { since: Date; until?: Date }
export interface Slot { product: string; at: Date; dueAt: Date }

const MIN = 60_000;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;
const BEIJING = 8 * HOUR;
/** A forecast may come this long before its time. */
export const EARLY_MS = HOUR;
/** Duty rooms take note within this time (OURS). */
export const RECEIPT_MINUTES = 30;

/** 131631 (domain.md D.2): a week on Fridays, three days, one day by area, 6 h, 3 h, 1 h. Times of day and grace are OURS. */
export const DEFAULT_LADDER: readonly Product[] = [
  { code: 'W1', nameZh: '一周风险提示', nameEn: 'One week risk hint', horizonHours: 168, issuer: '示例市气象台', schedule: { kind: 'weekly', weekday: 5, at: ['16:00'] }, graceMinutes: 60 },
  { code: 'D3', nameZh: '三天重要天气报告', nameEn: 'Three days, important weather', horizonHours: 72, issuer: '示例市气象台', schedule: { kind: 'daily', at: ['17:00'] }, graceMinutes: 60 },
  { code: 'D1', nameZh: '一天分区预报', nameEn: 'One day, by area', horizonHours: 24, issuer: '示例市气象台', schedule: { kind: 'daily', at: ['08:00', '16:00'] }, graceMinutes: 30 },
  { code: 'H6', nameZh: '6 小时短期预报', nameEn: 'Six hours, short-term', horizonHours: 6, issuer: '示例市气象台', schedule: { kind: 'active', everyHours: 6 }, graceMinutes: 20 },
  { code: 'H3', nameZh: '3 小时滚动预报', nameEn: 'Three hours, re-forecast', horizonHours: 3, issuer: '示例市气象台', schedule: { kind: 'active', everyHours: 3 }, graceMinutes: 15 },
  { code: 'H1', nameZh: '1 小时定量预报', nameEn: 'One hour, quantitative', horizonHours: 1, issuer: '示例市气象台', schedule: { kind: 'active', everyHours: 1 }, graceMinutes: 10 },
];

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const within = (at: number, spans: readonly Span[]): boolean => spans.some((s) => s.since.getTime() <= at && (!s.until || at < s.until.getTime()));

/** Times of one product after `from` and up to `to`, in order. */
export function slotsOf({ code, schedule, graceMinutes }: Product, from: Date, to: Date, spans: readonly Span[]): Slot[] {
  const slots: Slot[] = [];
  const add = (at: number): void => { if (at > from.getTime() && at <= to.getTime()) slots.push({ product: code, at: new Date(at), dueAt: new Date(at + graceMinutes * MIN) }); };
  if (schedule.kind === 'active') {
    const step = (schedule.everyHours ?? 1) * HOUR;
    for (let local = Math.floor((from.getTime() + BEIJING) / step) * step; local - BEIJING <= to.getTime(); local += step) if (within(local - BEIJING, spans)) add(local - BEIJING);
    return slots;
  }
  const times = [...(schedule.at ?? ['08:00'])].sort();
  for (let day = Math.floor((from.getTime() + BEIJING) / DAY) * DAY; day - BEIJING <= to.getTime(); day += DAY) {
    // 1 January 1970 was a Thursday
    if (schedule.kind === 'weekly' && (day / DAY + 4) % 7 !== (schedule.weekday ?? 1)) continue;
    for (const time of times) add(day + minutesOf(time) * MIN - BEIJING);
  }
  return slots;
}

/** The time a forecast that was issued then is for: the latest it is not too early for. A product that is never due at that time belongs to its own instant. */
export function slotFor(product: Product, issuedAt: Date, spans: readonly Span[]): Slot {
  const back = product.schedule.kind === 'weekly' ? 8 * DAY : 2 * DAY;
  const slot = slotsOf(product, new Date(issuedAt.getTime() - back), new Date(issuedAt.getTime() + EARLY_MS), spans).at(-1);
  return slot ?? { product: product.code, at: issuedAt, dueAt: new Date(issuedAt.getTime() + product.graceMinutes * MIN) };
}

/** Minutes after the end of the grace at which it came; 0 = in time. */
export const minutesLate = (dueAt: Date, receivedAt: Date): number => Math.max(0, Math.ceil((receivedAt.getTime() - dueAt.getTime()) / MIN));

export interface SlotFacts { dueAt: Date; receivedAt?: Date; alarmedAt?: Date }
/** What became of a time as of an instant: exactly one of these. */
export function stateOf({ dueAt, receivedAt }: SlotFacts, at: Date): 'awaited' | 'in-time' | 'late' | 'missed' {
  if (receivedAt && receivedAt <= at) return receivedAt <= dueAt ? 'in-time' : 'late';
  return dueAt <= at ? 'missed' : 'awaited';
}
/** Whether its alarm goes off now: once, at its due time. */
export const alarms = (slot: SlotFacts, at: Date): boolean => !slot.alarmedAt && stateOf(slot, at) === 'missed';
