import { areaIndexes, evidenceTable, itemTable } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
create table depot (
  id uuid primary key, no bigint generated always as identity unique, area text not null, name text not null, name_en text not null,
  kind text not null, keeper_id uuid, deputy_id uuid, version int not null
);
${areaIndexes('depot')}`;

/** Depots, requisitions and the read copy of evidence records. */
export class Supplies1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(itemTable('requisition'));
    await runner.query(evidenceTable);
  }
  async down(): Promise<void> { throw new Error('depots and requisitions are closed, never dropped'); }
}
