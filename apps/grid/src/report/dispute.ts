import { Refusal } from '@xunling/platform';
import type { Field } from './report.js';

/** What one entry says of one thing, and who says it. */
export interface Entry { id: string; reportId: string; corrects?: string | undefined; by: string; source?: string | undefined; confidence: string; channel: string; depthCm?: number | undefined; people?: number | undefined; passage?: string | undefined; occurredAt: Date; receivedAt: Date }
export interface Settlement { field: Field; entryId: string; reason: string; by: string; at: Date }
export interface Claim { entry: Entry; value: string }
export interface Subject { field: Field; disputed: boolean; claims: Claim[]; settled?: Settlement }

const FIELDS: readonly Field[] = ['depthCm', 'people', 'passage'];
const voiceOf = (e: Entry): string => `${e.by}/${(e.source ?? '').trim()}`;
const later = (a: Entry, b: Entry): number => a.occurredAt.getTime() - b.occurredAt.getTime() || a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1);

/**
 * What is said of one thing by field (C19). Of one voice its latest counts: water rises, nobody contradicts himself by that; what was corrected is out.
 * Voices that differ are in dispute until a person settles which entry holds; what is received later and differs from that opens it again.
 */
export function subjectsOf(entries: readonly Entry[], settlements: readonly Settlement[]): Subject[] {
  const corrected = new Set(entries.map((e) => e.corrects));
  const standing = entries.filter((e) => !corrected.has(e.id)).sort(later);
  return FIELDS.flatMap((field): Subject[] => {
    const latest = new Map<string, Entry>();
    for (const e of standing) if (e[field] !== undefined) latest.set(voiceOf(e), e);
    const claims = [...latest.values()].sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1)).map((entry) => ({ entry, value: String(entry[field]) }));
    if (claims.length === 0) return [];
    const settled = settlements.filter((s) => s.field === field && entries.some((e) => e.id === s.entryId)).sort((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
    const held = settled && entries.find((e) => e.id === settled.entryId)?.[field];
    const disputed = claims.length > 1 && (settled ? claims.some((c) => c.entry.receivedAt > settled.at && c.value !== String(held)) : claims.some((c) => c.value !== claims[0]!.value));
    return [{ field, disputed, claims, ...(settled ? { settled } : {}) }];
  });
}

/** @throws Refusal state.conflict where nothing differs, unknown.id where the entry says nothing of the field */
export function settle(subjects: readonly Subject[], field: Field, entryId: string): void {
  const subject = subjects.find((s) => s.field === field);
  if (!subject?.claims.some((c) => c.entry.id === entryId)) throw new Refusal('unknown.id', { detail: 'no standing entry of that id speaks of it' });
  if (!subject.disputed) throw new Refusal('state.conflict', { state: subject.settled ? 'settled' : 'agreed', allowed: [] });
}
