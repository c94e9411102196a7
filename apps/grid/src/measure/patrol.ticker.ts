import { Injectable } from '@nestjs/common';
import { Ticker, type Work } from '@xunling/messaging';
import { BoardStore } from './board.store.js';
import { missPatrol } from './measure.js';
import { MeasureStore } from './measure.store.js';
import { tell } from './tell.js';

const BATCH = 500;

/** A closed site nobody has looked at in its interval: one event for each miss, and the site rises on the board. */
@Injectable()
@Ticker({ name: 'patrol-overdue', everyMs: 1000 })
export class PatrolTicker {
  private readonly measures = new MeasureStore();
  private readonly board = new BoardStore();

  async tick(work: Work): Promise<number> {
    const due = await this.measures.patrolDue(work.em, work.at, BATCH);
    const missed = due.map((m) => missPatrol(m, work.at.toISOString()));
    await this.measures.saveMany(work.em, missed);
    for (const [i, m] of missed.entries()) {
      tell('patrol-overdue', m, {}, { dueAt: due[i]!.patrolDueAt!, missed: m.patrolsMissed, everyMinutes: m.patrolEvery }, work);
    }
    await this.board.refresh(work.em, missed.map((m) => m.siteId));
    return due.length;
  }
}
