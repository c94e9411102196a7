import { ItemCode } from '../events/supplies.js';
import { Area, Decimal, FreeText, Id, Instant, ListOf, OneOf, Optional, QueryWhole, Text } from '../fields.js';
import { defineOperation } from '../operation.js';

/** 物资: what lies in each depot, by what its keeper counted; the ledger behind it only grows. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
export const DEPOT_KINDS = ['CENTRAL', 'CONTRACT', 'STREET', 'PREPOSITION'] as const;
/** Whence and whither goods went: what was there when the books began, found over, found short. */
export const STOCK_ACCOUNTS = ['DEPOT', 'OPENING', 'SURPLUS', 'LOSS'] as const;

export class StockItemView { @ItemCode() item: string; @Text(80) name: string; @Text(80) nameEn: string; @Text(20) unit: string }
export class StockItemList { @ListOf(() => StockItemView, 1000) items: StockItemView[] }
export class StockLine { @ItemCode() item: string; @Text(20) unit: string; @Decimal(0, 1e9) onHand: number; @Instant() countedAt: string; @Id() countedBy: string }
/** A depot without lines was never counted: what lies there is unknown, not nothing. Agreement stock is what lies in a `CONTRACT` depot. */
export class DepotStock { @Id() id: string; @Area() area: string; @Text(200) name: string; @Text(200) nameEn: string; @OneOf(DEPOT_KINDS) kind: string; @Optional() @Id() keeperId?: string; @Optional() @Id() deputyId?: string; @ListOf(() => StockLine, 1000) lines: StockLine[] }
export class StockPage { @ListOf(() => DepotStock, 500) items: DepotStock[]; @Optional() @Text(80) nextCursor?: string }
export class ListStockInput { @Optional() @Area() area?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }
export class CountLine { @ItemCode() item: string; @Decimal(0, 1e9) quantity: number; @Text(20) unit: string }
export class CountStockInput { @Id() id: string; @ListOf(() => CountLine, 200, 1) lines: CountLine[]; @Optional() @FreeText() note?: string }
export class StockEntryView { @Id() id: string; @ItemCode() item: string; @Decimal(0, 1e9) quantity: number; @Text(20) unit: string; @OneOf(STOCK_ACCOUNTS) from: string; @OneOf(STOCK_ACCOUNTS) to: string; @Id() by: string; @Instant() at: string; @Optional() @FreeText() note?: string }
export class StockEntryPage { @ListOf(() => StockEntryView, 500) items: StockEntryView[]; @Optional() @Text(80) nextCursor?: string }
export class ListStockEntriesInput { @Id() id: string; @Optional() @ItemCode() item?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }

export const ListStockItems = defineOperation({ name: 'supplies.stock.items', http: 'GET /api/stock/items', summary: 'Items of stock and the unit each is counted in.', output: StockItemList, roles: ['*'], write: false });
export const ListStockItem = defineOperation({ name: 'supplies.stock.list-item', http: 'POST /api/stock/items', summary: 'List one more item of stock.', input: StockItemView, output: StockItemView, roles: ['administrator', 'commander', 'duty-officer'], zone: true, write: true, example: { item: 'SANDBAG', name: '沙袋', nameEn: 'Sandbags', unit: '条' } });
export const ListStock = defineOperation({ name: 'supplies.stock.list', http: 'GET /api/stock', summary: 'What lies in each depot of an area, as counted.', input: ListStockInput, output: StockPage, roles: ['*'], write: false, example: {} });
export const CountStock = defineOperation({ name: 'supplies.stock.count', http: 'POST /api/depots/:id/count', summary: 'State what was counted in a depot: its keeper or the recorded deputy only.', input: CountStockInput, output: DepotStock, roles: ['depot-keeper'], write: true, example: { id: AN_ID, lines: [{ item: 'SANDBAG', quantity: 1200, unit: '条' }] } });
export const ListStockEntries = defineOperation({ name: 'supplies.stock.entries', http: 'GET /api/depots/:id/entries', summary: 'The ledger behind what lies in a depot, newest first.', input: ListStockEntriesInput, output: StockEntryPage, roles: ['*'], write: false, example: { id: AN_ID } });
