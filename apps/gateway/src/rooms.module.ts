import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Clock } from '@xunling/platform';
import { Bus } from './bus.js';
import { Dashboards } from './credential/dashboard-users.js';
import { Database } from './database.js';
import { Forward } from './door/forward-call.js';
import { RateLimit } from './door/rate-limit.js';
import { RefusalRing } from './door/refusal-ring.js';
import { FeedKeys } from './identity/feed-keys.js';
import { GrantChanges } from './identity/grant-changes.js';
import { Sessions } from './identity/sessions.js';
import { Rooms } from './rooms.js';
import { LOG } from './tokens.js';



/** Gives both containers the same objects. */
@Global()
@Module({})
export class RoomsModule {
  static of(rooms: Rooms): DynamicModule {
    const providers = [
      { provide: Rooms, useValue: rooms }, { provide: Clock, useValue: rooms.clock }, { provide: Bus, useValue: rooms.bus }, { provide: Database, useValue: rooms.database },
      { provide: Forward, useValue: rooms.forward }, { provide: RateLimit, useValue: rooms.rate }, { provide: RefusalRing, useValue: rooms.refusals },
      { provide: FeedKeys, useValue: rooms.feedKeys }, { provide: GrantChanges, useValue: rooms.changes }, { provide: Sessions, useValue: rooms.sessions },
      { provide: Dashboards, useValue: rooms.dashboards },
      { provide: LOG, useValue: rooms.log },
    ];
    return { module: RoomsModule, providers, exports: providers.map((p) => p.provide) };
  }
}
