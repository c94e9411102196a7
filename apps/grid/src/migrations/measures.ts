import { areaIndexes } from '@xunling/addressee';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
create table measure (
  no bigint generated always as identity unique, id uuid primary key, origin text not null check (origin in ('order', 'ground')), duty_id uuid, site_id uuid not null, area text not null, measure text not null, incident_id uuid,
  state text not null check (state in ('ordered', 'acknowledged', 'executing', 'executed', 'verified', 'under-patrol', 'lift-ordered', 'lifted', 'ended')), version int not null,
  ordered_at timestamptz not null, first_closed_at timestamptz, patrol_due timestamptz, review_due timestamptz, body jsonb not null
) with (fillfactor = 80);
${areaIndexes('measure')}
create index measure_live on measure (site_id) where state not in ('lifted', 'ended');
create index measure_site on measure (site_id, no);
create index measure_state on measure (state, no) where state not in ('lifted', 'ended');
create index measure_patrol_due on measure (patrol_due) where patrol_due is not null;
create index measure_review_due on measure (review_due) where review_due is not null;
create index measure_ordered on measure (ordered_at);
create unique index measure_once_on_ground on measure (site_id, measure) where origin = 'ground' and state not in ('lifted', 'ended');
create table statement (
  no bigint generated always as identity unique, id uuid primary key, site_id uuid not null, measure_id uuid, area text not null, claim text not null, source text not null, by uuid not null, place text not null,
  at timestamptz not null, received_at timestamptz not null, note text, void boolean not null default false, conflict_id uuid
);
create index statement_live on statement (site_id) where not void;
create index statement_conflict on statement (conflict_id) where conflict_id is not null;
create table conflict (
  no bigint generated always as identity unique, id uuid primary key, site_id uuid not null, area text not null, state text not null check (state in ('open', 'settled')), owner text not null, owner_id uuid, opened_at timestamptz not null,
  claim text, reason text, settled_by uuid, settled_at timestamptz, version int not null
);
${areaIndexes('conflict')}
create unique index conflict_one_open on conflict (site_id) where state = 'open';
create index conflict_open on conflict (no) where state = 'open';
`;

/** What was ordered on sites before measures had a table of their own. */
const OLD = `
insert into measure (id, origin, duty_id, site_id, area, measure, incident_id, state, version, ordered_at, first_closed_at, patrol_due, body)
select d.order_id, 'order', d.id, d.site_id, d.area, d.measure, d.incident_id,
  case when l.state = 'verified' then 'lifted' when d.state = 'ended' then 'ended' when l.id is not null then 'lift-ordered' when d.state = 'reported' then 'executed' when d.state = 'open' then 'ordered' when d.state = 'returned' then 'executing' else d.state end,
  d.version, d.opened_at, (d.verified->>'at')::timestamptz, case when d.state = 'verified' and l.state is distinct from 'verified' then (d.verified->>'at')::timestamptz + interval '30 minutes' end,
  jsonb_strip_nulls(jsonb_build_object('orderId', d.order_id, 'orderedBy', d.issued_by, 'hands', jsonb_build_array(d.issued_by, d.holder_id), 'evidence', coalesce(d.reported->'evidence', '[]'), 'patrolEvery', 30, 'patrolsMissed', 0, 'dutyOpen', d.state not in ('verified', 'ended'),
    'executedAt', d.reported->>'at', 'executedBy', d.reported->>'by', 'verifiedAt', d.verified->>'at', 'verifiedBy', d.verified->>'by', 'liftOrderedAt', l.opened_at, 'liftId', l.order_id, 'liftedAt', l.verified->>'at'))
from duty d left join lateral (select * from duty l where l.lifts = d.order_id and l.state <> 'ended' limit 1) l on true where d.site_id is not null and d.lifts is null;
`;

/** 管控措施 as a noun: orders on sites, what the ground began by itself, what people say of a site, contradictions. */
export class Measures1763960000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> { await runner.query(TABLES); await runner.query(OLD); }
  async down(): Promise<void> { throw new Error('measures are lifted, never deleted'); }
}
