export interface Claim { id: string; subject: string; value: string; source: string; confidence: string; at: Date; receivedAt: Date; by: string }
export interface Settlement { subject: string; claimId: string; reason: string; by: string; at: Date }
export interface Subject { subject: string; disputed: boolean; claims: Claim[]; settled?: Settlement }

/** What is said by one subject: values are compared as they are written, spaces apart. */
const same = (a: string, b: string): boolean => a.replace(/\s+/g, '') === b.replace(/\s+/g, '');

/**
 * Claims by subject, disputes first, then by name. Sources that differ are in dispute until a person settles which holds; a later claim that
 * differs from what was settled opens the dispute again, one that agrees does not.
 */
export function bySubject(claims: readonly Claim[], settlements: readonly Settlement[]): Subject[] {
  const subjects = [...new Set(claims.map((c) => c.subject))].map((subject): Subject => {
    const own = claims.filter((c) => c.subject === subject).sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1));
    const settled = settlements.filter((s) => s.subject === subject).sort((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
    const held = settled && own.find((c) => c.id === settled.claimId);
    const disputed = held ? own.some((c) => c.receivedAt > settled.at && !same(c.value, held.value)) : own.some((c) => !same(c.value, own[0]!.value));
    return { subject, disputed, claims: own, ...(settled ? { settled } : {}) };
  });
  return subjects.sort((a, b) => Number(b.disputed) - Number(a.disputed) || (a.subject < b.subject ? -1 : 1));
}
