import { ENTRIES_OF, SINGLE } from '../entry/entry.store.js';

/** Statements behind the forms. Instants: `asOf` is the last millisecond of the period; the journal writes its own as text. */
const verb = `split_part(t.type, '.', 3)`;

/** Orders of an incident and how far each had come as command knew. `$1` incident, `$2` asOf, `$3` the same as text. A divided order counts by its parts. */
const AS_OF = `
with o as (select * from orders where incident_id = $1 and issued_at <= $2),
divided as (select substr(subject, 7)::uuid id from journal where type = 'command.order.divided.v1' and at <= $3),
withdrawn as (select substr(subject, 7)::uuid id from journal where type = 'command.order.withdrawn.v1' and at <= $3),
replaced as (select supersedes id from o where supersedes is not null),
f as (
  select t.order_id, max(t.known_at) filter (where ${verb} = 'reported') reported, max(t.known_at) filter (where ${verb} = 'returned') returned, bool_or(${verb} = 'verified') v,
    bool_or(${verb} in ('checked-in', 'started', 'returned')) e, bool_or(${verb} = 'acknowledged') a
  from order_trace t where t.known_at <= $2 and t.order_id in (select id from o) group by 1),
s as (
  select o.*, coalesce(f.v, false) v, coalesce((f.reported is not null and (f.returned is null or f.reported > f.returned)) or f.v, false) r, coalesce(f.e, false) e, coalesce(f.a, false) a, f.order_id is not null d,
    w.id is not null or (x.id is not null and f.reported is null) gone
  from o left join f on f.order_id = o.id left join withdrawn w on w.id = o.id left join replaced x on x.id = o.id where not exists (select from divided where divided.id = o.id))`;

export const WORK = `${AS_OF}
select street, addressee_kind kind, force, measure, count(*)::int orders, count(*) filter (where not gone and (e or r))::int executing, count(*) filter (where not gone and r)::int reported,
  count(*) filter (where not gone and v)::int verified, count(*) filter (where gone)::int ended, (count(*) over ())::int total
from s group by 1, 2, 3, 4 order by 1, 2, 3 nulls first, 4 limit $4`;

/** To teams and depots, ordered since `$5`. */
export const RESOURCES = `${AS_OF}
select id, addressee_kind kind, addressee_name name, area, measure, quantity, unit, text_zh "textZh", issued_by "by", issued_at as at, (count(*) over ())::int total,
  case when gone then 'ended' when v then 'verified' when r then 'reported' when e then 'executing' when a then 'acknowledged' when d then 'delivered' else 'issued' end stage
from s where addressee_kind in ('team', 'depot') and issued_at >= $5 order by issued_at, id limit $4`;

export const SETS = `
select id, issued_at as at, kind, level, plan_version "planVersion", orders, jsonb_array_length(unaddressable) unaddressable, issued_by "by", (count(*) over ())::int total
from order_set where incident_id = $1 and issued_at <= $2 order by issued_at, id limit $3`;

export const SEATS = `select md5(seat || seat_version)::uuid id, seat, name, since from seat_term where since <= $1 and (until is null or until > $1) order by seat`;

export const MEMBERS = `select id, kind, unit, name, since from joint_member where since <= $1 and (until is null or until > $1) order by since, id limit 200`;

/** A shift as it was published, unless taken back by then; the table's own end moves. `$4` asOf as text. */
export const OFFICERS = `
select r.id "rosterId", o.name, o.place::int place, s.since "from", s.until from (
  select substr(j.subject, 8)::uuid id, (j.data::jsonb->>'from')::timestamptz since, (j.data::jsonb->>'until')::timestamptz until from journal j
  where j.type = 'command.roster.scheduled.v1' and j.at <= $4 and not exists (select from journal w where w.type = 'command.roster.withdrawn.v1' and w.subject = j.subject and w.at <= $4)
  union all (select id, since, null from roster where standing and zone = $1 and since <= $3 order by since desc, id limit 1)) s
join roster r on r.id = s.id and r.zone = $1 cross join lateral (select e->>'name' name, n place from jsonb_array_elements(r.officers) with ordinality x(e, n)) o
where s.since <= $3 and (s.until is null or s.until > $2) order by s.since, r.id, o.place limit 200`;

export const LINES = `select id, who_name who, to_name "to", since, override from reporting_line where incident_id = $1 and since <= $2 and (released_at is null or released_at > $2) order by since, id limit 500`;

export const CHANGES = `
select id, at, areas, level, reason, array(select s->>'userId' from jsonb_array_elements(signatures) s) signers, plan_version "planVersion" from level_change where incident_id = $1 and at <= $2 order by pos desc limit 200`;

/** In force over the incident's areas. `$3` its areas. */
export const WARNINGS = `
select id, colour, headline, issuer, expires "expiresAt" from (
  select distinct on (subject) substr(subject, 9)::uuid id, type, data::jsonb->>'colour' colour, data::jsonb->>'headline' headline, data::jsonb->>'issuer' issuer, (data::jsonb->>'expiresAt')::timestamptz expires,
    exists (select from jsonb_array_elements_text(data::jsonb->'areas') a, unnest($3::text[]) i where starts_with(a, i) or starts_with(i, a)) here
  from journal where type in ('command.warning.issued.v1', 'command.warning.continued.v1', 'command.warning.upgraded.v1', 'command.warning.downgraded.v1', 'command.warning.lifted.v1', 'command.warning.expired.v1') and at <= $2
  order by subject, no desc) w
where here and type not in ('command.warning.lifted.v1', 'command.warning.expired.v1') and expires > $1 order by expires, id limit 200`;

export const SITREPS = `select id, number, kind, text_zh "textZh", author, approver, published_at "publishedAt" from sitrep where incident_id = $1 and state = 'published' and published_at <= $2 order by number desc limit 1`;

export const CHANNELS = `
select t.channel, count(*)::int tries, count(*) filter (where t.accepted_at <= $3)::int accepted, count(*) filter (where exists (select from callout_answer x where x.attempt_id = t.id and x.answered and x.at <= $3))::int answered
from callout_attempt t join callout c on c.id = t.callout_id where c.incident_id = $1 and t.at >= $2 and t.at <= $3 group by 1 order by 1`;

export const CHECK_INS = `
select t.event_id "eventId", o.addressee_name name, o.addressee_kind kind, o.area, coalesce(t.data->>'by', '') "by", t.occurred, t.known_at known, (count(*) over ())::int total
from order_trace t join orders o on o.id = t.order_id where o.incident_id = $1 and ${verb} = 'checked-in' and t.known_at >= $2 and t.known_at <= $3 order by t.known_at, t.event_id limit $4`;

export const LOG = `
select id, at::timestamptz as at, regexp_replace(type, '\\.v\\d+$', '') type, head::jsonb->>'actor' actor, case when type = 'command.entry.corrected.v1' then data::jsonb->>'eventId' end corrects,
  nullif(concat_ws(' · ', data::jsonb->>'level', data::jsonb->>'subject', data::jsonb->>'value', coalesce(data::jsonb->>'textZh', data::jsonb->>'messageZh', data::jsonb->>'reason', data::jsonb->>'name', data::jsonb->>'note')), '') "text", (count(*) over ())::int total
from journal where ${ENTRIES_OF} and at >= $2 and at <= $3 order by no limit $4`;

export const COUNTS = `
select type, sum(n)::int n from (
  select regexp_replace(type, '\\.v\\d+$', '') type, count(*) n from journal where type in ${SINGLE} and type <> 'command.order.issued.v1' and head::jsonb->>'incidentid' = $1 and at >= $4 and at <= $5 group by 1
  union all select 'command.order.issued', count(*) from orders where incident_id = $1::uuid and issued_at >= $2 and issued_at <= $3
  union all select regexp_replace(t.type, '\\.v\\d+$', ''), count(*) from order_trace t join orders o on o.id = t.order_id where o.incident_id = $1::uuid and t.known_at >= $2 and t.known_at <= $3 and t.type not like 'command.%' group by 1) c
group by 1 having sum(n) > 0 order by 1`;

/** In the register as command knew it, over these areas. */
export const HOSPITALS = `
select id, name, area, owner from (select distinct on (site_id) site_id id, name, area, owner, withdrawn from hospital_fact where known_at <= $1 order by site_id, version desc) h
where not withdrawn and exists (select from unnest($2::text[]) a where starts_with(h.area, a) or starts_with(a, h.area)) order by area, name, id limit 200`;

/** Attentions of the zone, notices and calls of the incident that were said in the period, with what had come back by its end. `$1` incident, `$2` from and `$3` asOf as text. */
export const MESSAGES = `
select m.*, (count(*) over ())::int total from (
  select j.id, j.at::timestamptz as at, 'attention' kind, j.head::jsonb->>'actor' sender, j.data::jsonb->>'ownerId' receiver, null area, a.message "text", r.at::timestamptz answered, r.data::jsonb->>'by' "by", r.data::jsonb->>'note' reply
  from journal j join attention a on a.id = substr(j.subject, 11)::uuid
  left join lateral (select c.at, c.data from journal c where c.subject = j.subject and c.type = 'command.attention.closed.v1' and c.no > j.no and c.at <= $3 order by c.no limit 1) r on true
  where j.type = 'command.attention.opened.v1' and j.at >= $2 and j.at <= $3
  union all select id, at::timestamptz, 'notice', head::jsonb->>'actor', null, data::jsonb->>'area', data::jsonb->>'textZh', null, null, null from journal where type = 'command.notice.issued.v1' and head::jsonb->>'incidentid' = $1 and at >= $2 and at <= $3
  union all select id, at::timestamptz, 'callout', head::jsonb->>'actor', null, array_to_string(array(select jsonb_array_elements_text(data::jsonb->'areas')), ' '), data::jsonb->>'messageZh', null, null, null from journal where type = 'command.callout.started.v1' and head::jsonb->>'incidentid' = $1 and at >= $2 and at <= $3) m
order by at, id limit $4`;
