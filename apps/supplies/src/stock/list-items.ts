import { Injectable } from '@nestjs/common';
import { StockItemListed, type StockItemView } from '@xunling/contracts/classes';
import { type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { StockStore } from './stock.store.js';

/** Items of stock, each listed once: what a code and its unit mean never changes. */
@Injectable()
export class ListItems {
  private readonly store = new StockStore();

  async one(item: StockItemView, work: Work): Promise<StockItemView> {
    if ((await this.many([item], work)) === 0) throw new Refusal('state.conflict', { state: 'listed', allowed: [], detail: `${item.item} is listed already` });
    return item;
  }

  async many(items: readonly StockItemView[], work: Work): Promise<number> {
    const fresh = await this.store.listItems(work.em, items);
    for (const { item, name, nameEn, unit } of fresh) work.append(StockItemListed, { item, name, nameEn, unit }, { aggregate: `stock-item/${item}`, version: 1, street: '000' });
    return fresh.length;
  }
}
