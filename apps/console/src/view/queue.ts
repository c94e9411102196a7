import { isOver, type Verb } from './item.js';

/** One act of a person in the field, kept on the device until the server has it. `id` is also its Idempotency-Key, so that a repeat has one effect. */
export interface QueuedAct {
  id: string;
  /** Order of doing. */
  no: number;
  userId: string;
  path: string;
  body: Record<string, unknown>;
  /** What it belongs to: a duty or a report. Acts on one thing wait for each other, also where an earlier one was refused. */
  subject: string;
  /** Word of the act (`field/verb/…`), and what a person knows it by. */
  verb: string;
  about: string;
  /** When it happened. */
  at: string;
  photo?: { blob: Blob; takenAt: string; evidenceId?: string };
  state: 'waiting' | 'rejected';
  /** Why the server refused it. */
  refusal?: { code: string; zh: string; en: string; detail?: string; errors: { path: string; message: string; messageZh?: string }[] };
}

/** What is sent next: the earliest that no refused act on the same thing stands before. */
export function nextOf(acts: readonly QueuedAct[], userId: string): QueuedAct | undefined {
  const own = acts.filter((a) => a.userId === userId).sort((a, b) => a.no - b.no);
  const held = new Set<string>();
  for (const act of own) {
    if (act.state === 'rejected') held.add(act.subject);
    else if (!held.has(act.subject)) return act;
  }
  return undefined;
}

export type Answer = 'sent' | 'refused' | 'again' | 'signed-out';
/** What an answer means for the act: kept and tried again unless the server has it or says no to it. */
export function answerOf(status: number, code: string): Answer {
  if (status >= 200 && status < 300) return 'sent';
  if (status === 401) return 'signed-out';
  // the door is busy, or its services are away: nothing was decided about the act
  if (status === 0 || status === 408 || status === 429 || status >= 500 || code === 'context.unreachable') return 'again';
  return 'refused';
}

const LEADS: Record<string, string> = { acknowledge: 'acknowledged', 'check-in': 'executing', start: 'executing', execute: 'reported' };
/** The state a duty will be in once what waits has arrived; shown as waiting, never as done. */
export function expected(item: { id: string; state: string }, acts: readonly QueuedAct[]): string {
  const own = acts.filter((a) => a.subject === item.id && a.state === 'waiting').sort((a, b) => a.no - b.no);
  return own.reduce((state, a) => LEADS[a.verb] ?? state, item.state);
}
/** Which of the steps on a duty a thumb may press now. */
export function mayPress(state: string, verb: Verb): boolean {
  if (isOver({ state })) return false;
  if (verb === 'acknowledge') return state === 'open';
  // a check-in implies the acknowledgement; it may be repeated at the next place
  if (verb === 'check-in') return ['open', 'acknowledged', 'executing', 'returned'].includes(state);
  return verb === 'execute' && ['executing', 'returned'].includes(state);
}
