import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Hospitals of the site register as command learned of them, version by version: a medical plan says what was known at its end. */
export class HospitalFacts1763900026002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table hospital_fact (site_id uuid not null, version int not null, area text not null, name text not null, owner text not null, withdrawn boolean not null, known_at timestamptz not null, primary key (site_id, version))');
  }
  async down(): Promise<void> { throw new Error('what was known is kept'); }
}
