import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Several incidents run at once, each over its areas; a set remembers what was drawn for it. */
export class ManyIncidents1763900000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop index incident_one_open');
    await runner.query('alter table incident add areas text[]');
    await runner.query('update incident set areas = array[zone]');
    await runner.query('alter table incident alter areas set not null');
    await runner.query("create index incident_open on incident (zone, opened_at) where state = 'open'");
    await runner.query('alter table order_set add ring text[]');
  }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
