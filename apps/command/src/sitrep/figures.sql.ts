const WARNING_TYPES = `('command.warning.issued.v1', 'command.warning.continued.v1', 'command.warning.upgraded.v1', 'command.warning.downgraded.v1', 'command.warning.lifted.v1', 'command.warning.expired.v1')`;
const OPENED_TYPES = `('command.decision.opened.v1', 'command.decision.opened.v2', 'command.decision.unowned.v1')`;
const decided = (...verbs: string[]): string => `('command.decision.opened.v1', 'command.decision.opened.v2', 'command.decision.unowned.v1'${verbs.map((v) => `, 'command.decision.${v}.v1'`).join('')})`;
/** Whether one of these areas is, holds or lies in one of the incident's. */
const over = (areas: string): string => `exists (select from jsonb_array_elements_text(${areas}) a, unnest(i.areas) own where starts_with(a, own) or starts_with(own, a))`;
const ITS_STREET = `exists (select from unnest(i.areas) own where starts_with(i.zone || f.street, own))`;

/** Before every statement: one list of parameters fits all of them, whatever each uses. */
const ASKED = 'asked as (select $1::uuid, $2::timestamptz, $3::text)';
/** What a report counts of warnings, people and decisions. Of every statement: `$1` incident, `$2` instant, `$3` the same as the journal writes it. */
export interface Statements { warnings: string; casualties: string; decisions: string }

/** In force over the incident's areas. */
const WARNINGS = `
with ${ASKED} select colour, count(*)::int n from (
  select distinct on (subject) type, data::jsonb->>'colour' colour, data::jsonb->'areas' areas, (data::jsonb->>'expiresAt')::timestamptz expires from journal where type in ${WARNING_TYPES} and at <= $3 order by subject, no desc) w
join incident i on i.id = $1 where type not in ('command.warning.lifted.v1', 'command.warning.expired.v1') and expires > $2 and ${over('w.areas')} group by 1 order by 1`;

/**
 * Each record belongs to one incident over its street: the one that ran when it happened; else the one that ran when command learned of it; else the
 * first that was opened within a day after that. Of several the newest, as with what the ground began.
 */
const CASUALTIES = `
with ${ASKED},
f as (
  select casualty_id, min(known_at) learned, coalesce(min(occurred_at), min(known_at)) happened, (array_agg(street order by version desc))[1] street, (array_agg(state order by version desc))[1] state
  from casualty_fact where known_at <= $2 group by 1)
select street, count(*) filter (where state = 'DEAD')::int dead, count(*) filter (where state = 'MISSING')::int missing, count(*) filter (where state = 'INJURED')::int injured from f
where $1 = coalesce(
  (select i.id from incident i where i.opened_at <= f.happened and (i.closed_at is null or i.closed_at > f.happened) and ${ITS_STREET} order by i.opened_at desc, i.id limit 1),
  (select i.id from incident i where i.opened_at <= f.learned and (i.closed_at is null or i.closed_at > f.learned) and ${ITS_STREET} order by i.opened_at desc, i.id limit 1),
  (select i.id from incident i where i.opened_at <= $2 and i.opened_at > f.learned and i.opened_at <= f.learned + interval '1 day' and ${ITS_STREET} order by i.opened_at, i.id limit 1))
group by 1 order by 1`;

/** One that raised counts with the incident it raised for; any other with those over its areas that ran while it was open or when it was decided. */
const DECISIONS = `
with ${ASKED},
d as (select distinct on (subject) subject, split_part(type, '.', 3) last, at::timestamptz decided from journal where type in ${decided('raised', 'held', 'answered', 'lapsed')} and at <= $3 order by subject, no desc),
o as (select distinct on (subject) subject, at::timestamptz opened, data::jsonb->'areas' areas from journal where type in ${OPENED_TYPES} and at <= $3 order by subject, no desc)
select count(*) filter (where last in ('opened', 'unowned'))::int open, count(*) filter (where last = 'raised')::int raised, count(*) filter (where last = 'held')::int held
from d join o using (subject) join incident i on i.id = $1
where case when last = 'raised' then exists (select from level_change c where c.decision_id = substr(d.subject, 10)::uuid and c.incident_id = i.id)
  else (last in ('opened', 'unowned') or decided >= i.opened_at) and (i.closed_at is null or i.closed_at > $2 or opened < i.closed_at) and ${over('o.areas')} end`;

/** As reports were counted before they went by incident: all there was. What was published then is counted again by these. */
const ALL: Statements = {
  warnings: `
with ${ASKED} select colour, count(*)::int n from (
  select distinct on (subject) type, data::jsonb->>'colour' colour, (data::jsonb->>'expiresAt')::timestamptz expires from journal where type in ${WARNING_TYPES} and at <= $3 order by subject, no desc) w
where type not in ('command.warning.lifted.v1', 'command.warning.expired.v1') and expires > $2 group by 1 order by 1`,
  casualties: `
with ${ASKED} select street, count(*) filter (where state = 'DEAD')::int dead, count(*) filter (where state = 'MISSING')::int missing, count(*) filter (where state = 'INJURED')::int injured from (
  select distinct on (casualty_id) street, state from casualty_fact where known_at <= $2 order by casualty_id, version desc) c group by 1 order by 1`,
  decisions: `
with ${ASKED} select count(*) filter (where last in ('opened', 'unowned'))::int open, count(*) filter (where last = 'raised')::int raised, count(*) filter (where last = 'held')::int held from (
  select distinct on (subject) split_part(type, '.', 3) last from journal where type in ${decided('raised', 'held', 'answered', 'lapsed')} and at <= $3 order by subject, no desc) d`,
};

/** How figures are counted, by the number they carry; those without one are of the first way. */
export const COUNTING: Record<1 | 2, Statements> = { 1: ALL, 2: { warnings: WARNINGS, casualties: CASUALTIES, decisions: DECISIONS } };
