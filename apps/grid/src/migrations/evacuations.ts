import { areaIndexes } from '@xunling/addressee';
import { noCounts } from '@xunling/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists that ask for what is open only, in the forms `withinAny` asks for. */
const openIndexes = (table: string, only: string): string => `
create index ${table}_only_street on ${table} (substr(area, 1, 9), no) where ${only};
create index ${table}_only_community on ${table} (substr(area, 1, 12), no) where ${only};
create index ${table}_only_grid on ${table} (substr(area, 1, 15), no) where ${only};
`;

const REGISTER = `
create table household (
  no bigint generated always as identity unique, id uuid primary key, code text not null, area text not null, site_id uuid, head text not null, phone text not null, address text not null, needs text,
  lacks text[] not null, persons int not null, vulnerable int not null, closed_at timestamptz, version int not null
);
create unique index household_code on household (code) where closed_at is null;
create index household_site on household (site_id) where site_id is not null;
${openIndexes('household', 'closed_at is null')}
create index household_lacking_street on household (substr(area, 1, 9), no) where closed_at is null and lacks <> '{}';
create index household_lacking_community on household (substr(area, 1, 12), no) where closed_at is null and lacks <> '{}';
create index household_lacking_grid on household (substr(area, 1, 15), no) where closed_at is null and lacks <> '{}';
create table at_risk_person (no bigint generated always as identity primary key, id uuid not null unique, household_id uuid not null, name text not null, vulnerable text[] not null);
create index at_risk_person_household on at_risk_person (household_id, no);
create table five_for_one (household_id uuid not null, role text not null, name text not null, phone text not null, primary key (household_id, role));
create table unmasking (no bigint generated always as identity primary key, id uuid not null unique, household_id uuid not null, purpose text not null, by uuid not null, at timestamptz not null);
create table outside_place (no bigint generated always as identity unique, list_id uuid not null, scope text not null, source text not null, kind text not null, name text not null, key text not null, area text not null);
create index outside_place_list on outside_place (source, scope);
create index outside_place_street on outside_place (substr(area, 1, 9), no);
create table site_plan (site_id uuid primary key, persons int not null, shelter_id uuid not null, note text, by uuid not null, at timestamptz not null, version int not null);
create table gap (no bigint generated always as identity unique, day text not null, gap text not null, kind text, name text not null, area text not null, site_id uuid, household_id uuid, source text);
create index gap_page on gap (day, no);
create index gap_street on gap (day, substr(area, 1, 9), no);
create table gap_day (day text primary key, at timestamptz not null);
`;
const LEDGER = `
create table evacuation (
  no bigint generated always as identity unique, id uuid primary key, area text not null, site_id uuid, cause text not null, reason text, state text not null, opened_by uuid, opened_at timestamptz not null,
  safe_at timestamptz, lifted_at timestamptz, closed_at timestamptz, version int not null
);
${areaIndexes('evacuation')}
create table evacuation_order (order_id uuid primary key, evacuation_id uuid not null, ended_at timestamptz);
create index evacuation_order_of on evacuation_order (evacuation_id);
create table evacuation_ledger (id uuid primary key, evacuation_id uuid not null, area text not null, ${Object.keys(noCounts()).map((k) => `"${k}" int not null default 0`).join(', ')}, version int not null, unique (evacuation_id, area));
create index evacuation_ledger_area on evacuation_ledger (area);
create table evacuation_household (no bigint generated always as identity primary key, evacuation_id uuid not null, household_id uuid not null, area text not null, unique (evacuation_id, household_id));
create index evacuation_household_page on evacuation_household (evacuation_id, no);
create index evacuation_household_community on evacuation_household (evacuation_id, substr(area, 1, 12), no);
create index evacuation_household_grid on evacuation_household (evacuation_id, area, no);
create table evacuee (
  evacuation_id uuid not null, person_id uuid not null, household_id uuid not null, hh bigint not null, area text not null, state text not null, shelter_id uuid, moved_by uuid, received_by uuid, said_by uuid, verified_by uuid, home_at timestamptz,
  at timestamptz not null, open boolean not null, primary key (evacuation_id, person_id)
);
create unique index evacuee_once on evacuee (person_id) where open;
create index evacuee_household on evacuee (evacuation_id, household_id);
create index evacuee_grid on evacuee (evacuation_id, area, state);
create index evacuee_state on evacuee (evacuation_id, state, hh);
create table evacuation_step (no bigint generated always as identity primary key, evacuation_id uuid not null, household_id uuid not null, act text not null, person_ids uuid[] not null, shelter_id uuid, note text, by uuid, at timestamptz not null, received_at timestamptz not null, late boolean not null);
create index evacuation_step_of on evacuation_step (evacuation_id, household_id, no);
create table evacuation_task (
  no bigint generated always as identity unique, id uuid primary key, evacuation_id uuid not null, household_id uuid not null, kind text not null, area text not null, count int not null, assignee_id uuid, state text not null,
  opened_at timestamptz not null, done_at timestamptz, outcome text, note text, by uuid, version int not null
);
create unique index evacuation_task_once on evacuation_task (evacuation_id, household_id, kind) where state = 'open';
${areaIndexes('evacuation_task')}
${openIndexes('evacuation_task', "state = 'open'")}
create index evacuation_task_mine on evacuation_task (assignee_id, no);
`;
const SHELTERS = `
create table shelter (
  no bigint generated always as identity unique, id uuid primary key, area text not null, name text not null, name_en text not null, kind text not null, lon double precision not null, lat double precision not null, source_datum text,
  built int not null, capacity int not null, zones jsonb not null, reason text, contact text not null, phone text not null, arrivals int not null, departures int not null, assigned int not null, closed_at timestamptz, version int not null,
  constraint shelter_never_over check (arrivals - departures + assigned <= capacity and departures <= arrivals and capacity <= built)
);
${areaIndexes('shelter')}
create table shelter_stay (
  no bigint generated always as identity unique, id uuid primary key, shelter_id uuid not null, person_id uuid not null, evacuation_id uuid not null, area text not null, zone text not null, state text not null,
  assigned_at timestamptz, arrived_at timestamptz, departed_at timestamptz, by uuid not null
);
create unique index shelter_stay_present on shelter_stay (person_id) where state = 'present';
create unique index shelter_stay_assigned on shelter_stay (person_id) where state = 'assigned';
create index shelter_stay_page on shelter_stay (shelter_id, no);
create index shelter_stay_state on shelter_stay (shelter_id, state, zone);
create index shelter_stay_evacuation on shelter_stay (evacuation_id) where state = 'present';
`;

/** At-risk register, evacuation ledgers, shelters. Personal data is in household, at_risk_person, five_for_one and shelter only. */
export class Evacuations1763950000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { for (const sql of [REGISTER, LEDGER, SHELTERS]) await runner.query(sql); }
  async down(): Promise<void> { throw new Error('ledgers are kept'); }
}
