import { Injectable } from '@nestjs/common';
import type { EvacuationFact, EvacuationJoined as Joined, EvacuationOpened as Opened } from '@xunling/contracts';
import {
  EvacuationArrived, EvacuationClosed, EvacuationFoundSafe, EvacuationJoined, EvacuationLifted, EvacuationListed, EvacuationMoved, EvacuationNotified, EvacuationOpened, EvacuationRefused, EvacuationReturnAllowed, EvacuationReturnedEarly,
  EvacuationUnreachable, EvacuationVerified, EvacuationWentHome,
} from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { EvacuationStore } from './evacuation.store.js';

/** Evacuations of whatever cause, and how many they hold away. */
@Injectable()
@Subscribe({
  name: 'evacuations-away',
  events: [
    EvacuationOpened, EvacuationJoined, EvacuationLifted, EvacuationClosed, EvacuationListed, EvacuationNotified, EvacuationMoved, EvacuationArrived, EvacuationVerified, EvacuationFoundSafe, EvacuationRefused, EvacuationUnreachable,
    EvacuationReturnedEarly, EvacuationReturnAllowed, EvacuationWentHome,
  ],
})
export class EvacuationSubscriber {
  constructor(private readonly evacuations: EvacuationStore) {}

  async handle(batch: Received[], { em, at: known }: Work): Promise<void> {
    for (const { event: { type, data, version } } of batch) {
      switch (type) {
        case 'grid.evacuation.opened.v1': await this.evacuations.opened(em, data as Opened, version, known); break;
        case 'grid.evacuation.joined.v1': await this.evacuations.joined(em, (data as Joined).evacuationId, version); break;
        case 'grid.evacuation.lifted.v1': await this.evacuations.moved(em, (data as Joined).evacuationId, 'lifted', version, known); break;
        case 'grid.evacuation.closed.v1': await this.evacuations.moved(em, (data as Joined).evacuationId, 'closed', version, known); break;
        default: {
          const { ledgerId: id, evacuationId, area, totals, count, at } = data as EvacuationFact;
          await this.evacuations.counted(em, { id, evacuationId, area, totals, version, home: type === 'grid.evacuation.went-home.v1' ? count : 0 }, at, known);
        }
      }
    }
  }
}
