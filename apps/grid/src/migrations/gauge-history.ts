import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What one gauge was above, newest first. */
export class GaugeHistory1764010000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('create index gauge_item_of on gauge_item (gauge_id, no)'); }
  async down(runner: QueryRunner): Promise<void> { await runner.query('drop index gauge_item_of'); }
}
