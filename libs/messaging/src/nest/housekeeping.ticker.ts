import { Injectable } from '@nestjs/common';
import { stateRefusals } from '../rpc/refusal.store.js';
import { pruneRequests } from '../rpc/request.store.js';
import { pruneInbox } from '../subscribe/inbox.store.js';
import { Ticker, type Ticking } from '../ticker/ticker.decorator.js';
import type { Work } from '../work.js';

/** States refusals of minutes that are over; forgets old request ids and inbox rows. */
@Injectable()
@Ticker({ name: 'housekeeping', everyMs: 5_000 })
export class Housekeeping implements Ticking {
  async tick(work: Work): Promise<number> {
    return (await stateRefusals(work)) + (await pruneRequests(work.em, work.at)) + (await pruneInbox(work.em, work.at));
  }
}
