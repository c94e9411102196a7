import { Inject, Injectable } from '@nestjs/common';
import { Ticker, type Ticking, type Work } from '@xunling/messaging';
import { RefusalRing, type RefusedCall } from '../door/refusal-ring.js';
import { keepRefusals } from './refused.store.js';

/** Brings refusals made at the door itself into the gateway's refusal table, which states them as every service's. */
@Injectable()
@Ticker({ name: 'door-refusals', everyMs: 5000 })
export class RefusedTicker implements Ticking {
  private kept: RefusedCall[] = [];
  constructor(@Inject(RefusalRing) private readonly ring: RefusalRing) {}

  async tick(work: Work): Promise<number> {
    // Forgotten one tick later: the transaction of the tick before has committed by now, or this one writes the same again.
    this.ring.stated(this.kept);
    this.kept = this.ring.due(work.at);
    await keepRefusals(work.em, this.kept);
    return 0;
  }
}
