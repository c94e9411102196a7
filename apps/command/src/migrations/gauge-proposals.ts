import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Levels whose conditions gauges meet now, by street. */
export class GaugeProposals1763900020102 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('create table gauge_proposal (area text not null, level text not null, plan_version text not null, since timestamptz not null, primary key (area, level))'); }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
