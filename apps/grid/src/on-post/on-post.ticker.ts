import { Injectable } from '@nestjs/common';
import { PresenceMissed } from '@xunling/contracts/classes';
import { Ticker, type Work } from '@xunling/messaging';
import { factOf, metaOf } from './keep-presence.js';
import { StationStore } from './station.store.js';

/** One look takes at most this many; it is called again at once while there are more. */
const BATCH = 2000;

/** An empty post becomes a fact when its time is over, once, also while command is unreachable. */
@Injectable()
@Ticker({ name: 'on-post-missed', everyMs: 1000 })
export class OnPostTicker {
  private readonly store = new StationStore();

  async tick(work: Work): Promise<number> {
    const missed = await this.store.missed(work.em, work.at, BATCH);
    for (const station of missed) work.append(PresenceMissed, { ...factOf(station), dutyId: station.dutyId, dueAt: station.dueAt }, metaOf(station));
    return missed.length;
  }
}
