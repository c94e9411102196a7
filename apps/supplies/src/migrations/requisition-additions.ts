import { itemAdditions } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who signed a level beside its issuer; what a lift order lifts. */
export class RequisitionAdditions1763900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query(itemAdditions('requisition')); }
  async down(): Promise<void> { throw new Error('what was signed is not taken back'); }
}
