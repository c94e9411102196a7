import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables of every service's own journal and reading. Insert-only tables refuse update and delete by trigger and by grant.
 * `chain.pos` is the number of the relayed batch, one row per batch and street; unique (street, firstseq) fences off a second relay.
 * `published` has one row per acknowledged batch; `epoch` is the one acted upon, `epoch_raised` those the board declared.
 */
const TABLES = `
create table journal (
  no bigint generated always as identity primary key,
  id uuid not null unique,
  street char(3) not null,
  type text not null,
  subject text not null,
  head text not null,
  salt text not null,
  data text not null,
  at text not null
);
create table outbox (no bigint primary key) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
create table chain (
  pos bigint not null,
  street char(3) not null,
  firstseq bigint not null,
  n int not null,
  nos bigint[] not null,
  prevhash char(64) not null,
  hash char(64) not null,
  primary key (pos, street),
  unique (street, firstseq)
);
create table published (pos bigint primary key, seq bigint not null, msgid text not null);
create index published_seq on published (seq);
create table epoch (one boolean primary key default true check (one), epoch bigint not null);
insert into epoch (epoch) values (0);
create table epoch_raised (epoch bigint primary key, agreed bigint not null, at timestamptz not null);
create table head_stated (street char(3) primary key, seq bigint not null, minute bigint not null);
create table erasure (id uuid primary key, by uuid not null, reason text not null, at timestamptz not null);

create table floor (subscription text primary key, seq bigint not null, epoch bigint not null);
create table inbox (subscription text not null, event_id uuid not null, at timestamptz not null, primary key (subscription, event_id));
create index inbox_at on inbox (at);
create table parked (
  subscription text not null, event_id uuid not null, aggregate text not null, seq bigint not null,
  subject text not null, body text not null, received timestamptz not null,
  attempts int not null, next_at timestamptz not null, reason text not null,
  primary key (subscription, event_id)
);
create table dead_letter (
  id uuid primary key, subscription text not null, event_id text not null, type text not null, subject text not null,
  seq bigint not null, body text not null, received timestamptz not null, reason text not null, detail text not null, attempts int not null,
  at timestamptz not null, replayed_at timestamptz, replayed_by text
);
create index dead_letter_open on dead_letter (at, id) where replayed_at is null;
create table request (id text primary key, digest char(64) not null, reply text not null, at timestamptz not null);
create index request_at on request (at);
create table refusal (
  caller text not null, code text not null, operation text not null, minute timestamptz not null,
  count int not null, stated boolean not null default false, primary key (caller, code, operation, minute)
);
create index refusal_unstated on refusal (minute) where not stated;
`;

const INSERT_ONLY = `
create function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% is insert-only', tg_table_name; end $$;
create trigger journal_insert_only before delete or truncate on journal for each statement execute function refuse_change();
create trigger chain_insert_only before update or delete or truncate on chain for each statement execute function refuse_change();
create function journal_keeps() returns trigger language plpgsql as $$ begin
  if (new.no, new.id, new.street, new.type, new.subject, new.head, new.at) is distinct from (old.no, old.id, old.street, old.type, old.subject, old.head, old.at)
     or new.data <> 'null' or new.salt <> '' then raise exception 'journal is insert-only'; end if;
  return new; end $$;
create trigger journal_erase_only before update on journal for each row execute function journal_keeps();
create function erase_body(event uuid, named uuid, why text, instant timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$ begin
  update journal set data = 'null', salt = '' where id = event and salt <> '';
  if not found then return false; end if;
  insert into erasure (id, by, reason, at) values (event, named, why, instant);
  return true; end $$;
revoke all on function erase_body(uuid, uuid, text, timestamptz) from public;
`;

/** Takes from every role but the owner what an insert-only table must not allow. */
const RIGHTS = `
do $$ declare r text; begin
  for r in select rolname from pg_roles where rolname like 'xl\\_%' and rolname <> current_user loop
    execute format('revoke all on journal, chain, erasure from %I', r);
    execute format('grant select, insert on journal, chain to %I', r);
    execute format('grant select on erasure to %I', r);
    execute format('grant execute on function erase_body(uuid, uuid, text, timestamptz) to %I', r);
  end loop;
end $$;
`;

/** First migration of every service; TypeORM sorts by the timestamp that ends the name. */
export class Messaging1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(INSERT_ONLY);
    await runner.query(RIGHTS);
  }
  async down(): Promise<void> { throw new Error('the journal is kept for ever'); }
}
