import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Readings that triggers of plans look at. */
export class Observations1763900000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const columns = 'source text not null, element text not null, area text not null, value float8 not null, occurred_at timestamptz not null, every_minutes int not null, suspect boolean not null, received_at timestamptz not null';
    await runner.query(`create table observation (${columns}, primary key (source, element, occurred_at))`);
    await runner.query(`create table observation_source (${columns}, primary key (source, element))`);
  }
  async down(): Promise<void> { throw new Error('what was observed is kept'); }
}
