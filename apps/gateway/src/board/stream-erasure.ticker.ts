import { Inject, Injectable } from '@nestjs/common';
import type { XlEvent } from '@xunling/contracts';
import { eraseEventFromStream, subjectOfEvent, Ticker, type Ticking, type Work } from '@xunling/messaging';
import { Rooms } from '../rooms.js';
import { dueErasures, noteErased, noteTried, readPlace } from './board.store.js';

const AGAIN_MS = 30_000;

/** Overwrites in the stream what the board has erased in its table; what fails is tried again, since the order stands. */
@Injectable()
@Ticker({ name: 'stream-erasure', everyMs: 500 })
export class StreamErasure implements Ticking {
  constructor(@Inject(Rooms) private readonly rooms: Rooms) {}

  async tick(work: Work): Promise<number> {
    const nc = this.rooms.bus.connection;
    if (!nc) return 0;
    const { epoch } = await readPlace(work.em);
    const due = await dueErasures(work.em, new Date(work.at.getTime() - AGAIN_MS), epoch);
    let done = 0;
    for (const { eventId, epoch: read, seq, body } of due) {
      try {
        // a stream that is another one by now may have it anywhere
        const from = read === epoch ? seq : 1;
        await eraseEventFromStream(nc, { id: eventId, subject: subjectOfEvent(this.rooms.config.zone, JSON.parse(body) as XlEvent), from });
        await noteErased(work.em, eventId, work.at, epoch);
        done += 1;
      } catch (err) {
        this.rooms.log.warn({ err, eventId }, 'an erased body still lies in the stream; trying again');
        await noteTried(work.em, eventId, work.at);
      }
    }
    return done;
  }
}
