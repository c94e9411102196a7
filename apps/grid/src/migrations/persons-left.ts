import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is taken off the register stays in the ledgers they were on, and is listed no more. */
export class PersonsLeft1764200000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('alter table at_risk_person add left_at timestamptz'); }
  async down(): Promise<void> { throw new Error('the register is kept'); }
}
