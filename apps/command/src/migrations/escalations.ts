import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Silence that climbed, by the person it climbed to, and the messages that say so. */
export class Escalations1763900025206 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table escalation (
      pos bigint generated always as identity unique, id uuid primary key, order_id uuid not null, area text not null, street text not null, stage text not null, step smallint not null, told text not null, user_id uuid not null,
      by_user uuid, reason text, at timestamptz not null, acknowledged_at timestamptz, note text, unique (order_id, user_id, stage)
    )`);
    await runner.query('create index escalation_open on escalation (user_id, pos) where acknowledged_at is null');
    await runner.query(`create table escalation_message (
      id uuid primary key, user_id uuid not null, channel text not null, orders int not null, text_zh text not null, text_en text not null, at timestamptz not null, state text not null check (state in ('queued', 'accepted', 'failed', 'suppressed')),
      due_at timestamptz, accepted_at timestamptz, failures int not null default 0, reason text
    )`);
    await runner.query("create index escalation_message_due on escalation_message (due_at) where state = 'queued'");
    await runner.query("create index escalation_message_handed on escalation_message (user_id, accepted_at) where state in ('queued', 'accepted')");
  }
  async down(): Promise<void> { throw new Error('who was told is kept'); }
}
