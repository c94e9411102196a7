import { itemScope } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an order stops, as everywhere an order is answered. */
export class DutyScope1763990000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query(itemScope('duty')); }
  async down(): Promise<void> { throw new Error('what was ordered is not taken back'); }
}
