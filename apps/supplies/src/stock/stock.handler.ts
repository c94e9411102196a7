import { Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import { mayOver } from '@xunling/contracts';
import type { CountStockInput, DepotStock, ListStockEntriesInput, ListStockInput, StockEntryPage, StockItemList, StockItemView, StockPage } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { CountStock } from './count-stock.js';
import { ListItems } from './list-items.js';
import { StockStore } from './stock.store.js';
import { listEntries, listStock } from './stock.view.js';

@Injectable()
export class StockHandler {
  private readonly store = new StockStore();
  constructor(private readonly counting: CountStock, private readonly listing: ListItems) {}

  @Handle('supplies.stock.items') async items(_: object, work: Work): Promise<StockItemList> { return { items: await this.store.items(work.em) }; }
  @Handle('supplies.stock.list-item') listItem(input: StockItemView, work: Work): Promise<StockItemView> { return this.listing.one(input, work); }
  @Handle('supplies.stock.list') list({ area, ...input }: ListStockInput, work: Work): Promise<StockPage> { return listStock(work.em, { ...input, areas: listScopes(area, work.caller!) }); }

  @Handle('supplies.stock.count')
  async count(input: CountStockInput, work: Work): Promise<DepotStock> {
    await this.counting.run(input, work);
    return (await listStock(work.em, { id: input.id, areas: [] })).items[0]!;
  }

  @Handle('supplies.stock.entries')
  async entries(input: ListStockEntriesInput, work: Work): Promise<StockEntryPage> {
    const [depot] = (await work.em.query('select area from depot where id = $1', [input.id])) as { area: string }[];
    if (!depot) throw new Refusal('unknown.id');
    if (!mayOver(work.caller!, ['*'], depot.area)) throw new Refusal('access.area');
    return listEntries(work.em, input);
  }
}
