import { areaIndexes } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Person records of dead, missing and injured; what was done to them only grows. */
export class Casualties1763900000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table casualty (
      no bigint generated always as identity unique, id uuid primary key, state text not null, area text not null, name text not null, mark text, source text not null, occurred_at timestamptz not null, received_at timestamptz not null, merged_into uuid, version int not null
    )`);
    await runner.query(areaIndexes('casualty'));
    await runner.query('create table casualty_step (no bigint generated always as identity primary key, casualty_id uuid not null, act text not null, more jsonb not null, by uuid not null, at timestamptz not null)');
    await runner.query('create index casualty_step_of on casualty_step (casualty_id, no)');
  }
  async down(): Promise<void> { throw new Error('person records are kept'); }
}
