import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a measure that was verified still holds, by what the ground says: the item versions of its last verification and of its last break. */
export class GroundHolds1763900031102 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table ground_hold (measure_id uuid primary key, verified int not null, broken int not null default 0)');
    await runner.query(`insert into ground_hold (measure_id, verified) select id, 1 from orders where state = 'verified' and lifted_at is null and lifts is null and force is null union all select id, version from ground_measure where state = 'verified' and lifted_at is null`);
  }
  async down(): Promise<void> { throw new Error('what was known is kept'); }
}
