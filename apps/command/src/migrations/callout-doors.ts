import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was found at the door of whom no call reached. */
export class CalloutDoors1763900000252 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('alter table callout_row add door jsonb'); }
  async down(): Promise<void> { throw new Error('who was told at the door is kept'); }
}
