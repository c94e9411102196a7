import { Injectable } from '@nestjs/common';
import { mayOver, streetOf, ZONE_WIDE } from '@xunling/contracts';
import { CountStock as Operation, StockCounted, type CountStockInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { count, mayCount, type Found } from './stock.js';
import { StockStore } from './stock.store.js';

/** 盘点: what the keeper found becomes what lies there, with the entries that say how the books came to it. */
@Injectable()
export class CountStock {
  private readonly store = new StockStore();

  async run({ id, lines, note }: CountStockInput, work: Work): Promise<void> {
    const caller = work.caller!;
    const depot = await this.store.lock(work.em, id);
    if (!mayOver(caller, Operation.roles, depot.area)) throw new Refusal('access.area');
    mayCount(depot, caller.userId);
    await this.keep(depot, lines, caller.userId, work, note);
  }

  /** What the sample district begins with, in the name of each depot's keeper; a depot that was counted stays as it is. */
  async open(depotId: string, by: string, lines: readonly Found[], work: Work): Promise<void> {
    const depot = await this.store.lock(work.em, depotId);
    if (depot.stockVersion === 0) await this.keep(depot, lines, by, work);
  }

  private async keep({ id, area }: { id: string; area: string }, found: readonly Found[], by: string, work: Work, note?: string): Promise<void> {
    const { entries, lines } = count(await this.store.onHand(work.em, id), await this.store.units(work.em), found);
    const countId = newId();
    const said = note ? { note } : {};
    const version = await this.store.save(work.em, { countId, depotId: id, by, at: work.at, ...said }, entries, lines);
    work.append(StockCounted, { countId, depotId: id, area, lines, ...said, by, at: work.at.toISOString() }, { aggregate: `stock/${id}`, version, street: streetOf(area, ZONE_WIDE) });
  }
}
