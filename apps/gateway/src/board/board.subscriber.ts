import { Inject, Injectable } from '@nestjs/common';
import { Subscribe, type Received, type Subscriber, type Work } from '@xunling/messaging';
import { Rooms } from '../rooms.js';
import { insertRows, type BoardRow } from './board.store.js';

/** Keeps every event of the stream as it is; what is committed is folded and pushed. */
@Injectable()
@Subscribe({ name: 'board', subjects: ['xl.>'], mode: 'batch', unchecked: true })
export class BoardSubscriber implements Subscriber {
  private pending: BoardRow[] = [];
  constructor(@Inject(Rooms) private readonly rooms: Rooms) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    const [{ epoch }] = (await work.em.query('select epoch::int as epoch from epoch')) as [{ epoch: number }];
    this.pending = batch.map(({ event, seq, received, text }): BoardRow => ({
      seq, epoch, eventId: event.id, received: received.toISOString(), occurred: event.time, street: event.street, source: event.source, originseq: event.originseq, hash: event.hash,
      type: event.type, aggregate: event.subject, correlationid: event.correlationid, incidentid: event.incidentid ?? null, body: text,
    }));
    await insertRows(work.em, this.pending);
  }

  committed(): void {
    const rows = this.pending;
    this.pending = [];
    this.rooms.board.take(rows);
  }
}
