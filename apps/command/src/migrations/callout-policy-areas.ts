import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A street's own settings beside those of the zone: '' is the zone. */
export class CalloutPolicyAreas1763900025004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table callout_policy drop constraint callout_policy_pkey, drop column one, add area text not null default '', add gone boolean not null default false, add primary key (area)`);
  }
  async down(): Promise<void> { throw new Error('what was set is kept'); }
}
