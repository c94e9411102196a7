import { Inject, Injectable } from '@nestjs/common';
import { Ticker, type Ticking, type Work } from '@xunling/messaging';
import { RefusalRing } from '../door/refusal-ring.js';
import { keepRefusals } from './refused.store.js';

/** Brings refusals made at the door itself into the gateway's refusal table, which states them as every service's. */
@Injectable()
@Ticker({ name: 'door-refusals', everyMs: 5000 })
export class RefusedTicker implements Ticking {
  constructor(@Inject(RefusalRing) private readonly ring: RefusalRing) {}

  async tick(work: Work): Promise<number> {
    // Forgotten once the table has them, a tick later: whether this transaction commits is not known here.
    this.ring.stated(await keepRefusals(work.em, this.ring.due(work.at)));
    return 0;
  }
}
