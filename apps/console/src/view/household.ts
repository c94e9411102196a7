import type { AtRiskPerson, CorrectedPerson } from '@xunling/contracts/classes';

/** What a form says of one person of a household: called otherwise, vulnerable otherwise, or no longer there. */
export interface Correction { name?: string; vulnerable?: string[]; gone?: boolean }

/** As sent to the register: only what differs from it; who is gone is not corrected too, and an emptied name says nothing. @param said by the person's id */
export function correctionsOf(persons: readonly AtRiskPerson[], said: Readonly<Record<string, Correction>>): { changePersons?: CorrectedPerson[]; removePersons?: string[] } {
  const removePersons = persons.filter((p) => said[p.id]?.gone).map((p) => p.id);
  const changePersons = persons.filter((p) => !said[p.id]?.gone).flatMap((p): CorrectedPerson[] => {
    const { name = p.name, vulnerable = p.vulnerable } = said[p.id] ?? {};
    const called = name.trim() !== '' && name.trim() !== p.name ? { name: name.trim() } : {};
    const kinds = [...vulnerable].sort().join() === [...p.vulnerable].sort().join() ? {} : { vulnerable };
    return Object.keys({ ...called, ...kinds }).length > 0 ? [{ id: p.id, ...called, ...kinds }] : [];
  });
  return { ...(changePersons.length > 0 ? { changePersons } : {}), ...(removePersons.length > 0 ? { removePersons } : {}) };
}
