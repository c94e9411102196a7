import { Injectable } from '@nestjs/common';
import { Ticker, type Work } from '@xunling/messaging';
import { ObservationStore } from './observation.store.js';

/** Far beyond every window and hold of a trigger; what a decision saw stays on the decision, what came in stays in the journal. */
const KEEP_DAYS = 60;

@Injectable()
@Ticker({ name: 'observation-age', everyMs: 60_000 })
export class ObservationTicker {
  constructor(private readonly observations: ObservationStore) {}
  tick(work: Work): Promise<number> { return this.observations.prune(work.em, new Date(work.at.getTime() - KEEP_DAYS * 86_400_000), 10_000); }
}
