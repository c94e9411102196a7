import { LEVELS, STAGES, type Level } from '@xunling/contracts';

/** The parts of a plan document that the page shows and edits; the schema at /api/plans/schema is the whole of it. */
export const ARROWS = STAGES.slice(1) as readonly ('delivered' | 'acknowledged' | 'executing' | 'reported' | 'verified')[];
export type Minutes = Partial<Record<(typeof ARROWS)[number], number>>;
export interface PlanLine { to: 'packet' | 'site' | 'team' | 'depot' | 'post'; posts?: string[]; areas?: string[]; force?: string; siteKinds?: string[]; kinds?: string[]; perArea?: number; scope?: string; stock?: { item: string; quantity: number }[]; measure: string; textZh: string; textEn: string; minutes: Minutes }
export { ELEMENTS } from '@xunling/contracts';
export const STATISTICS = ['sum', 'max', 'min', 'last'] as const;
interface Said { code: string; zh: string; en: string }
export interface WarningTrigger extends Said { kind: 'warning'; atLeast: string }
/** What nobody measures: a person says it. */
export interface ReadingTrigger extends Said { kind: 'reading' }
/** On at `atLeast`, off below `clearsBelow`; minutes of the window, how many sources must be at it. */
export interface ObservationTrigger extends Said { kind: 'observation'; element: string; statistic: string; minutes: number; atLeast: number; clearsBelow?: number; sources?: number }
export type SimpleTrigger = WarningTrigger | ReadingTrigger | ObservationTrigger;
export interface KOfTrigger extends Said { kind: 'k-of'; need: number; of: SimpleTrigger[] }
export type PlanTrigger = SimpleTrigger | KOfTrigger;
export interface PlanLevel { triggers: { need: number; of: PlanTrigger[] }; orders: PlanLine[]; notices?: { textZh: string; textEn: string }[] }
export interface PlanDoc { planId: string; planVersion: string; name: string; nameEn: string; label: string; hazards: string[]; warningLed: Partial<Record<string, Level>>; levels: Record<Level, PlanLevel> }

/** Lowest first, as a response grows. */
export const RISING: readonly Level[] = [...LEVELS].reverse();
export const UNIT_KINDS = { team: ['PROFESSIONAL', 'MASS'], depot: ['CENTRAL', 'STREET'] } as const;

/** A new line of one kind, as the last of its level or as a first one. */
export function newLine(to: PlanLine['to'], like: PlanLine | undefined): PlanLine {
  const minutes = { ...(like?.minutes ?? { delivered: 2, acknowledged: 10, executing: 30, reported: 120, verified: 240 }) };
  const base = { measure: { packet: 'ON_POST', site: 'CLOSE', team: 'MUSTER', depot: 'PREPOSITION', post: 'ON_POST' }[to], textZh: '', textEn: '', minutes };
  if (to === 'packet') return { to, force: 'COMMUNITY', ...base };
  if (to === 'post') return { to, posts: [], ...base };
  if (to === 'site') return { to, siteKinds: ['UNDERPASS'], ...base };
  return { to, kinds: [UNIT_KINDS[to][0]], ...base };
}

/** The next number of one plan; what is not numbered sorts first. */
export const numberOf = (planVersion: string): number => Number(planVersion.split('@')[1] ?? 0);
export const pathOf = (planVersion: string): string => `/api/plans/${planVersion.split('@')[0]}/versions/${encodeURIComponent(planVersion)}`;
