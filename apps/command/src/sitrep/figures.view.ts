import { Injectable } from '@nestjs/common';
import { STANDING_MEASURES } from '@xunling/contracts';
import type { EntityManager } from 'typeorm';
import { ClaimStore } from '../claim/claim.store.js';
import type { Figures } from './sitrep.js';

const SILENT_MINUTES = 60;
interface StreetRow { street: string; issued: number; delivered: number; acknowledged: number; executing: number; reported: number; verified: number; ended: number; heard: Date | null }

/**
 * Orders of an incident as command knew them at an instant: by when it learned of a fact, never by when that occurred, so that what comes late
 * changes no count of the past. A divided order counts by its parts. `$1` incident, `$2` instant, `$3` the same as the journal writes it.
 */
const STREETS = `
with o as (select id, street from orders where incident_id = $1 and issued_at <= $2),
divided as (select substr(subject, 7)::uuid id from journal where type = 'command.order.divided.v1' and at <= $3),
withdrawn as (select substr(subject, 7)::uuid id from journal where type = 'command.order.withdrawn.v1' and at <= $3),
replaced as (select supersedes id from orders where incident_id = $1 and issued_at <= $2 and supersedes is not null),
f as (
  select t.order_id, max(t.known_at) heard,
    max(t.known_at) filter (where split_part(t.type, '.', 3) = 'reported') reported, max(t.known_at) filter (where split_part(t.type, '.', 3) = 'returned') returned,
    max(t.known_at) filter (where split_part(t.type, '.', 3) = 'verified') verified,
    bool_or(split_part(t.type, '.', 3) in ('checked-in', 'started', 'returned')) executing, bool_or(split_part(t.type, '.', 3) = 'acknowledged') acknowledged
  from order_trace t where t.known_at <= $2 and t.order_id in (select id from o) group by 1),
s as (
  select o.street, f.heard, f.verified is not null v, (f.reported is not null and (f.returned is null or f.reported > f.returned)) or f.verified is not null r, f.executing e, f.acknowledged a, f.order_id is not null d,
    w.id is not null or (x.id is not null and f.reported is null) gone
  from o left join f on f.order_id = o.id left join withdrawn w on w.id = o.id left join replaced x on x.id = o.id where not exists (select from divided where divided.id = o.id))
select street, count(*)::int issued, count(*) filter (where not gone and (d or a or e or r))::int delivered, count(*) filter (where not gone and (a or e or r))::int acknowledged,
  count(*) filter (where not gone and (e or r))::int executing, count(*) filter (where not gone and r)::int reported, count(*) filter (where not gone and v)::int verified, count(*) filter (where gone)::int ended, max(heard) heard
from s group by 1 order by 1`;

const MEASURES = `
with o as (select id from orders where incident_id = $1 and issued_at <= $2 and force is null and measure = any($4)
  and not exists (select from journal j where j.type = 'command.order.divided.v1' and j.at <= $3 and substr(j.subject, 7)::uuid = orders.id)),
w as (select substr(subject, 7)::uuid id from journal where type = 'command.order.withdrawn.v1' and at <= $3),
l as (select substr(subject, 7)::uuid id from journal where type = 'command.order.lifted.v1' and at <= $3),
f as (select order_id, max(known_at) filter (where split_part(type, '.', 3) in ('reported', 'verified')) done, max(known_at) filter (where split_part(type, '.', 3) = 'returned') back from order_trace where known_at <= $2 and order_id in (select id from o) group by 1)
select count(*) filter (where not exists (select from w where w.id = o.id))::int ordered, count(*) filter (where f.done is not null and (f.back is null or f.done > f.back))::int done, count(*) filter (where exists (select from l where l.id = o.id))::int lifted
from o left join f on f.order_id = o.id`;

/**
 * What the ground began without an order, by when command learned of it. It belongs to one incident: the one whose level its street held, else the one
 * that ran over it, else the first that came while it stood. Where the same was ordered for the same site it counts with its order.
 */
const GROUND = `
with g as (
  select m.id, m.site_id, m.measure, m.scope, m.area, min(f.known_at) begun, min(f.known_at) filter (where f.state = 'lifted') lifted, (array_agg(f.state order by f.version desc) filter (where f.state <> 'lifted'))[1] state
  from ground_measure m join ground_fact f on f.measure_id = m.id and f.known_at <= $2 group by m.id),
own as (select g.* from g where $1 = coalesce(
  (select case when c.level <> 'none' then c.incident_id end from level_change c where c.at <= g.begun and substr(g.area, 1, 9) = any(c.areas) order by c.pos desc limit 1),
  (select i.id from incident i where i.opened_at <= $2 and (i.closed_at is null or i.closed_at > g.begun) and (g.lifted is null or g.lifted > i.opened_at) and exists (select from unnest(i.areas) a where g.area like a || '%')
   order by greatest(i.opened_at, g.begun), i.opened_at desc, i.id limit 1))),
alone as (select own.* from own where not exists (
  select from orders o where o.site_id = own.site_id and o.force is null and o.measure = own.measure and o.scope is not distinct from own.scope and o.issued_at <= $2 and (own.lifted is null or own.lifted > o.issued_at)
    and not exists (select from journal j where j.subject = 'order/' || o.id and j.type = 'command.order.withdrawn.v1' and j.at <= $3) and not exists (select from journal j where j.subject = 'order/' || o.id and j.type = 'command.order.lifted.v1' and j.at::timestamptz <= own.begun)))
select count(*)::int begun, count(*) filter (where state in ('reported', 'verified'))::int done, count(*) filter (where lifted is not null)::int lifted from alone`;

/** People of evacuations, by how each ledger stood as command knew it. An evacuation belongs to one incident: the first that ran over its area while it was on. */
const EVACUATION = `
with e as (select id from evacuation e where begun_known <= $2 and $1 = (
  select i.id from incident i where i.opened_at <= $2 and (i.closed_at is null or i.closed_at > e.begun_known) and (e.closed_known is null or e.closed_known > i.opened_at) and exists (select from unnest(i.areas) a where e.area like a || '%' or a like e.area || '%')
  order by greatest(i.opened_at, e.begun_known), i.opened_at desc, i.id limit 1)),
l as (select distinct on (f.ledger_id) f.* from evacuation_fact f join e on e.id = f.evacuation_id where f.known_at <= $2 order by f.ledger_id, f.version desc)
select coalesce(sum(planned), 0)::int planned, coalesce(sum(waiting), 0)::int waiting, coalesce(sum(moved), 0)::int moved, coalesce(sum(sheltered), 0)::int sheltered, coalesce(sum(refused), 0)::int refused, count(*)::int ledgers from l`;

const LEVELS = `
select a.area, c.level from (select distinct unnest(areas) area from level_change where at <= $1) a
cross join lateral (select level, incident_id from level_change where at <= $1 and a.area = any(areas) order by pos desc limit 1) c where c.level <> 'none' and c.incident_id = $2 order by 1`;

const WARNINGS = `
select colour, count(*)::int n from (
  select distinct on (subject) type, data::jsonb->>'colour' colour, (data::jsonb->>'expiresAt')::timestamptz expires from journal
  where type in ('command.warning.issued.v1', 'command.warning.continued.v1', 'command.warning.upgraded.v1', 'command.warning.downgraded.v1', 'command.warning.lifted.v1', 'command.warning.expired.v1') and at <= $2
  order by subject, no desc) w
where type not in ('command.warning.lifted.v1', 'command.warning.expired.v1') and expires > $1 group by 1 order by 1`;

const CASUALTIES = `
select street, count(*) filter (where state = 'DEAD')::int dead, count(*) filter (where state = 'MISSING')::int missing, count(*) filter (where state = 'INJURED')::int injured from (
  select distinct on (casualty_id) street, state from casualty_fact where known_at <= $1 order by casualty_id, version desc) c group by 1 order by 1`;

const DECISIONS = `
select count(*) filter (where last in ('opened', 'unowned'))::int open, count(*) filter (where last = 'raised')::int raised, count(*) filter (where last = 'held')::int held from (
  select distinct on (subject) split_part(type, '.', 3) last from journal where type in ('command.decision.opened.v1', 'command.decision.opened.v2', 'command.decision.unowned.v1', 'command.decision.answered.v1', 'command.decision.raised.v1', 'command.decision.held.v1', 'command.decision.lapsed.v1') and at <= $1 order by subject, no desc) d`;

/** Figures of an incident as of an instant: the same instant counted later gives the same. */
@Injectable()
export class FiguresView {
  constructor(private readonly claims: ClaimStore) {}

  async at(em: EntityManager, incidentId: string, asOf: Date): Promise<Figures> {
    const text = asOf.toISOString();
    const streets = (await em.query(STREETS, [incidentId, asOf, text])) as StreetRow[];
    const measures = await this.measures(em, incidentId, asOf, text);
    const levels = (await em.query(LEVELS, [asOf, incidentId])) as { area: string; level: string }[];
    const warnings = (await em.query(WARNINGS, [asOf, text])) as { colour: string; n: number }[];
    const [decisions] = (await em.query(DECISIONS, [text])) as [Figures['decisions']];
    const people = (await em.query(CASUALTIES, [asOf])) as { street: string; dead: number; missing: number; injured: number }[];
    const evacuation = await this.evacuation(em, incidentId, asOf);
    const persons = (kind: 'dead' | 'missing' | 'injured'): number => people.reduce((n, p) => n + p[kind], 0);
    const sum = (key: Exclude<keyof StreetRow, 'street' | 'heard'>): number => streets.reduce((n, s) => n + s[key], 0);
    const quiet = asOf.getTime() - SILENT_MINUTES * 60_000;
    return {
      asOf: text, levels: Object.fromEntries(levels.map((l) => [l.area, l.level])), warnings: { active: warnings.reduce((n, w) => n + w.n, 0), byColour: Object.fromEntries(warnings.map((w) => [w.colour, w.n])) }, decisions,
      orders: { issued: sum('issued'), delivered: sum('delivered'), acknowledged: sum('acknowledged'), executing: sum('executing'), reported: sum('reported'), verified: sum('verified'), ended: sum('ended') },
      measures, perStreet: Object.fromEntries(streets.map((s) => [s.street, { issued: s.issued, reported: s.reported, verified: s.verified }])),
      casualties: { dead: persons('dead'), missing: persons('missing'), injured: persons('injured'), perStreet: Object.fromEntries(people.map(({ street, ...n }) => [street, n])) },
      ...(evacuation ? { evacuation } : {}),
      claims: (await this.claims.subjects(em, incidentId, asOf)).map((c) => {
        const held = c.settled && c.claims.find((x) => x.id === c.settled!.claimId);
        return { subject: c.subject, disputed: c.disputed, values: c.claims.map(({ value, source, confidence }) => ({ value, source, confidence })), ...(held && !c.disputed ? { settled: held.value } : {}) };
      }),
      sources: { counted: streets.map((s) => s.street), silent: streets.filter((s) => s.issued > s.ended + s.verified && (s.heard === null || s.heard.getTime() < quiet)).map((s) => s.street) },
    };
  }

  private async evacuation(em: EntityManager, incidentId: string, asOf: Date): Promise<Figures['evacuation']> {
    const [{ ledgers, ...people }] = (await em.query(EVACUATION, [incidentId, asOf])) as [NonNullable<Figures['evacuation']> & { ledgers: number }];
    return ledgers > 0 ? people : undefined;
  }

  /** Ordered ones and those the ground began, none twice. */
  private async measures(em: EntityManager, incidentId: string, asOf: Date, text: string): Promise<Figures['measures']> {
    const [ordered] = (await em.query(MEASURES, [incidentId, asOf, text, STANDING_MEASURES])) as [Figures['measures']];
    const [ground] = (await em.query(GROUND, [incidentId, asOf, text])) as [{ begun: number; done: number; lifted: number }];
    return ground.begun === 0 ? ordered : { ordered: ordered.ordered, ground: ground.begun, done: ordered.done + ground.done, lifted: ordered.lifted + ground.lifted };
  }
}
