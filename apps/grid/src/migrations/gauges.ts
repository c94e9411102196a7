import { areaIndexes } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

// Values are canonical: mm for rain and radar, cm for depth and level.
const TABLES = `
create table gauge (
  no bigint generated always as identity unique, id uuid primary key, station text not null, parameter text not null, unit text not null, area text not null, name text not null, name_en text not null,
  lon float8 not null, lat float8 not null, source_datum text, site_id uuid, every_minutes int not null, levels jsonb not null, lowest float8 not null, highest float8 not null, jump float8 not null,
  valid_from timestamptz not null, valid_to timestamptz, version int not null
);
create unique index gauge_station on gauge (station, parameter) where valid_to is null;
create index gauge_site on gauge (site_id) where site_id is not null and valid_to is null;
${areaIndexes('gauge')}
create table gauge_now (
  gauge_id uuid primary key references gauge (id), value float8, at timestamptz, received_at timestamptz, heard_at timestamptz, held_at timestamptz, doubt text,
  severity smallint not null default 0, quiet boolean not null default false, version int not null default 0
) with (fillfactor = 60);
create table reading (
  gauge_id uuid not null, at timestamptz not null, value float8, quality text, doubt text, ruling text, severity smallint not null default 0, received_at timestamptz not null, feed text not null, primary key (gauge_id, at)
) with (fillfactor = 90);
create index reading_age on reading using brin (received_at);
create table reading_hold (
  no bigint generated always as identity unique, gauge_id uuid not null, area text not null, at timestamptz not null, value float8 not null, doubt text not null, state text not null, received_at timestamptz not null,
  by uuid, reason text, ruled_at timestamptz, primary key (gauge_id, at)
);
${areaIndexes('reading_hold')}
create index reading_hold_open on reading_hold (no) where state = 'held';
create table gauge_item (
  no bigint generated always as identity unique, id uuid primary key, gauge_id uuid not null, area text not null, site_id uuid, severity smallint not null, peak float8 not null, peak_at timestamptz not null, value float8 not null, at timestamptz not null,
  count int not null, opened_at timestamptz not null, cleared_at timestamptz, version int not null
);
create unique index gauge_item_open on gauge_item (gauge_id) where cleared_at is null;
${areaIndexes('gauge_item')}
create table gauge_item_step (no bigint generated always as identity primary key, item_id uuid not null, act text not null, severity smallint not null, value float8 not null, at timestamptz not null, known_at timestamptz not null);
create index gauge_item_step_of on gauge_item_step (item_id, no);
create table area_silence (no bigint generated always as identity unique, id uuid primary key, area text not null, silent int not null, sources int not null, since timestamptz not null, until timestamptz, version int not null);
create unique index area_silence_open on area_silence (area) where until is null;
create table site_water (site_id uuid primary key, state text not null, version int not null);
create table stray_source (station text not null, parameter text not null, reason text not null, unit text not null, feed text not null, value float8, at timestamptz not null, n bigint not null, first_at timestamptz not null, last_at timestamptz not null, primary key (station, parameter, reason));
`;

/** The register of gauges, what they read, what is held, items above levels, silence; readings are pruned by age (reading.ticker), all else stays. */
export class Gauges1763960000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query(TABLES); }
  async down(): Promise<void> { throw new Error('what was measured is kept'); }
}
