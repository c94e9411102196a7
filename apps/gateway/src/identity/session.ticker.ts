import { Injectable } from '@nestjs/common';
import { Ticker, type Ticking, type Work } from '@xunling/messaging';
import { sweepSessions } from './session.store.js';

/** Ended sessions are swept; they are worthless from their end on, swept or not. */
@Injectable()
@Ticker({ name: 'sessions-ended', everyMs: 60_000 })
export class SessionTicker implements Ticking {
  tick(work: Work): Promise<number> { return sweepSessions(work.em, work.at); }
}
