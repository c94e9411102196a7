import type { KnownRow } from './known.store.js';

export interface KnownItem { item: string; name: string; nameEn: string; unit: string }
/** What command knows of what lies in depots: as their keepers counted it. What nobody counted is not there, which is not nothing. */
export interface Stock { items: ReadonlyMap<string, KnownItem>; onHand: ReadonlyMap<string, number> }
export const NO_STOCK: Stock = { items: new Map(), onHand: new Map() };

export const stockKey = (depotId: string, item: string): string => `${depotId}|${item}`;

/** Items by code, and the newest count of each in each depot. */
export function stockOf(rows: readonly KnownRow[]): Stock {
  const of = (kind: KnownRow['kind']): [string, Record<string, unknown>][] => rows.filter((r) => r.kind === kind).map((r) => [r.id, r.data]);
  return { items: new Map(of('stock-item') as unknown as [string, KnownItem][]), onHand: new Map(of('stock-counted').map(([id, d]) => [id, d['quantity'] as number])) };
}
