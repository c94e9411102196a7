import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was counted when a callout ended stays as it was, and is not counted again for every reader. */
export class CalloutFigures1763900000251 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('alter table callout add figures jsonb'); }
  async down(): Promise<void> { throw new Error('figures of what ended are kept'); }
}
