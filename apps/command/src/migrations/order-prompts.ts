import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reminders before a deadline: after which share of an arrow's time, which were sent, and since when the present deadlines run. */
export class OrderPrompts1763900025001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table orders add prompt_share float8 not null default ${2 / 3}, add prompted smallint not null default 0, add prompted_at timestamptz, add since timestamptz`);
  }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
