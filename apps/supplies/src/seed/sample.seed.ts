import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, Transactions } from '@xunling/messaging';
import type { ServiceConfig } from '@xunling/platform';
import { personId, sampleDepots, sampleStock, sampleStockItems } from '@xunling/sample';
import { RegisterDepots } from '../depot/register-depots.js';
import { CountStock } from '../stock/count-stock.js';
import { ListItems } from '../stock/list-items.js';

/** Seeds the sample district's depots and what their keepers counted; what is there already stays. */
@Injectable()
export class SampleSeed implements OnApplicationBootstrap {
  constructor(@Inject(CONFIG) private readonly config: ServiceConfig, private readonly transactions: Transactions, private readonly register: RegisterDepots, private readonly items: ListItems, private readonly counting: CountStock) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.seed !== 'sample') return;
    await this.transactions.run({ actor: 'system:supplies' }, async (work) => {
      await this.register.run(sampleDepots().map(({ id, serial: _serial, keeper, deputy, ...depot }) => ({ depotId: id, ...depot, keeperId: personId(keeper), ...(deputy ? { deputyId: personId(deputy) } : {}) })), work);
      await this.items.many(sampleStockItems(), work);
      for (const { depotId, keeper, lines } of sampleStock()) await this.counting.open(depotId, personId(keeper), lines, work);
    });
  }
}
