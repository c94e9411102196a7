import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether an account's user name is stated in the journal; those opened before are stated at the next start. */
export class AccountNames1763990004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('alter table account add named boolean not null default false'); }
  async down(): Promise<void> { throw new Error('accounts are closed, never dropped'); }
}
