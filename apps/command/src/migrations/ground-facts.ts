import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the ground closed by itself as command learned of it, step by step. What is there already counts from now on: reports of before are as they were. */
export class GroundFacts1763900026001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table ground_fact (measure_id uuid not null, version int not null, state text not null, known_at timestamptz not null, primary key (measure_id, version))');
    await runner.query('create index ground_fact_known on ground_fact (known_at)');
    await runner.query("insert into ground_fact (measure_id, version, state, known_at) select id, 0, state, now() from ground_measure union all select id, version, 'lifted', now() from ground_measure where lifted_at is not null");
  }
  async down(): Promise<void> { throw new Error('what was known is kept'); }
}
