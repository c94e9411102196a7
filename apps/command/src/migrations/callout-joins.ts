import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Warnings of further issuers whose persons a running campaign calls already: one campaign, and which warnings it is for. */
export class CalloutJoins1763900025003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table callout_join (callout_id uuid not null, warning_id uuid not null, colour text not null, areas text[] not null, persons int not null, at timestamptz not null, primary key (callout_id, warning_id, colour))');
    await runner.query('create index callout_join_warning on callout_join (warning_id)');
  }
  async down(): Promise<void> { throw new Error('what was called for is kept'); }
}
