import { pageOf, positionOf, viewOfRow, withinAny } from '@xunling/addressee';
import type { DepotStock, ListStockEntriesInput, ListStockInput, StockEntryPage, StockEntryView, StockPage } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';

type StockQuery = Omit<ListStockInput, 'area'> & { areas: readonly string[]; id?: string };
const LINES = `(select coalesce(jsonb_agg(jsonb_build_object('item', s.item, 'unit', i.unit, 'onHand', s.on_hand::float8, 'countedAt', to_char(s.counted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'countedBy', s.counted_by) order by i.no), '[]'::jsonb)
  from stock s join stock_item i on i.code = s.item where s.depot_id = depot.id)`;

/** Depots of these areas with what lies in them, keyset-paged; one that was never counted has no lines. */
export async function listStock(em: EntityManager, { areas, cursor, limit = 50, id }: StockQuery): Promise<StockPage> {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const rows: { no: string }[] = await em.query(
    `select no::text as no, id, area, name, name_en as "nameEn", kind, keeper_id as "keeperId", deputy_id as "deputyId", ${LINES} lines
     from depot where no > ${bind(positionOf(cursor))} and ${id ? `id = ${bind(id)}` : withinAny('area', areas, bind)} order by depot.no limit ${limit + 1}`, parameters);
  return pageOf(rows, limit, viewOfRow<DepotStock>);
}

/** The ledger of a depot, newest first. */
export async function listEntries(em: EntityManager, { id, item, cursor, limit = 50 }: ListStockEntriesInput): Promise<StockEntryPage> {
  const rows: { no: string; at: Date }[] = await em.query(
    `select e.no::text as no, e.id, e.item, e.quantity::float8 quantity, i.unit, e.from_account "from", e.to_account "to", e.by, e.at, e.note from stock_entry e join stock_item i on i.code = e.item
     where e.depot_id = $1 and ($2::text is null or e.item = $2) and ($3::bigint = 0 or e.no < $3) order by e.no desc limit $4`, [id, item ?? null, positionOf(cursor), limit + 1]);
  return pageOf(rows.map((r) => ({ ...r, at: r.at.toISOString() })), limit, viewOfRow<StockEntryView>);
}
