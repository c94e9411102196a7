import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, Transactions } from '@xunling/messaging';
import type { ServiceConfig } from '@xunling/platform';
import { personId, sampleDepots } from '@xunling/sample';
import { RegisterDepots } from '../depot/register-depots.js';

/** Seeds the sample district's depots; what is there already stays. */
@Injectable()
export class SampleSeed implements OnApplicationBootstrap {
  constructor(@Inject(CONFIG) private readonly config: ServiceConfig, private readonly transactions: Transactions, private readonly register: RegisterDepots) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.seed !== 'sample') return;
    await this.transactions.run({ actor: 'system:supplies' }, (work) => this.register.run(
      sampleDepots().map(({ id, serial: _serial, keeper, deputy, ...depot }) => ({ depotId: id, ...depot, keeperId: personId(keeper), ...(deputy ? { deputyId: personId(deputy) } : {}) })), work));
  }
}
