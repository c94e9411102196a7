import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a grid's ledger stood each time command learned of it, so that a report counts the same for an instant whenever it is asked; and when command learned of an evacuation's beginning and end. */
export class EvacuationFacts1763900029101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table evacuation_fact (
      ledger_id uuid not null, version int not null, evacuation_id uuid not null, known_at timestamptz not null, planned int not null, waiting int not null, moved int not null, sheltered int not null, refused int not null, primary key (ledger_id, version)
    )`);
    await runner.query('create index evacuation_fact_of on evacuation_fact (evacuation_id, known_at)');
    await runner.query('alter table evacuation add begun_known timestamptz, add closed_known timestamptz');
    // what was folded before is known from now on: reports of the past keep their figures
    await runner.query('insert into evacuation_fact select id, version, evacuation_id, now(), planned, waiting, away + allowed, 0, 0 from evacuation_ledger');
    await runner.query("update evacuation set begun_known = now(), closed_known = case when state = 'closed' then now() end");
  }
  async down(): Promise<void> { throw new Error('a report counts for its instant'); }
}
