import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The life of a plan version: who wrote, approved and countersigned it, every act, every waiver. What is published cannot be rewritten, not even by SQL. */
export class PlanCycle1763900000112 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table plan_version add pos bigint generated always as identity unique, add authors jsonb not null default '[]', add approved_by jsonb, add countersigned_by jsonb,
      add trail jsonb not null default '[]', add waivers jsonb not null default '[]'`);
    await runner.query('create index plan_version_plan on plan_version (plan_id, pos)');
    await runner.query('create index level_change_incident on level_change (incident_id, pos)');
    await runner.query(`create function plan_version_keep() returns trigger language plpgsql as $$
      begin
        if old.state in ('published', 'retired') and (new.document is distinct from old.document or new.digest <> old.digest or new.state not in ('published', 'retired')) then
          raise exception 'plan version % is immutable', old.plan_version;
        end if;
        return new;
      end $$`);
    await runner.query('create trigger plan_version_keep before update on plan_version for each row execute function plan_version_keep()');
  }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
