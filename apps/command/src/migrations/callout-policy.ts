import type { MigrationInterface, QueryRunner } from 'typeorm';

const SQL = [
  `create table callout_policy (one boolean primary key default true check (one), automatic text[] not null, hop_minutes jsonb not null, set_by uuid not null, set_at timestamptz not null, version int not null)`,
  // a campaign keeps the limit it began with; those that run already began with the defaults
  `alter table callout add automatic boolean not null default false, add hop_minutes int`,
  `update callout set hop_minutes = least(case colour when 'RED' then 10 when 'ORANGE' then 20 else 30 end, case level when 'I' then 10 when 'II' then 20 else 30 end)`,
  `alter table callout alter hop_minutes set not null`,
  `create index callout_warning on callout (warning_id) where warning_id is not null`,
];

/** Which warnings call by themselves, and how long one person may be silent. */
export class CalloutPolicy1763900020101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { for (const sql of SQL) await runner.query(sql); }
  async down(): Promise<void> { throw new Error('what was set is kept'); }
}
