import { Inject, Injectable } from '@nestjs/common';
import type { ArriveAtShelterInput, EvacuationActed, EvacuationActInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { ActOnLedger } from './act-on-ledger.js';

/** The nine acts of the ledger, each its own operation. */
@Injectable()
export class EvacuationActsHandler {
  constructor(@Inject(ActOnLedger) private readonly acts: ActOnLedger) {}

  @Handle('grid.evacuation.notify') notify(input: EvacuationActInput, work: Work): Promise<EvacuationActed> { return this.acts.run('notify', input, work); }
  @Handle('grid.evacuation.move') move(input: EvacuationActInput, work: Work): Promise<EvacuationActed> { return this.acts.run('move', input, work); }
  @Handle('grid.evacuation.arrive') arrive(input: ArriveAtShelterInput, work: Work): Promise<EvacuationActed> { return this.acts.run('arrive', input, work); }
  @Handle('grid.evacuation.verify') verify(input: EvacuationActInput, work: Work): Promise<EvacuationActed> { return this.acts.run('verify', input, work); }
  @Handle('grid.evacuation.find-safe') findSafe(input: EvacuationActInput, work: Work): Promise<EvacuationActed> { return this.acts.run('find-safe', input, work); }
  @Handle('grid.evacuation.refuse') refuse(input: EvacuationActInput, work: Work): Promise<EvacuationActed> { return this.acts.run('refuse', input, work); }
  @Handle('grid.evacuation.not-reach') notReach(input: EvacuationActInput, work: Work): Promise<EvacuationActed> { return this.acts.run('not-reach', input, work); }
  @Handle('grid.evacuation.return') goBack(input: EvacuationActInput, work: Work): Promise<EvacuationActed> { return this.acts.run('return', input, work); }
  @Handle('grid.evacuation.allow-return') allowReturn(input: EvacuationActInput, work: Work): Promise<EvacuationActed> { return this.acts.run('allow-return', input, work); }
}
