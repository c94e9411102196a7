import { areaIndexes, evidenceTable, itemTable } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
create table area (
  code text collate "C" primary key, kind text not null, name text not null, name_en text not null, parent text, home_node text not null,
  ring jsonb not null, datum text not null, valid_from timestamptz not null, valid_to timestamptz, version int not null
);
create index area_kind on area (kind, code);
create table post (
  id uuid primary key, no bigint generated always as identity unique, area text not null, name text not null, name_en text not null,
  force text, kind text not null, site_id uuid, version int not null
);
${areaIndexes('post')}
create table holding (
  post_id uuid not null references post (id), holder_id uuid, deputy_id uuid, since timestamptz not null, until timestamptz,
  primary key (post_id, since)
);
create unique index holding_now on holding (post_id) where until is null;
create table site (
  id uuid primary key, no bigint generated always as identity unique, area text not null, name text not null, name_en text not null, kind text not null,
  owner text not null, close_at_cm int not null, lon double precision not null, lat double precision not null, keeper_post_id uuid, version int not null
);
${areaIndexes('site')}
`;

/** Area tree, posts and their holders, sites, duties, evidence. */
export class Grid1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(itemTable('duty'));
    await runner.query(evidenceTable);
  }
  async down(): Promise<void> { throw new Error('areas, posts and duties are closed, never dropped'); }
}
