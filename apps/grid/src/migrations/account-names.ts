import type { MigrationInterface, QueryRunner } from 'typeorm';

/** User names of accounts as the gateway states them: files name people by them. */
export class AccountNames1763990000103 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table known_account (user_id uuid primary key, username text not null unique, closed boolean not null default false)');
  }
  async down(): Promise<void> { throw new Error('read again from the stream'); }
}
