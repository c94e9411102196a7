import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What those above said of an evacuation the ground began by itself; those before were begun with the measure of a site, and looked at there. */
export class EvacuationReviews1764200000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table evacuation add review jsonb, add review_due timestamptz');
    await runner.query('create index evacuation_review_due on evacuation (review_due) where review_due is not null');
  }
  async down(): Promise<void> { throw new Error('ledgers are kept'); }
}
