import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People whom no register names, by who moved them and where: the newest number of each counts. */
export class EvacuationCount1764010000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table evacuation_count (evacuation_id uuid not null, area text not null, by uuid not null, n int not null check (n >= 0), at timestamptz not null, received_at timestamptz not null, note text, primary key (evacuation_id, area, by))`);
  }
  async down(): Promise<void> { throw new Error('ledgers are kept'); }
}
