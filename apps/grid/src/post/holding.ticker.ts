import { Inject, Injectable } from '@nestjs/common';
import { Ticker, type Work } from '@xunling/messaging';
import { TakeEffect } from './take-effect.js';

/** Planned changes of holder, once each, within a second of their time. */
@Injectable()
@Ticker({ name: 'post-holding', everyMs: 1_000 })
export class HoldingTicker {
  constructor(@Inject(TakeEffect) private readonly effect: TakeEffect) {}
  tick(work: Work): Promise<number> { return this.effect.run(work); }
}
