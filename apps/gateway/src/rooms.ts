import { makeLog, type Clock, type Log } from '@xunling/platform';
import { Board } from './board/board.js';
import { HeardEvents } from './board/heard-events.js';
import { Bus } from './bus.js';
import type { GatewayConfig } from './config.js';
import { Dashboards } from './credential/dashboard-users.js';
import { reloadNats } from './credential/launcher.js';
import { Database } from './database.js';
import { Forward } from './door/forward-call.js';
import { RateLimit } from './door/rate-limit.js';
import { RecentWrites } from './door/recent-writes.js';
import { RefusalRing } from './door/refusal-ring.js';
import { FeedKeys } from './identity/feed-keys.js';
import { GrantChanges } from './identity/grant-changes.js';
import { Refresh } from './identity/refresh.js';
import { Sessions } from './identity/sessions.js';

/** What the door and the database side of the gateway share: made once per process, before either container. */
export class Rooms {
  readonly database = new Database();
  readonly changes = new GrantChanges();
  readonly log: Log = makeLog('gateway');
  readonly bus: Bus;
  readonly board: Board;
  readonly heard: HeardEvents;
  readonly feedKeys: FeedKeys;
  readonly sessions: Sessions;
  readonly recent: RecentWrites;
  readonly refusals: RefusalRing;
  readonly rate: RateLimit;
  readonly forward: Forward;
  readonly refresh: Refresh;
  readonly dashboards: Dashboards;

  /** @param reload brings the dashboards' users file into force; by default the launcher does. */
  constructor(readonly config: GatewayConfig, readonly clock: Clock, reload: () => Promise<boolean> = reloadNats) {
    this.bus = new Bus({ url: config.natsUrl, seedFile: config.natsSeedFile, name: 'gateway', onError: (err) => this.log.warn({ err }, 'nats') });
    this.board = new Board(clock);
    this.heard = new HeardEvents(config.zone);
    this.feedKeys = new FeedKeys(config.dataDir, config.zone);
    this.sessions = new Sessions(this.database, clock, this.changes, config.sessionHours);
    this.recent = new RecentWrites(clock);
    this.refusals = new RefusalRing(clock);
    this.rate = new RateLimit({ perSecond: config.ratePerSecond, burst: config.rateBurst }, clock);
    this.forward = new Forward(this.bus, config.node, this.recent, this.heard);
    this.refresh = new Refresh(this.database, clock, this.feedKeys, this.changes, this.sessions, this.log);
    this.dashboards = new Dashboards(this.database, this.bus, config.natsUsersDir, reload);
    this.forward.afterOwn = () => this.refresh.now();
  }
}
