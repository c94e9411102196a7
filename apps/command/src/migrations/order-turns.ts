import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an order went to another person, and what was handed back and waits for the superior. */
export class OrderTurns1763900022001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table orders add passed_at timestamptz, add handed_back jsonb, add turn_version int not null default 0, add begun_version int not null default 0');
  }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
