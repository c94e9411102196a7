import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Transactions } from '@xunling/messaging';
import { DataSource } from 'typeorm';
import { CredentialController } from '../credential/credential.controller.js';
import { ExpiryTicker } from '../credential/expiry.ticker.js';
import { Rooms } from '../rooms.js';
import { CloseAccountCase } from './close-account.js';
import { GiveGrantCase } from './give-grant.js';
import { IdentityController } from './identity.controller.js';
import { OpenAccountCase } from './open-account.js';
import { hashPassword } from './hash-password.js';
import { nameAccounts } from './name-accounts.js';
import { RefusedTicker } from './refused.ticker.js';
import { RevokeGrantCase } from './revoke-grant.js';
import { seedIdentity } from './seed-identity.js';
import { SessionTicker } from './session.ticker.js';

/** The database side of identity. */
@Module({ providers: [OpenAccountCase, CloseAccountCase, GiveGrantCase, RevokeGrantCase, SessionTicker, RefusedTicker, ExpiryTicker], controllers: [IdentityController, CredentialController] })
export class IdentityModule implements OnModuleInit {
  constructor(@Inject(Rooms) private readonly rooms: Rooms, private readonly dataSource: DataSource, private readonly transactions: Transactions) {
    rooms.database.hold(dataSource);
  }

  /** Seeds before anybody can sign in, then lets the door use the database. */
  async onModuleInit(): Promise<void> {
    const { config, database, refresh, log } = this.rooms;
    if (config.seed === 'sample' && config.demoPassword) {
      const hash = await hashPassword(config.demoPassword);
      const opened = await this.transactions.run({}, (work) => seedIdentity(work, hash, config.demoFeedSecret));
      if (opened > 0) log.info({ opened }, 'sample accounts opened');
    }
    await this.transactions.run({}, nameAccounts);
    database.open(this.dataSource);
    await refresh.now();
  }
}
