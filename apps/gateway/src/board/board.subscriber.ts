import { Inject, Injectable } from '@nestjs/common';
import type { XlEvent } from '@xunling/contracts';
import type { BodyErased } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Subscriber, type Work } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import { Rooms } from '../rooms.js';
import { eraseRow, insertRows, type BoardRow } from './board.store.js';

const isErasure = (event: XlEvent): event is XlEvent<BodyErased> => event.type.endsWith('.body.erased.v1') && event.data !== null;

/** Keeps every event of the stream as it is; what is committed is folded and pushed. */
@Injectable()
@Subscribe({ name: 'board', subjects: ['xl.>'], mode: 'batch', unchecked: true })
export class BoardSubscriber implements Subscriber {
  private pending: BoardRow[] = [];
  private erased = 0;
  constructor(@Inject(Rooms) private readonly rooms: Rooms) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    const [{ epoch }] = (await work.em.query('select epoch::int as epoch from epoch')) as [{ epoch: number }];
    this.pending = batch.map(({ event, seq, received, text }): BoardRow => ({
      seq, epoch, eventId: event.id, received: received.toISOString(), occurred: event.time, street: event.street, source: event.source, originseq: event.originseq, hash: event.hash,
      type: event.type, aggregate: event.subject, correlationid: event.correlationid, incidentid: event.incidentid ?? null, body: text,
    }));
    await insertRows(work.em, this.pending);
    this.erased = 0;
    for (const { event } of batch) if (isErasure(event)) await this.erase(event, work);
  }

  private async erase({ id, source, data }: XlEvent<BodyErased>, work: Work): Promise<void> {
    const body = await eraseRow(work.em, { eventId: data.eventId, orderId: id, source, at: work.at });
    if (body === undefined) return;
    this.erased += 1;
    for (const row of this.pending) if (row.eventId === data.eventId) row.body = body;
  }

  begins(em: EntityManager): Promise<void> {
    this.pending = [];
    return this.rooms.board.standWithTables(em);
  }

  committed(): void {
    const rows = this.pending;
    this.pending = [];
    // pictures in memory were folded from the body that is gone
    if (this.erased > 0) this.rooms.board.forget();
    // before anybody is told of them
    this.rooms.heard.note(rows);
    this.rooms.board.take(rows);
  }
}
