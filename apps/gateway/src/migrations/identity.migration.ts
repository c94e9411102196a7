import type { MigrationInterface, QueryRunner } from 'typeorm';

const SQL = [
  `create table account (
    id uuid primary key, username text not null unique, name text not null, password_hash text not null,
    opened_at timestamptz not null, closed_at timestamptz, version int not null default 1)`,
  `create table held_grant (
    id uuid primary key, user_id uuid not null references account (id), role text not null, area text not null,
    from_at timestamptz not null, to_at timestamptz, given_by uuid not null, given_at timestamptz not null, revoked_at timestamptz, revoked_by uuid)`,
  `create index held_grant_of on held_grant (user_id) where revoked_at is null`,
  `create index held_grant_area on held_grant (area text_pattern_ops, id)`,
  `create index held_grant_revoked on held_grant (revoked_at) where revoked_at is not null`,
  `create index held_grant_ends on held_grant (to_at) where to_at is not null`,
  `create index held_grant_given on held_grant (given_at)`,
  `create index held_grant_from on held_grant (from_at)`,
  `create index account_closed on account (closed_at) where closed_at is not null`,
  `create table session (id uuid primary key, token_hash text not null unique, user_id uuid not null references account (id), opened_at timestamptz not null, expires_at timestamptz not null)`,
  `create index session_of on session (user_id)`,
  `create index session_expires on session (expires_at)`,
  `create table feed_key (id uuid primary key, name text not null, secret_hash text not null, issued_at timestamptz not null, issued_by uuid not null, revoked_at timestamptz)`,
  `create unique index feed_key_name on feed_key (name) where revoked_at is null`,
  `create table credential (
    id uuid primary key, name text not null, area text not null, public_key text not null unique,
    issued_at timestamptz not null, issued_by uuid not null, revoked_at timestamptz)`,
  `create unique index credential_name on credential (name) where revoked_at is null`,
];

/** Accounts, grants, sessions, feed keys and dashboards' credentials. */
export class Identity1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { for (const sql of SQL) await runner.query(sql); }
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['credential', 'feed_key', 'session', 'held_grant', 'account']) await runner.query(`drop table ${table}`);
  }
}
