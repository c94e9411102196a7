import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often and when last a person called an order's addressee again. */
export class OrderReminders1763900000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query('alter table orders add reminders int not null default 0, add reminded_at timestamptz'); }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
