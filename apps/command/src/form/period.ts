import { impossible } from '@xunling/platform';
import type { Period } from './records.js';

/** What is still being committed may carry an instant a little past: a period ends at least this long ago, or the same form would differ later. */
export const SETTLED_MS = 5_000;

/** The operational period asked for. @throws Refusal input.impossible where it is empty, not over, or was over before the incident began */
export function periodOf(asked: { from: string; to: string }, openedAt: Date, now: Date): Period {
  const [from, to] = [new Date(asked.from), new Date(asked.to)];
  if (from >= to) throw impossible('to', 'empty', 'the period is empty');
  if (to.getTime() > now.getTime() - SETTLED_MS) throw impossible('to', 'future', 'the period is not over yet');
  if (to <= openedAt) throw impossible('to', 'before', 'the incident had not begun');
  return { from, to };
}
