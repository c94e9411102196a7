import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A lift order names what it lifts; a measure has one lift order at a time. What stands is found without looking through what was ever ordered. */
export class OrderLifts1763900000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table orders add lifts uuid, add lifted_at timestamptz');
    await runner.query(`create unique index orders_one_lift on orders (lifts) where lifts is not null and state <> 'withdrawn'`);
    await runner.query(`create index orders_in_force on orders (pos) where force is null and lifts is null and lifted_at is null and state not in ('withdrawn', 'superseded')`);
    await runner.query('alter table incident add closed_by uuid, add closed_reason text');
  }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
