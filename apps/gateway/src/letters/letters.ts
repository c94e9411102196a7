import type { DeadLetterView } from '@xunling/contracts/classes';

/** A dead letter as its service lists it; its body stays there, since it may name people. */
export interface ServiceLetter { id: string; subscription: string; eventId: string; type: string; reason: string; detail: string; attempts: number; at: string; body?: string }

export const letterView = (context: string, { id, subscription, eventId, type, reason, detail, attempts, at }: ServiceLetter): DeadLetterView =>
  ({ id, context, subscription, eventId, type, reason, detail, attempts, at: new Date(at).toISOString() });

/** The first `limit` of all services' letters, oldest first; the cursor is one all services understand alike. */
export function mergeLetters(letters: readonly DeadLetterView[], limit: number): { items: DeadLetterView[]; nextCursor?: string } {
  const sorted = [...letters].sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
  const items = sorted.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(items.length === limit && last && { nextCursor: `${last.at}/${last.id}` }) };
}

/** What a letter's event is about; letters of one aggregate are replayed in order. */
export function aggregateOf({ id, body }: ServiceLetter): string {
  try { return String((JSON.parse(body ?? '') as { subject: unknown }).subject); } catch { return id; }
}
