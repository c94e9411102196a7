import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 停工, 停课, 停业 or 停运, of what stops an activity. */
export class OrderScopes1763900022011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('alter table orders add scope text; alter table ground_measure add scope text'); }
  async down(): Promise<void> { throw new Error('what was ordered is not taken back'); }
}
