import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rank of who issued an order, and what one person, team or place is under way with: what the conflict rule compares. */
export class OrderRanks1763900000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table orders add issuer_rank smallint not null default 2');
    await runner.query(`create index orders_busy_holder on orders (holder_id) where force is null and ${OPEN}`);
    await runner.query(`create index orders_busy_addressee on orders (addressee_id) where force is null and ${OPEN}`);
  }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
const OPEN = "state in ('issued', 'delivered', 'acknowledged', 'executing')";
