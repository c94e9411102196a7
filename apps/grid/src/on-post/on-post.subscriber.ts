import { Inject, Injectable } from '@nestjs/common';
import { LevelLowered } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { KeepPresence } from './keep-presence.js';

/** The end of a level ends who must be on post for it; what was done and what stands on sites is not touched. */
@Injectable()
@Subscribe({ name: 'grid-on-post', events: [LevelLowered], mode: 'batch' })
export class OnPostSubscriber {
  constructor(@Inject(KeepPresence) private readonly keep: KeepPresence) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    for (const { event } of batch) {
      const fact = event.data as LevelLowered;
      if (fact.level === 'none') await this.keep.levelEnded(fact, work.because(event));
    }
  }
}
