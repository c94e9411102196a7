import type { Clock } from '@xunling/platform';
import type { DataSource } from 'typeorm';
import type { BoardStore, Raised } from './responder.js';

type Source = Pick<DataSource, 'query'>;
/** Makes the checker's memory over the gateway's database. */
export type BoardMaker = (source: Source, clock: Clock) => BoardStore;

/** Where the board keeps its events: a table with `epoch`, `seq` and the event's id. */
export interface BoardTable { table: string; id: string }

/**
 * The board's memory for the checker, over its own table and `epoch_raised` of the same database. A row read in epoch e counts
 * up to the least `agreed` of all later epochs: what lies beyond was of a stream that is gone.
 */
export const boardStore = ({ table, id }: BoardTable): BoardMaker => (source, clock) => ({
  async pointAtOrBelow(seq) {
    const [row] = await source.query(
      `select b.seq::text as seq, b.${id}::text as id from ${table} b
       where b.seq <= $1 and b.seq <= coalesce((select min(r.agreed) from epoch_raised r where r.epoch > b.epoch), 9223372036854775807)
       order by b.seq desc, b.epoch desc limit 1`, [seq]) as { seq: string; id: string }[];
    return row ? { seq: Number(row.seq), id: row.id } : null;
  },
  ...raisedIn(source, clock),
});

/** The memory of a gateway whose board keeps no events: the batches it published itself. */
export const publishedMemory: BoardMaker = (source, clock) => ({
  async pointAtOrBelow(seq) {
    const [row]: { seq: string; id: string }[] = await source.query(
      `select p.seq::text as seq, p.msgid as id from published p
       where p.seq <= $1 and p.seq <= coalesce((select min(r.agreed) from epoch_raised r, epoch e where r.epoch > e.epoch), 9223372036854775807)
       order by p.seq desc limit 1`, [seq]);
    return row ? { seq: Number(row.seq), id: row.id } : null;
  },
  ...raisedIn(source, clock),
});

const raisedIn = (source: Source, clock: Clock): Pick<BoardStore, 'raised' | 'raise'> => ({
  async raised() {
    const rows: { epoch: string; agreed: string }[] = await source.query('select epoch::text as epoch, agreed::text as agreed from epoch_raised');
    return rows.map((row): Raised => ({ epoch: Number(row.epoch), agreed: Number(row.agreed) }));
  },
  async raise({ epoch, agreed }) {
    await source.query('insert into epoch_raised (epoch, agreed, at) values ($1, $2, $3) on conflict (epoch) do nothing', [epoch, agreed, clock.now()]);
  },
});
