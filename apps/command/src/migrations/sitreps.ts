import type { MigrationInterface, QueryRunner } from 'typeorm';

const SQL = [
  `create table sitrep (
    pos bigint generated always as identity unique, id uuid primary key, incident_id uuid not null, kind text not null, number int not null, corrects uuid, state text not null,
    as_of timestamptz not null, figures jsonb not null, figures_hash text not null, text_zh text not null, text_en text, explanation text, returned_reason text,
    author uuid not null, created_at timestamptz not null, submitted_at timestamptz, approver uuid, published_at timestamptz, hash text, version int not null, unique (incident_id, number)
  )`,
  `create unique index sitrep_one_first on sitrep (incident_id) where kind = 'INITIAL' and corrects is null`,
  `create unique index sitrep_one_final on sitrep (incident_id) where kind = 'FINAL' and corrects is null`,
  // frozen is frozen, whoever writes the SQL
  `create function sitrep_frozen() returns trigger language plpgsql as $$ begin if old.state = 'published' then raise exception 'a published report is frozen'; end if; return new; end $$`,
  `create trigger sitrep_frozen before update or delete on sitrep for each row execute function sitrep_frozen()`,
  `create table sitrep_clock (
    incident_id uuid not null, clock text not null, due_at timestamptz not null, owner_id uuid, done_at timestamptz, done_by uuid, to_whom text, overdue_at timestamptz, primary key (incident_id, clock, due_at)
  )`,
  `create index sitrep_clock_due on sitrep_clock (due_at) where done_at is null and overdue_at is null`,
  // what an order's own trace and a report look for among what was said; the orders themselves are found by id
  `create index journal_rare_subject on journal (subject) where type <> 'command.order.issued.v1'`,
  `create index journal_rare_type on journal (type, at) where type <> 'command.order.issued.v1'`,
  // when command learned of it: the stream may have had it long before
  `alter table order_trace add known_at timestamptz`,
  `update order_trace set known_at = received`,
  `alter table order_trace alter known_at set not null`,
  `create index orders_incident on orders (incident_id, issued_at)`,
];

/** Situation reports, their clocks, and the indexes their figures are read by. */
export class Sitreps1763900000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { for (const sql of SQL) await runner.query(sql); }
  async down(): Promise<void> { throw new Error('reports are kept'); }
}
