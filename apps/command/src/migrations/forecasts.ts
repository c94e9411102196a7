import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forecast ladder with its times, and the five-stage chain. */
export class Forecasts1763900000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table forecast_ladder (version int primary key, zone text not null, products jsonb not null, by uuid not null, since timestamptz not null)');
    await runner.query(`create table forecast (
      pos bigint generated always as identity unique, id uuid primary key, product text not null, issuer text not null, issued_at timestamptz not null, valid_from timestamptz not null, valid_to timestamptz not null, areas text[] not null,
      text_zh text not null, text_en text, received_at timestamptz not null, slot timestamptz not null, minutes_late int not null, supersedes uuid, superseded_by uuid, by uuid not null, receipt_due timestamptz, unique (product, issuer, issued_at)
    )`);
    await runner.query('create index forecast_product on forecast (product, pos)');
    await runner.query('create index forecast_receipt_due on forecast (receipt_due) where receipt_due is not null');
    await runner.query('create table forecast_receipt (forecast_id uuid not null, room text not null, by uuid not null, at timestamptz not null, primary key (forecast_id, room))');
    await runner.query('create table forecast_slot (product text not null, slot timestamptz not null, due_at timestamptz not null, forecast_id uuid, received_at timestamptz, alarmed_at timestamptz, primary key (product, slot))');
    await runner.query('create index forecast_slot_due on forecast_slot (due_at) where received_at is null and alarmed_at is null');
    await runner.query('create table forecast_watch (one boolean primary key default true check (one), until timestamptz not null)');
    await runner.query('create table five_stage_config (version int primary key, stages jsonb not null, by uuid not null, at timestamptz not null)');
    await runner.query('create table five_stage_chain (pos bigint generated always as identity unique, id uuid primary key, name text not null, season int not null, config int not null, stages jsonb not null, incident_id uuid, by uuid not null, begun_at timestamptz not null, version int not null)');
    await runner.query('create index five_stage_season on five_stage_chain (season, pos)');
    await runner.query('create table five_stage_output (pos bigint generated always as identity primary key, chain_id uuid not null, stage int not null, output_id text not null, input_id text, note text, by uuid not null, at timestamptz not null)');
    await runner.query('create index five_stage_output_chain on five_stage_output (chain_id, pos)');
  }
  async down(): Promise<void> { throw new Error('what was forecast is kept'); }
}
