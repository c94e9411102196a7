import { Injectable } from '@nestjs/common';
import { StockCounted, StockItemListed } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { KnownStore, type KnownFact } from './known.store.js';
import { stockKey } from './stock.js';

/** What keepers counted in their depots, item by item: plans are checked against it. */
@Injectable()
@Subscribe({ name: 'known-stock', events: [StockItemListed, StockCounted], mode: 'batch' })
export class StockSubscriber {
  constructor(private readonly known: KnownStore) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    const facts = batch.flatMap(({ event }): KnownFact[] => {
      const { version } = event;
      if (event.type === 'supplies.stock.item-listed.v1') { const d = event.data as StockItemListed; return [{ kind: 'stock-item', id: d.item, version, data: { ...d } }]; }
      const { depotId, lines } = event.data as StockCounted;
      return lines.map(({ item, quantity, unit }) => ({ kind: 'stock-counted', id: stockKey(depotId, item), version, data: { quantity, unit } }));
    });
    await this.known.put(work.em, facts);
  }
}
