import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Levels Ⅱ and Ⅰ that wait for both seats without a warning behind them. */
export class LevelProposals1763900000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table level_proposal (
      id uuid primary key, level text not null, areas text[] not null, plan_version text not null, reason text not null, incident_id uuid, by uuid not null, at timestamptz not null, lapses_at timestamptz not null,
      state text not null, signatures jsonb not null, order_set_id uuid, version int not null
    )`);
    await runner.query("create index level_proposal_open on level_proposal (lapses_at) where state = 'open'");
    await runner.query('create index level_proposal_newest on level_proposal (at desc)');
  }
  async down(): Promise<void> { throw new Error('what was proposed is kept'); }
}
