import type { Measure } from '@xunling/contracts';
import type { Item } from './item.js';
import { areaIndexes } from './scope.js';

export const COLUMNS = `no::text as no, id, order_id, incident_id, area, addressee_id, addressee_name, measure, scope, force, level, site_id, text_zh, text_en, evidence_asked,
  holder_id, deputy_id, issued_by, signed_by, lifts, due, opened_at, state, version, acknowledged, executing, reported, verified, rounds, turns, handed_back, ended`;

export interface ItemRow {
  no: string; id: string; order_id: string; incident_id: string; area: string; addressee_id: string; addressee_name: string; measure: Measure; scope: Item['scope'] | null; force: string | null; level: string | null;
  site_id: string | null; text_zh: string; text_en: string; evidence_asked: 'photo' | 'none'; holder_id: string; deputy_id: string | null; issued_by: string; signed_by: string[] | null; lifts: string | null; due: Item['due'];
  opened_at: Date; state: Item['state']; version: number; acknowledged: Item['acknowledged'] | null; executing: Item['executing'] | null; reported: Item['reported'] | null;
  verified: Item['verified'] | null; rounds: Item['rounds']; turns: Item['turns'] | null; handed_back: Item['handedBack'] | null; ended: Item['ended'] | null;
}

/** Drops nulls: an absent field is absent. */
const present = <T extends object>(value: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null && v !== undefined)) as never;

export const itemOf = (r: ItemRow): Item => ({
  id: r.id, orderId: r.order_id, incidentId: r.incident_id, area: r.area, addresseeId: r.addressee_id, addresseeName: r.addressee_name, measure: r.measure, textZh: r.text_zh, textEn: r.text_en,
  evidenceAsked: r.evidence_asked, holderId: r.holder_id, issuedBy: r.issued_by, due: r.due, openedAt: r.opened_at.toISOString(), state: r.state, version: r.version, rounds: r.rounds,
  ...present({ scope: r.scope, force: r.force, level: r.level, siteId: r.site_id, deputyId: r.deputy_id, signedBy: r.signed_by, lifts: r.lifts, acknowledged: r.acknowledged, executing: r.executing, reported: r.reported, verified: r.verified, turns: r.turns, handedBack: r.handed_back, ended: r.ended }),
} as Item);

/** Table of one noun; lists are keyset-paged by `no` within an area prefix, a holder or all. */
export const itemTable = (table: string): string => `
create table ${table} (
  no bigint generated always as identity unique,
  id uuid primary key,
  order_id uuid not null unique,
  incident_id uuid not null,
  area text not null,
  addressee_id uuid not null,
  addressee_name text not null,
  measure text not null,
  force text,
  level text,
  site_id uuid,
  text_zh text not null,
  text_en text not null,
  evidence_asked text not null,
  holder_id uuid not null,
  deputy_id uuid,
  issued_by uuid not null,
  due jsonb not null,
  opened_at timestamptz not null,
  state text not null check (state in ('open','acknowledged','executing','reported','returned','verified','ended')),
  version int not null,
  acknowledged jsonb,
  executing jsonb,
  reported jsonb,
  verified jsonb,
  rounds jsonb not null default '[]',
  ended jsonb
) with (fillfactor = 70);
${areaIndexes(table)}
create index ${table}_holder on ${table} (holder_id, no);
create index ${table}_deputy on ${table} (deputy_id, no);
create index ${table}_site on ${table} (no) where site_id is not null;
-- what is under way is little beside what was ever done: lists by state stay short reads
create index ${table}_live on ${table} (no) where state not in ('verified', 'ended');
create table ${table}_end (order_id uuid primary key, reason text not null, replaced_by uuid);
`;

/** Who signed beside the issuer and may not verify either; the order whose measure this one lifts. */
export const itemAdditions = (table: string): string => `
alter table ${table} add signed_by uuid[], add lifts uuid;
create index ${table}_lifts on ${table} (lifts) where lifts is not null;
`;

/** Who had it before, and what was handed back and waits for the superior's answer: little beside what is under way, so that list is short. */
export const itemTurns = (table: string): string => `
alter table ${table} add turns jsonb, add handed_back jsonb, drop constraint ${table}_state_check,
  add constraint ${table}_state_check check (state in ('open','acknowledged','executing','reported','returned','verified','handed-back','ended'));
create index ${table}_handed_back on ${table} (no) where state = 'handed-back';
`;

/** 停工, 停课, 停业 or 停运, of orders that stop an activity. */
export const itemScope = (table: string): string => `alter table ${table} add scope text;`;
