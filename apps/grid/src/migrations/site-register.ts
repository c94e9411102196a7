import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Drafts may lack owner and threshold; `board` is where a site stands on the closure board, kept beside it so that the board is one index range. */
const SITE = `
alter table site alter owner drop not null, alter close_at_cm drop not null,
  add state text not null default 'published' check (state in ('draft', 'published', 'withdrawn')),
  add clear_at_cm int, add closure_distance_m int, add sensors text[] not null default '{}', add contacts jsonb not null default '[]', add evacuation_plan boolean not null default false, add source_datum text,
  add board smallint not null default 5, add shown text not null default 'open', add flooded boolean not null default false, add depth_cm int, add depth_at timestamptz, add depth_source text;
create index site_board on site (board, no) where state = 'published';
create index site_board_street on site (substr(area, 1, 9), board, no) where state = 'published';
create index site_gaps on site (no) where state <> 'withdrawn' and (owner is null or close_at_cm is null or not evacuation_plan or contacts = '[]');
create unique index site_once on site (area, kind, name) where state <> 'withdrawn';
create table site_step (no bigint generated always as identity primary key, site_id uuid not null, act text not null, by uuid, at timestamptz not null, reason text, changed text[] not null default '{}');
create index site_step_of on site_step (site_id, no);
`;

/** The register of sites with its states, contacts and history. */
export class SiteRegister1763960000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query(SITE); }
  async down(): Promise<void> { throw new Error('sites are withdrawn, never deleted'); }
}
