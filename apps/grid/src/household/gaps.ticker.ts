import { Inject, Injectable } from '@nestjs/common';
import { Ticker, type Ticking, type Work } from '@xunling/messaging';
import { dayOf, RegisterGaps } from './register-gaps.js';

/** The gap list of each Beijing day, made once as the day begins (or as soon as the service runs on it). */
@Injectable()
@Ticker({ name: 'at-risk-gaps', everyMs: 30_000 })
export class GapsTicker implements Ticking {
  constructor(@Inject(RegisterGaps) private readonly gaps: RegisterGaps) {}
  async tick(work: Work): Promise<number> { return (await this.gaps.listFor(dayOf(work.at), work)) ? 1 : 0; }
}
