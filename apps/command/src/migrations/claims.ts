import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What sources say, and who settled which of it holds; neither is ever changed. */
export class Claims1763900000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table claim (
      id uuid primary key, incident_id uuid not null, subject text not null, value text not null, source text not null, confidence text not null, at timestamptz not null, received_at timestamptz not null, by uuid not null
    )`);
    await runner.query('create index claim_incident on claim (incident_id, received_at)');
    await runner.query('create table claim_settlement (pos bigint generated always as identity primary key, incident_id uuid not null, subject text not null, claim_id uuid not null, reason text not null, by uuid not null, at timestamptz not null)');
    await runner.query('create index claim_settlement_incident on claim_settlement (incident_id, at)');
  }
  async down(): Promise<void> { throw new Error('what was said is kept'); }
}
