import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
create table incident (
  id uuid primary key, zone text not null, name text not null, state text not null, opened_at timestamptz not null, closed_at timestamptz, version int not null
);
create unique index incident_one_open on incident (zone) where state = 'open';
create index incident_newest on incident (opened_at desc, id desc);

create table warning (
  pos bigint generated always as identity unique,
  id uuid primary key, lineage uuid not null, alert_id uuid not null, issuer text not null, hazard text not null, colour text not null, areas text[] not null,
  state text not null, headline text not null, sent timestamptz not null, received_at timestamptz not null, expires_at timestamptz not null, version int not null
);
create index warning_lineage on warning (lineage);
create index warning_expiry on warning (expires_at) where state = 'active';
create table warning_message (
  alert_id uuid not null, hazard text not null, kind text not null, lineage uuid, warning_id uuid, digest text not null, issuer text not null, key text not null,
  ref text not null, refs text[] not null, sent timestamptz not null, seq bigint not null, received_at timestamptz not null,
  colour text, areas text[] not null, headline text not null, expires_at timestamptz not null,
  primary key (alert_id, hazard)
);
create index warning_message_lineage on warning_message (lineage);
create index warning_message_warning on warning_message (warning_id);
create index warning_message_key on warning_message (key);
create index warning_message_ref on warning_message (ref);
create index warning_message_refs on warning_message using gin (refs);

create table decision (
  pos bigint generated always as identity unique,
  id uuid primary key, warning_id uuid not null, colour text not null, hazard text not null, areas text[] not null, state text not null,
  owner_id uuid not null, opened_at timestamptz not null, due_at timestamptz not null, hops jsonb not null, queue uuid[] not null, exhausted boolean not null,
  proposal jsonb, reason text, review_at timestamptz, decided_by uuid, decided_at timestamptz, plans jsonb, order_set_id uuid, version int not null
);
create index decision_warning on decision (warning_id, pos);
create index decision_state on decision (state, pos);
create index decision_due on decision (due_at) where state in ('open', 'awaiting-signature') and not exhausted;
create index decision_review on decision (review_at) where state = 'held';

create table level (
  area text primary key, level text not null, level_id uuid, incident_id uuid, plan_version text, since timestamptz, version int not null
);
create table level_change (
  pos bigint generated always as identity unique,
  id uuid primary key, incident_id uuid not null, kind text not null, areas text[] not null, level text not null, previous text, reason text,
  signatures jsonb not null, at timestamptz not null, decision_id uuid, order_set_id uuid, plan_version text
);
create table response_lag (
  level_id uuid primary key, warning_id uuid not null, colour text not null, level text not null, areas text[] not null, order_set_id uuid not null,
  received_at timestamptz not null, decided_at timestamptz not null, raised_at timestamptz not null, first_order_at timestamptz not null
);
create index response_lag_newest on response_lag (raised_at desc);

create table plan_version (
  plan_version text primary key, plan_id text not null, state text not null, digest text not null, document jsonb not null, published_at timestamptz, imported_at timestamptz not null, version int not null
);
create table seat (seat text primary key, zone text not null, user_id uuid not null, name text not null, since timestamptz not null, version int not null);
create table roster (id uuid primary key, zone text not null, officers jsonb not null, since timestamptz not null, standing boolean not null, version int not null);

create table attention (
  pos bigint generated always as identity unique,
  id uuid primary key, kind text not null, about uuid not null, reason text not null, message text not null, state text not null, owner_id uuid not null,
  opened_at timestamptz not null, closed_by uuid, closed_at timestamptz, note text, version int not null
);
create index attention_state on attention (state, pos);

create table known (kind text not null, id text not null, version int not null, data jsonb not null, primary key (kind, id));
create table known_as_of (one boolean primary key default true check (one), event text not null, seq bigint not null, at timestamptz not null);

create table order_set (
  id uuid primary key, incident_id uuid not null, kind text not null, level text, plan_version text, orders int not null,
  unaddressable jsonb not null, issued_by uuid not null, issued_at timestamptz not null
);
create table orders (
  pos bigint generated always as identity unique,
  id uuid primary key, set_id uuid not null, incident_id uuid not null, measure text not null,
  addressee_kind text not null, addressee_id uuid not null, addressee_name text not null,
  area text not null, street char(3) not null, force text, level text, site_id uuid, text_zh text not null, text_en text not null, evidence text not null,
  holder_id uuid not null, deputy_id uuid, resolved_to text not null, issued_by uuid not null, issued_at timestamptz not null,
  supersedes uuid, superseded_by uuid, withdrawn_reason text,
  state text not null,
  due_delivered timestamptz not null, due_acknowledged timestamptz not null, due_executing timestamptz not null, due_reported timestamptz not null, due_verified timestamptz not null,
  done_delivered timestamptz, done_acknowledged timestamptz, done_executing timestamptz, done_reported timestamptz, done_verified timestamptz,
  by_delivered text, by_acknowledged text, by_executing text, by_reported text, by_verified text,
  implied smallint not null default 0, overdue smallint not null default 0, step smallint not null default 0, escalate_at timestamptz, next_due timestamptz,
  reported_version int not null default 0, verified_version int not null default 0, returned_version int not null default 0, version int not null default 1
) with (fillfactor = 70);
create index orders_set on orders (set_id, pos);
create index orders_street on orders (street, pos);
create index orders_area on orders (area text_pattern_ops, pos);
create index orders_state on orders (state, pos);
create index orders_overdue on orders (pos) where overdue <> 0;
create index orders_next_due on orders (next_due) where next_due is not null;
create index orders_standing on orders (site_id, addressee_id) where force is null;
create index orders_packets on orders (street) where force is not null and state in ('issued', 'delivered', 'acknowledged', 'executing');
create table order_trace (
  order_id uuid not null, event_id uuid not null, type text not null, occurred timestamptz not null, received timestamptz not null, actor text not null, data jsonb not null,
  primary key (order_id, event_id)
);
`;

export class CommandTables1763900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query(TABLES); }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
