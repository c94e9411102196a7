import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which tests of the calendar were begun. */
export class ContactTests1763900000253 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('create table contact_test (due_at timestamptz primary key)'); }
  async down(): Promise<void> { throw new Error('what was tested is kept'); }
}
