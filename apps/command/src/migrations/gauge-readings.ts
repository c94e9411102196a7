import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a reading's verdict was last given: an older one never goes over a newer. Old readings are forgotten by age. */
export class GaugeReadings1763900020004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table observation add judged_at timestamptz');
    await runner.query('create index observation_age on observation using brin (received_at)');
  }
  async down(): Promise<void> { throw new Error('what was observed is kept'); }
}
