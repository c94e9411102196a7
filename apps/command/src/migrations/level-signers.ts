import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who signs which level, once the zone set it. */
export class LevelSigners1763900025306 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table level_signers (one boolean primary key default true check (one), signers jsonb not null, set_by uuid not null, set_at timestamptz not null, version int not null)');
  }
  async down(): Promise<void> { throw new Error('what was set is kept'); }
}
