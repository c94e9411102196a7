import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An order may be broken down: its parts name it, and how much of it each is. */
export class OrderParts1763900000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table orders add parent_id uuid, add quantity double precision, add unit text, add parts int not null default 0');
    await runner.query('create index orders_parent on orders (parent_id) where parent_id is not null');
  }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
