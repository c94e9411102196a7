export type ClockKind = 'phone' | 'written' | 'first' | 'follow-up';
export interface ReportClock { clock: ClockKind; dueAt: Date; ownerId: string | null; doneAt: Date | null; overdueAt: Date | null }

/** Minutes after the incident began: by phone, in writing, the first report (domain.md D.9); then a day from report to report. */
export const MINUTES: Record<Exclude<ClockKind, 'follow-up'>, number> = { phone: 15, written: 35, first: 120 };
export const FOLLOW_UP_MINUTES = 24 * 60;

const after = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

/** The clocks an incident begins with, owned by the officer on duty. */
export const startClocks = (openedAt: Date, ownerId: string | null): ReportClock[] =>
  (Object.entries(MINUTES) as [ClockKind, number][]).map(([clock, minutes]) => ({ clock, dueAt: after(openedAt, minutes), ownerId, doneAt: null, overdueAt: null }));

/** What a submitted or published report stops, and whether another day begins. */
export function stoppedBy(act: 'told' | 'submitted' | 'published', kind: 'INITIAL' | 'FOLLOW_UP' | 'FINAL' | undefined): { stops: ClockKind[]; next: boolean } {
  if (act === 'told') return { stops: ['phone'], next: false };
  if (act === 'submitted') return { stops: kind === 'INITIAL' ? ['written'] : [], next: false };
  return { stops: kind === 'INITIAL' ? ['written', 'first'] : ['follow-up'], next: kind !== 'FINAL' };
}
export const followUp = (publishedAt: Date, ownerId: string | null): ReportClock => ({ clock: 'follow-up', dueAt: after(publishedAt, FOLLOW_UP_MINUTES), ownerId, doneAt: null, overdueAt: null });

/** Whose a clock is that ran out: its owner's while on duty, else the officer's who is on duty now; a day-long clock outlives the shift it began in. */
export const ownerNow = (ownerId: string | null, roster: readonly string[]): string | null => (ownerId !== null && roster.includes(ownerId) ? ownerId : (roster[0] ?? ownerId));

/** Whether silence made a clock overdue now; once. */
export const isOverdue = (clock: ReportClock, at: Date): boolean => clock.doneAt === null && clock.overdueAt === null && clock.dueAt <= at;
