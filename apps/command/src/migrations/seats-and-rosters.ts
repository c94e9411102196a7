import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
alter table seat alter user_id drop not null, alter name drop not null;
create table seat_offer (
  pos bigint generated always as identity unique,
  id uuid primary key, seat text not null, zone text not null, from_user uuid, from_name text, to_user uuid not null, to_name text not null, by_user uuid not null, reason text not null, answer text,
  seat_version int not null, state text not null, list jsonb not null, digest text not null, offered_at timestamptz not null, ended_at timestamptz, version int not null
);
create unique index seat_offer_one_each on seat_offer (seat, to_user) where state = 'open';
create index seat_offer_of_term on seat_offer (seat, seat_version);
create table seat_term (
  pos bigint generated always as identity unique,
  seat text not null, seat_version int not null, user_id uuid not null, name text not null, since timestamptz not null, until timestamptz, how text not null, ended text, offer_id uuid, reason text,
  primary key (seat, seat_version), check (until is null or until >= since)
);
create unique index seat_term_one_holder on seat_term (seat) where until is null;
create index seat_term_newest on seat_term (seat, pos);
insert into seat_term (seat, seat_version, user_id, name, since, how) select seat, version, user_id, name, since, 'seeded' from seat;

alter table roster add until timestamptz, add withdrawn_at timestamptz, add pos bigint generated always as identity unique;
create index roster_shifts on roster (zone, since) where not standing;
create table roster_now (zone text primary key, roster_id uuid, officers uuid[] not null);

create table staffing_alarm (
  pos bigint generated always as identity unique,
  id uuid primary key, kind text not null, about text not null, zone text not null, since timestamptz not null, until timestamptz, user_id uuid, posts text[] not null,
  raised_at timestamptz not null, cleared_at timestamptz
);
create unique index staffing_alarm_once on staffing_alarm (zone, kind, about) where cleared_at is null;

create table reporting_line (
  id uuid primary key, incident_id uuid not null, who_kind text not null, who_id text not null, who_name text not null, who_holder uuid, to_kind text not null, to_id text not null, to_name text not null,
  override text, by_user uuid not null, since timestamptz not null, released_at timestamptz
);
create unique index reporting_line_once on reporting_line (incident_id, who_kind, who_id, to_kind, to_id) where released_at is null;
create index reporting_line_superior on reporting_line (incident_id, to_kind, to_id) where released_at is null;
`;

/** Hand-overs, terms, shifts with an end, what is wrong with who holds what, who reports to whom. */
export class SeatsAndRosters1763900000111 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query(TABLES); }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
