import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Areas of a decision where a level was raised already, while it waits over the rest. */
export class DecisionParts1763900031102 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('alter table decision add raised_areas text[]'); }
  async down(runner: QueryRunner): Promise<void> { await runner.query('alter table decision drop raised_areas'); }
}
