import type { MigrationInterface, QueryRunner } from 'typeorm';

const SQL = [
  `create table contact (
    pos bigint generated always as identity unique, id uuid primary key, user_id uuid not null, area text not null, kind text not null, address text not null, ord int not null,
    confirmed_at timestamptz, confirmed_by uuid, proven_at timestamptz, version int not null, unique (user_id, kind)
  )`,
  `create index contact_area on contact (area text_pattern_ops, pos)`,
  `create table callout (
    pos bigint generated always as identity unique, id uuid primary key, kind text not null, state text not null, incident_id uuid, warning_id uuid, areas text[] not null, colour text, level text, life_safety boolean not null,
    message_zh text not null, message_en text, started_by uuid not null, started_at timestamptz not null, ended_at timestamptz, note text, updates int not null default 0, version int not null
  )`,
  `create index callout_running on callout (pos) where state = 'running'`,
  `create index callout_incident on callout (incident_id, pos)`,
  // one row per responsible person; who else may answer stands in callees, in order
  `create table callout_row (
    pos bigint generated always as identity unique, id uuid primary key, callout_id uuid not null, user_id uuid not null, post text not null, area text not null, callees jsonb not null, unusable text[] not null,
    state text not null, step text not null, reached_by uuid, reached_on text, reached_at timestamptz, late boolean not null default false, unreached_at timestamptz, taken_by uuid, passes jsonb not null default '[]',
    next_at timestamptz, version int not null, unique (callout_id, user_id)
  ) with (fillfactor = 70)`,
  `create index callout_row_next on callout_row (next_at) where next_at is not null`,
  `create index callout_row_state on callout_row (callout_id, state, pos)`,
  `create index callout_row_list on callout_row (callout_id, pos)`,
  // one per try: the unique key is what keeps two instances from ringing twice for one
  `create table callout_attempt (
    pos bigint generated always as identity unique, id uuid primary key, callout_id uuid not null, row_id uuid not null, user_id uuid not null, role text not null, channel text not null, n int not null,
    at timestamptz not null, state text not null, accepted_at timestamptz, reason text, due_at timestamptz, failures int not null default 0, unique (row_id, role, user_id, channel, n)
  ) with (fillfactor = 70)`,
  `create index callout_attempt_due on callout_attempt (due_at, pos) where state = 'queued'`,
  `create index callout_attempt_handed on callout_attempt (user_id, accepted_at) where state = 'accepted'`,
  `create index callout_attempt_not on callout_attempt (callout_id, pos) where state in ('suppressed', 'failed', 'simulated')`,
  `create index callout_attempt_callout on callout_attempt (callout_id, state, row_id)`,
  `create table callout_answer (
    pos bigint generated always as identity primary key, callout_id uuid not null, row_id uuid not null, by uuid not null, role text not null, channel text not null, heard_seconds int not null, answered boolean not null, at timestamptz not null, attempt_id uuid, verdict text not null
  )`,
  `create index callout_answer_row on callout_answer (row_id, at)`,
];

/** 叫应: how persons are called, campaigns, their rows, tries and answers. */
export class Callouts1763900000201 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { for (const sql of SQL) await runner.query(sql); }
  async down(): Promise<void> { throw new Error('who was called and who answered is kept'); }
}
