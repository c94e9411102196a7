import type { Fault } from './cap/fault.js';
import type { Note } from './intake.js';
import type { Entry } from './spool/spool.js';

export interface QuarantineItem {
  id: string; digest: string; status: string; receivedAt: string; feed: string; state: 'open' | 'accepted'; alertId?: string; errors: Fault[];
}

/** Refused alerts, newest first; one whose bytes were accepted later says as which alert. */
export function quarantineList(entries: readonly Entry<Note>[]): QuarantineItem[] {
  const accepted = new Map<string, string>();
  for (const { note, digest } of entries) if (note.kind === 'received') accepted.set(digest, note.alertId);
  const items = new Map<string, QuarantineItem>();
  for (const { note, digest } of entries) {
    if (note.kind !== 'quarantined' || items.has(note.quarantineId)) continue;
    const alertId = accepted.get(digest);
    items.set(note.quarantineId, {
      id: note.quarantineId, digest, status: note.status, receivedAt: note.at, feed: note.feed, state: alertId ? 'accepted' : 'open', ...(alertId && { alertId }), errors: note.faults,
    });
  }
  return [...items.values()].reverse();
}
