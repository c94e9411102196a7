import type { CalloutRow, PersonRow, AttemptRow, AnswerRow } from './callout.store.js';
import type { RowFacts, Verdict } from './callout.js';

/** The facts of one row as the rule reads them. */
export const factsOf = (c: CalloutRow, r: PersonRow, attempts: readonly AttemptRow[], answers: readonly AnswerRow[]): RowFacts => ({
  startedAt: c.startedAt, limitMs: c.hopMinutes * 60_000, kind: c.kind, callees: r.callees, attempts, answers, passes: r.passes.map((p) => ({ to: p.to, at: new Date(p.at) })), ...(c.endedAt ? { endedAt: c.endedAt } : {}),
});

/** The row as the rule's verdict leaves it; the version is whoever saves it. */
export const withVerdict = (r: PersonRow, v: Verdict): PersonRow => ({
  ...r, state: v.state, step: v.step, reachedBy: v.reached?.by ?? null, reachedOn: v.reached?.channel ?? null, reachedAt: v.reached?.at ?? null, late: v.late, unreachedAt: v.unreachedAt ?? null, takenBy: v.taken?.by ?? null, nextAt: v.state === 'reached' ? null : (v.lookAt ?? null),
});

/** Whether the verdict hands the row on: another list, another person, the door. */
export const moved = (before: PersonRow, now: PersonRow): boolean => before.state !== now.state || before.step !== now.step;
/** Who is asked at this step. */
export const calleeAt = (r: Pick<PersonRow, 'callees' | 'step'>): string | undefined => r.callees.find((c) => c.role === r.step)?.userId;
