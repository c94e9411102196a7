import { itemTurns } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From whom to whom it went, and what was handed back. */
export class DutyTurns1763960012001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query(itemTurns('duty')); }
  async down(): Promise<void> { throw new Error('who had it is not taken back'); }
}
