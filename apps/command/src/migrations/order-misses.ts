import type { MigrationInterface, QueryRunner } from 'typeorm';

const LATE = ['delivered', 'acknowledged', 'executing', 'reported', 'verified'].map((s) => `coalesce(done_${s} > due_${s}, false)`).join(' or ');

/** Orders of which a deadline was missed, also where it was answered late or the order ended since. */
export class OrderMisses1763900031502 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table orders add missed boolean not null default false');
    await runner.query(`update orders set missed = true where overdue <> 0 or ${LATE}`);
    await runner.query('create index orders_missed on orders (pos) where missed');
  }
  async down(runner: QueryRunner): Promise<void> { await runner.query('alter table orders drop missed'); }
}
