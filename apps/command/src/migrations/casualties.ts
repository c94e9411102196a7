import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Person records as command learned of them; the records themselves are the grid's. */
export class Casualties1763900000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table casualty_fact (casualty_id uuid not null, version int not null, state text not null, street char(3) not null, known_at timestamptz not null, primary key (casualty_id, version))');
    await runner.query('create index casualty_fact_known on casualty_fact (known_at)');
  }
  async down(): Promise<void> { throw new Error('what was known is kept'); }
}
