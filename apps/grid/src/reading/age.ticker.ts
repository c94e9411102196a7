import { Injectable } from '@nestjs/common';
import { Ticker, type Work } from '@xunling/messaging';
import { ReadingStore } from './reading.store.js';

/** Readings are kept so long here; the journal keeps what came in for ever. */
export const KEEP_DAYS = 400;
const BATCH = 10_000;

/** Forgets readings by age, a batch at a time, so that no delete holds anything up. */
@Injectable()
@Ticker({ name: 'reading-age', everyMs: 60_000 })
export class AgeTicker {
  private readonly store = new ReadingStore();
  tick(work: Work): Promise<number> { return this.store.prune(work.em, new Date(work.at.getTime() - KEEP_DAYS * 86_400_000), BATCH); }
}
