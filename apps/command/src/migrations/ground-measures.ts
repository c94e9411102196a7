import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the ground closed without an order, as grid told it: it stands on the stand-down list until it is lifted. */
export class GroundMeasures1763900020003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table ground_measure (
      pos bigint generated always as identity unique, id uuid primary key, area text not null, street text not null, site_id uuid not null, measure text not null, begun_by uuid not null, reason text not null, begun_at timestamptz not null,
      state text not null check (state in ('executing', 'reported', 'verified')), lifting boolean not null default false, lifted_at timestamptz, version int not null
    )`);
    await runner.query('create index ground_measure_in_force on ground_measure (pos) where lifted_at is null');
  }
  async down(): Promise<void> { throw new Error('what was closed is lifted, never forgotten'); }
}
