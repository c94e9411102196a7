import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A decision that gauges opened has no warning behind it: what they met is kept instead. */
export class ObservedDecisions1763900025002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table decision alter warning_id drop not null, alter colour drop not null, add observed jsonb');
  }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
