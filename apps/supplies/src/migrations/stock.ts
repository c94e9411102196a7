import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
alter table depot add stock_version int not null default 0;
create table stock_item (code text primary key, no bigint generated always as identity unique, name text not null, name_en text not null, unit text not null);
create table stock (
  depot_id uuid not null references depot, item text not null references stock_item, on_hand numeric(14, 3) not null check (on_hand >= 0), counted_at timestamptz not null, counted_by uuid not null, primary key (depot_id, item)
);
create table stock_entry (
  no bigint generated always as identity unique, id uuid primary key default gen_random_uuid(), depot_id uuid not null references depot, item text not null references stock_item, quantity numeric(14, 3) not null check (quantity > 0),
  from_account text not null, to_account text not null, count_id uuid, note text, by uuid not null, at timestamptz not null, check ((from_account = 'DEPOT') <> (to_account = 'DEPOT'))
);
create index stock_entry_depot on stock_entry (depot_id, no);
create function stock_entry_stays() returns trigger language plpgsql as $$ begin raise exception 'the stock ledger only grows'; end $$;
create trigger stock_entry_stays before update or delete on stock_entry for each row execute function stock_entry_stays();`;

/** What lies in each depot, and the two-sided entries that say how it came there. */
export class Stock1763900026101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query(TABLES); }
  async down(): Promise<void> { throw new Error('what was counted is not taken back'); }
}
