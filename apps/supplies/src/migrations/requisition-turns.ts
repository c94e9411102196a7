import { itemTurns } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From whom to whom it went, and what was handed back. */
export class RequisitionTurns1763900012001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query(itemTurns('requisition')); }
  async down(): Promise<void> { throw new Error('who had it is not taken back'); }
}
