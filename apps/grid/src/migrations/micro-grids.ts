import { cellIndex } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A list of a grid holds what lies in its micro-grids. */
export class MicroGrids1763900010001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { for (const table of ['duty', 'post', 'site', 'casualty']) await runner.query(cellIndex(table)); }
  async down(): Promise<void> { throw new Error('areas are closed, never dropped'); }
}
