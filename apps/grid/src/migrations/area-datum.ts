import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a ring was drawn in before it became WGS84. */
export class AreaDatum1763900000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('alter table area add source_datum text'); }
  async down(): Promise<void> { throw new Error('areas are closed, never dropped'); }
}
