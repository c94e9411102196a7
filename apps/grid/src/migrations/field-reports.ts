import { areaIndexes } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 险情报告: reports, what was said of each (only grows), what was done, which may be one need. Person records name the report they come from. */
export class FieldReports1763990000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table report (
      no bigint generated always as identity unique, id uuid primary key, kind text not null, area text not null, state text not null, need_id uuid not null, by uuid not null, channel text not null, source text,
      lon double precision, lat double precision, source_datum text, cell bigint, no_position text, outside boolean not null, support jsonb, occurred_at timestamptz not null, received_at timestamptz not null,
      suspects int not null, disputes text[] not null, version int not null
    )`);
    await runner.query(areaIndexes('report'));
    // duplicates: nine cells and an hour around a report, never the table
    await runner.query('create index report_near on report (kind, cell, occurred_at) where cell is not null');
    await runner.query('create index report_need on report (need_id)');
    await runner.query('create index report_by on report (by, no)');
    await runner.query('create index report_kind on report (kind, no)');
    await runner.query('create index report_state on report (state, no)');
    await runner.query("create index report_open on report (kind, no) where state <> 'closed'");
    await runner.query("create index report_disputed on report (no) where disputes <> '{}'");
    await runner.query('create index report_suspected on report (no) where suspects > 0');
    await runner.query(`create table report_entry (
      no bigint generated always as identity primary key, id uuid not null unique, report_id uuid not null, corrects uuid, text text not null, source text, confidence text not null, channel text not null,
      depth_cm int, people int, passage text, evidence jsonb not null, by uuid not null, occurred_at timestamptz not null, received_at timestamptz not null, device_at timestamptz
    )`);
    await runner.query('create index report_entry_of on report_entry (report_id, no)');
    await runner.query('create table report_step (no bigint generated always as identity primary key, report_id uuid not null, act text not null, more jsonb not null, by uuid not null, at timestamptz not null)');
    await runner.query('create index report_step_of on report_step (report_id, no)');
    await runner.query('create table report_pair (a uuid not null, b uuid not null, state text not null, metres int, minutes int, at timestamptz not null, primary key (a, b), check (a < b))');
    await runner.query('create index report_pair_b on report_pair (b)');
    await runner.query('create table report_settlement (no bigint generated always as identity primary key, entry_id uuid not null, field text not null, reason text not null, by uuid not null, at timestamptz not null)');
    await runner.query('create index report_settlement_of on report_settlement (entry_id)');
    await runner.query('alter table casualty add column report_id uuid');
    await runner.query('create index casualty_report on casualty (report_id) where report_id is not null');
    await runner.query('create index casualty_step_at on casualty_step (at)');
    await runner.query('create table casualty_explanation (no bigint generated always as identity primary key, id uuid not null, area text not null, text text not null, dead int not null, missing int not null, injured int not null, by uuid not null, at timestamptz not null)');
    await runner.query('create index casualty_explanation_of on casualty_explanation (area, no)');
  }
  async down(): Promise<void> { throw new Error('what was reported is kept'); }
}
