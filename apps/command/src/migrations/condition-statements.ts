import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The latest word of a person on each condition that no gauge measures, by area; the journal keeps the earlier ones. */
export class ConditionStatements1763900027001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table condition_statement (code text not null, area text not null, holds boolean not null, by uuid not null, at timestamptz not null, until timestamptz not null, primary key (code, area))');
  }
  async down(runner: QueryRunner): Promise<void> { await runner.query('drop table condition_statement'); }
}
