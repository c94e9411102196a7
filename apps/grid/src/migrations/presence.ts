import { areaIndexes } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
create table station (
  no bigint generated always as identity unique, id uuid primary key, area text not null, force text not null, post_id uuid not null, duty_id uuid not null, incident_id uuid not null,
  required boolean not null, issued_at timestamptz not null, since timestamptz not null, due_at timestamptz not null, first_at timestamptz, first_late boolean not null default false, missed_at timestamptz, version int not null,
  presence_id uuid, present_by uuid, present_from timestamptz, proof text, distance_m int, present_late boolean, offered_to uuid, last_until timestamptz,
  unique (area, force)
) with (fillfactor = 70);
${areaIndexes('station')}
create index station_duty on station (duty_id);
create index station_due on station (due_at) where required and first_at is null and missed_at is null and presence_id is null;
create table presence (
  no bigint generated always as identity primary key, id uuid not null unique, station_id uuid not null, post_id uuid not null, duty_id uuid not null, by uuid not null, begun timestamptz not null, until timestamptz,
  proof text not null, distance_m int, position jsonb, no_position_reason text, late boolean not null, ended text, relieved_by uuid, note text, check (until is null or until >= begun)
);
create index presence_station on presence (station_id, no);
-- nobody is on one post twice at once, whoever writes
create unique index presence_open on presence (station_id) where until is null;
create table stood_down (incident_id uuid not null, area text not null, at timestamptz not null, primary key (incident_id, area));
`;

/** Who must be on post, who is, and who was from when to when. */
export class Presence1763960012002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query(TABLES); }
  async down(): Promise<void> { throw new Error('who was on post is kept'); }
}
