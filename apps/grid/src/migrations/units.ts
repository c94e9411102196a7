import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The directory of units; closed ones stay. */
export class Units1763900000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table unit (no bigint generated always as identity unique, id uuid primary key, kind text not null, name text not null, name_en text not null, area text not null, posts uuid[] not null, valid_from timestamptz not null, valid_to timestamptz, version int not null)');
    await runner.query('create index unit_kind on unit (kind, no)');
    await runner.query('create unique index unit_name on unit (name, area) where valid_to is null');
  }
  async down(): Promise<void> { throw new Error('units are closed, never dropped'); }
}
