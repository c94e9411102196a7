import type { KnownRow } from './known.store.js';

/** A shelter that takes people, with its places as constraints leave them. */
export interface KnownShelter { id: string; area: string; name: string; capacity: number }
/** What the evacuation plan of a place says: how many people, to which shelter. */
export interface KnownSitePlan { persons: number; shelterId: string }
/** What command knows of people at risk and of where they could go; `told` is false while nobody has said anything of them. */
export interface AtRisk { told: boolean; persons: ReadonlyMap<string, number>; shelters: readonly KnownShelter[]; plans: ReadonlyMap<string, KnownSitePlan> }
export const NOTHING_TOLD: AtRisk = { told: false, persons: new Map(), shelters: [], plans: new Map() };

interface Batch { area: string; ids: string[]; persons: number }

/**
 * People at risk per street, shelters and the plans of places, in whatever order the facts came. Households are told in batches with one sum: one that
 * changed counts as it was told since, every other by the mean of its batch.
 */
export function atRiskOf(rows: readonly KnownRow[]): AtRisk {
  const of = <T>(kind: KnownRow['kind']): [string, T][] => rows.filter((r) => r.kind === kind).map((r) => [r.id, r.data as T]);
  const changed = new Map(of<{ persons: number }>('household-changed'));
  const gone = new Set(of('household-closed').map(([id]) => id));
  const seen = new Set<string>();
  const sums = new Map<string, number>();
  for (const [, { area, ids, persons }] of of<Batch>('households')) {
    for (const id of ids) {
      if (gone.has(id) || seen.has(id)) continue;
      seen.add(id);
      const street = area.slice(0, 9);
      sums.set(street, (sums.get(street) ?? 0) + (changed.get(id)?.persons ?? persons / ids.length));
    }
  }
  const limits = new Map(of<{ capacity: number }>('shelter-limit'));
  const closed = new Set(of('shelter-closed').map(([id]) => id));
  const shelters = of<KnownShelter>('shelter').filter(([id]) => !closed.has(id)).map(([id, s]) => ({ ...s, capacity: limits.get(id)?.capacity ?? s.capacity }));
  const persons = new Map([...sums].map(([street, n]) => [street, Math.round(n)]));
  return { told: seen.size > 0 || gone.size > 0 || shelters.length > 0, persons, shelters, plans: new Map(of<KnownSitePlan>('site-planned')) };
}
