import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A credential and its successor share a name while they overlap; one of them has no end. */
export class CredentialRotation1763900003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table credential add expires_at timestamptz');
    await runner.query('drop index credential_name');
    await runner.query('create unique index credential_name on credential (name) where revoked_at is null and expires_at is null');
    await runner.query('create index credential_expiry on credential (expires_at) where revoked_at is null and expires_at is not null');
  }
  async down(): Promise<void> { throw new Error('credentials are revoked, never dropped'); }
}
