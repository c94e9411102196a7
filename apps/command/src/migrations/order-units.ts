import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The unit of an addressee's post, as it was called when the order was issued. */
export class OrderUnits1763900027002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('alter table orders add addressee_unit text'); }
  async down(runner: QueryRunner): Promise<void> { await runner.query('alter table orders drop addressee_unit'); }
}
