import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type { GaugeView, HeldPage, ListHeldInput, RuleReadingInput, TakenReadings, TakeReadingsInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { getGauge } from '../gauge/gauge.view.js';
import { listHeld } from './reading.view.js';
import { RuleReading } from './rule-reading.js';
import { TakeReadings } from './take-readings.js';

@Injectable()
export class ReadingHandler {
  constructor(@Inject(TakeReadings) private readonly taking: TakeReadings, @Inject(RuleReading) private readonly ruling: RuleReading) {}

  @Handle('grid.reading.take') take(input: TakeReadingsInput, work: Work): Promise<TakenReadings> { return this.taking.run(input, work); }
  @Handle('grid.reading.held') held(input: ListHeldInput, work: Work): Promise<HeldPage> { return listHeld(work.em, input, listScopes(input.area, work.caller!)); }
  @Handle('grid.reading.confirm') async confirm(input: RuleReadingInput, work: Work): Promise<GaugeView> { await this.ruling.run(input, 'confirmed', work); return getGauge(work.em, input.id, work.at); }
  @Handle('grid.reading.reject') async reject(input: RuleReadingInput, work: Work): Promise<GaugeView> { await this.ruling.run(input, 'rejected', work); return getGauge(work.em, input.id, work.at); }
}
