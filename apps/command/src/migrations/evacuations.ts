import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Evacuations as grid told them: whom they hold away stands on the stand-down list until they are closed. Persons stay with the grid. */
export class Evacuations1763900025106 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table evacuation (
      pos bigint generated always as identity unique, id uuid primary key, area text not null, site_id uuid, cause text not null, ordered boolean not null default false,
      state text not null check (state in ('open', 'lifted', 'closed')), opened_at timestamptz not null, version int not null
    )`);
    await runner.query("create index evacuation_running on evacuation (pos) where state <> 'closed'");
    await runner.query(`create table evacuation_ledger (
      id uuid primary key, evacuation_id uuid not null, area text not null, planned int not null, waiting int not null, away int not null, allowed int not null, home int not null default 0, version int not null
    )`);
    await runner.query('create index evacuation_ledger_of on evacuation_ledger (evacuation_id)');
  }
  async down(): Promise<void> { throw new Error('who is away is counted until they are back'); }
}
