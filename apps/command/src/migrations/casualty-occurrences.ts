import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a person record says it happened: by that it belongs to the incident of its time. Of records from before it is not known, and they go by when command learned of them. */
export class CasualtyOccurrences1763900030501 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('alter table casualty_fact add occurred_at timestamptz'); }
  async down(): Promise<void> { throw new Error('what was known is kept'); }
}
