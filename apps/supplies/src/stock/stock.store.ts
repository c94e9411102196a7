import { Refusal } from '@xunling/platform';
import type { StockItemView } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import type { Counted, Entry } from './stock.js';

export interface DepotRow { id: string; area: string; keeperId: string | null; deputyId: string | null; stockVersion: number }
/** One count as the ledger keeps it. */
export interface CountRow { countId: string; depotId: string; by: string; at: Date; note?: string }

/** What lies in a depot and the entries that made it, written together under the depot's lock. */
export class StockStore {
  async lock(em: EntityManager, depotId: string): Promise<DepotRow> {
    const [row] = (await em.query('select id, area, keeper_id "keeperId", deputy_id "deputyId", stock_version "stockVersion" from depot where id = $1 for update', [depotId])) as DepotRow[];
    if (!row) throw new Refusal('unknown.id');
    return row;
  }

  async onHand(em: EntityManager, depotId: string): Promise<Map<string, number>> {
    const rows = (await em.query('select item, on_hand::float8 n from stock where depot_id = $1', [depotId])) as { item: string; n: number }[];
    return new Map(rows.map((r) => [r.item, r.n]));
  }

  async units(em: EntityManager): Promise<Map<string, string>> { return new Map((await this.items(em)).map((i) => [i.item, i.unit])); }
  items(em: EntityManager): Promise<StockItemView[]> { return em.query('select code item, name, name_en "nameEn", unit from stock_item order by no'); }
  /** Answers those that were not listed yet. */
  async listItems(em: EntityManager, items: readonly StockItemView[]): Promise<StockItemView[]> {
    const fresh: StockItemView[] = [];
    for (const i of items) if (((await em.query('insert into stock_item (code, name, name_en, unit) values ($1, $2, $3, $4) on conflict do nothing returning code', [i.item, i.name, i.nameEn, i.unit])) as unknown[]).length > 0) fresh.push(i);
    return fresh;
  }

  /** Writes a count; answers the version of the depot's books it makes. */
  async save(em: EntityManager, { countId, depotId, by, at, note }: CountRow, entries: readonly Entry[], lines: readonly Counted[]): Promise<number> {
    await em.query(
      `insert into stock_entry (depot_id, item, quantity, from_account, to_account, count_id, note, by, at) select $1, e.item, e.quantity, e."from", e."to", $3, $4, $5, $6 from jsonb_to_recordset($2::jsonb) as e(item text, quantity numeric, "from" text, "to" text)`,
      [depotId, JSON.stringify(entries), countId, note ?? null, by, at]);
    await em.query(
      `insert into stock (depot_id, item, on_hand, counted_at, counted_by) select $1, l.item, l.quantity, $3, $4 from jsonb_to_recordset($2::jsonb) as l(item text, quantity numeric)
       on conflict (depot_id, item) do update set on_hand = excluded.on_hand, counted_at = excluded.counted_at, counted_by = excluded.counted_by`, [depotId, JSON.stringify(lines), at, by]);
    const [row] = (await em.query('with d as (update depot set stock_version = stock_version + 1 where id = $1 returning stock_version) select stock_version v from d', [depotId])) as { v: number }[];
    return row!.v;
  }
}
