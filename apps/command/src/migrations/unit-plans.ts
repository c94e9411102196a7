import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which plan each unit has, and when it was drilled. */
export class UnitPlans1763900000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table unit_plan (pos bigint generated always as identity unique, id uuid primary key, unit_id uuid not null, kind text not null, title text not null, digest text not null, approved_at timestamptz not null, valid_until timestamptz not null, by uuid not null, at timestamptz not null)');
    await runner.query('create index unit_plan_newest on unit_plan (unit_id, kind, pos desc)');
    await runner.query('create table unit_drill (pos bigint generated always as identity primary key, unit_plan_id uuid not null, drilled_at timestamptz not null, note text not null, by uuid not null, at timestamptz not null)');
    await runner.query('create index unit_drill_plan on unit_drill (unit_plan_id, drilled_at)');
  }
  async down(): Promise<void> { throw new Error('plans of units are kept'); }
}
