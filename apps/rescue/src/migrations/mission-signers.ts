import { itemSigners } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who signed a level beside its issuer. */
export class MissionSigners1763900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query(itemSigners('mission')); }
  async down(): Promise<void> { throw new Error('what was signed is not taken back'); }
}
