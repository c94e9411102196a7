import { Inject, Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { boardStore, type BoardMaker } from '@xunling/messaging';
import { DataSource } from 'typeorm';
import { Rooms } from '../rooms.js';
import type { Board } from './board.js';
import { JournalNoteController } from './journal-note.controller.js';
import { StreamErasure } from './stream-erasure.ticker.js';
import { BoardSubscriber } from './board.subscriber.js';

/** What the board remembers of the stream, for the comparison on `recon.<node>`; a loss also ends the cursors of browsers. */
export const boardMemory = (board: Board): BoardMaker => (source, clock) => {
  const store = boardStore({ table: 'board_event', id: 'event_id' })(source, clock);
  return {
    ...store,
    raise: async (loss) => {
      await store.raise(loss);
      board.raiseEpoch(loss.epoch, loss.agreed);
    },
  };
};

/** The database side of the board: its subscriber and its tables. */
@Module({ providers: [BoardSubscriber, StreamErasure], controllers: [JournalNoteController] })
export class BoardInnerModule implements OnModuleInit, OnModuleDestroy {
  constructor(@Inject(Rooms) private readonly rooms: Rooms, private readonly dataSource: DataSource) {}

  onModuleInit(): Promise<void> { return this.rooms.board.open(this.dataSource.manager); }
  onModuleDestroy(): void { this.rooms.board.close(); }
}
