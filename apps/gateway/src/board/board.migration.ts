import type { MigrationInterface, QueryRunner } from 'typeorm';

const SQL = [
  `create table board_event (
    seq bigint not null, epoch int not null, event_id uuid not null unique, received text not null, occurred text not null, street char(3) not null,
    source text not null, originseq bigint not null, hash char(64) not null, type text not null, aggregate text not null, correlationid text not null,
    incidentid uuid, body text not null, primary key (epoch, seq))`,
  `create index board_event_seq on board_event (seq, epoch)`,
  `create index board_event_street on board_event (street, seq)`,
  `create index board_event_origin on board_event (source, street, originseq)`,
  `create index board_event_aggregate on board_event (aggregate, seq)`,
  `create index board_event_correlation on board_event (correlationid, seq)`,
  `create index board_event_type on board_event (type, seq)`,
  `create index board_event_received on board_event (received, seq)`,
  `create table board_snapshot (scope text not null, fold int not null, epoch int not null, seq bigint not null, received text not null, body text not null, primary key (scope, fold, epoch, seq))`,
];

/** The board's own copy of every event, and snapshots of its pictures. */
export class Board1763900001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { for (const sql of SQL) await runner.query(sql); }
  async down(runner: QueryRunner): Promise<void> { for (const table of ['board_snapshot', 'board_event']) await runner.query(`drop table ${table}`); }
}

/** Bodies erased by order: what the board has still to overwrite in the stream. `order_id` is the event that states the order. */
export class BoardErasure1763900002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table board_erasure (event_id uuid primary key, order_id uuid not null, epoch int not null, seq bigint not null, at timestamptz not null, tried_at timestamptz, stream_at timestamptz, stream_epoch int)`);
  }
  async down(runner: QueryRunner): Promise<void> { await runner.query('drop table board_erasure'); }
}
