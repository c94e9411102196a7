import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That a site has an evacuation plan is one fact, in the register; what the plan says is kept beside it and goes with it. */
export class SitePlans1763990000102 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('update site set evacuation_plan = true where id in (select site_id from site_plan)');
    await runner.query('alter table site_plan add constraint site_plan_site foreign key (site_id) references site (id)');
  }
  async down(): Promise<void> { throw new Error('plans are kept'); }
}
