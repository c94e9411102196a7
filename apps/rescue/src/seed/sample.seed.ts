import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, Transactions } from '@xunling/messaging';
import type { ServiceConfig } from '@xunling/platform';
import { personId, sampleTeams } from '@xunling/sample';
import { RegisterTeams } from '../team/register-teams.js';

/** Seeds the sample district's teams; what is there already stays. */
@Injectable()
export class SampleSeed implements OnApplicationBootstrap {
  constructor(@Inject(CONFIG) private readonly config: ServiceConfig, private readonly transactions: Transactions, private readonly register: RegisterTeams) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.seed !== 'sample') return;
    await this.transactions.run({ actor: 'system:rescue' }, (work) => this.register.run(
      sampleTeams().map(({ id, serial: _serial, leader, deputy, ...team }) => ({ teamId: id, ...team, leaderId: personId(leader), ...(deputy ? { deputyId: personId(deputy) } : {}) })), work));
  }
}
