import { Injectable } from '@nestjs/common';
import { LEVELS, STAGES, STANDING_MEASURES, type Force, type Level, type Measure, type Stage } from '@xunling/contracts';
import type { Unaddressable } from '@xunling/contracts/classes';
import { rowsOf } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { compact, unnestOf } from '../rows.js';
import type { Claim, Rank } from './conflict.js';
import { replacedBy, standingKey } from './expand.js';
import type { HandedBack, OrderState, Tracked } from './order.js';
import { promptAt } from './prompt.js';
import type { PartState } from './roll-up.js';
import { inForceOf, type InForce } from './standing.js';

const LATER = STAGES.slice(1);
/** Everything of an order that is written once. */
export interface NewOrder {
  id: string; set_id: string; incident_id: string; measure: string; scope?: string | null; addressee_kind: string; addressee_id: string; addressee_name: string; addressee_unit?: string; area: string; street: string; force: string | null; level: string | null;
  site_id: string | null; text_zh: string; text_en: string; evidence: string; holder_id: string; deputy_id: string | null; resolved_to: string; issued_by: string; issued_at: Date; supersedes: string | null; lifts?: string; parent_id?: string; quantity?: number; unit?: string;
  due: Date[]; prompt_share: number;
}
export interface OrderSetRow { id: string; ring?: readonly string[]; incidentId: string; kind: 'level' | 'single' | 'area' | 'lift' | 'part'; level: Level | null; planVersion: string | null; orders: number; unaddressable: Unaddressable[]; issuedBy: string; issuedAt: Date; rank: Rank }
/** What the ticker and the subscribers need beside the clock. */
export type TrackedOrder = Tracked & { version: number; addresseeKind: string; addresseeId: string; incidentId: string; street: string; measure: string; lifts: string | null; parentId: string | null; parts: number; /** How high its issuer stood. */ rank: Rank; force: Force | null; level: Level | null; quantity: { n: number; unit: string } | null };
export interface TraceRow { order_id: string; event_id: string; type: string; occurred: Date; received: Date; actor: string; data: string }

const NEW: Record<string, string> = {
  id: 'uuid', measure: 'text', scope: 'text', addressee_kind: 'text', addressee_id: 'uuid', addressee_name: 'text', addressee_unit: 'text', area: 'text', street: 'text', force: 'text', level: 'text', site_id: 'uuid', text_zh: 'text', text_en: 'text',
  evidence: 'text', holder_id: 'uuid', deputy_id: 'uuid', resolved_to: 'text', supersedes: 'uuid', lifts: 'uuid', parent_id: 'uuid', quantity: 'float8', unit: 'text', prompt_share: 'float8', ...Object.fromEntries(LATER.map((s) => [`due_${s}`, 'timestamptz'])), next_due: 'timestamptz',
};
const MOVING: Record<string, string> = {
  id: 'uuid', state: 'text', ...Object.fromEntries(LATER.flatMap((s) => [[`due_${s}`, 'timestamptz'], [`done_${s}`, 'timestamptz'], [`by_${s}`, 'text']])),
  implied: 'smallint', overdue: 'smallint', step: 'smallint', escalate_at: 'timestamptz', next_due: 'timestamptz', reported_version: 'int', verified_version: 'int', returned_version: 'int', version: 'int',
  holder_id: 'uuid', passed_at: 'timestamptz', turn_version: 'int', begun_version: 'int', handed_back: 'jsonb', prompted: 'smallint', since: 'timestamptz',
};
const SELECT = `id, area, street, state, issued_at, prompt_share, issued_by, addressee_kind, addressee_id, incident_id, measure, lifts, parent_id, parts, issuer_rank, force, level, quantity, unit, ${Object.keys(MOVING).filter((c) => c !== 'id' && c !== 'state').join(', ')}`;
type Row = Record<string, unknown>;

const toTracked = (r: Row): TrackedOrder => ({
  id: r.id as string, area: r.area as string, street: r.street as string, state: r.state as OrderState, incidentId: r.incident_id as string,
  due: [r.issued_at as Date, ...LATER.map((s) => r[`due_${s}`] as Date)], done: [r.issued_at as Date, ...LATER.map((s) => r[`done_${s}`] as Date | null)],
  by: [r.issued_by as string, ...LATER.map((s) => r[`by_${s}`] as string | null)], implied: r.implied as number, overdue: r.overdue as number, step: r.step as number,
  escalateAt: r.escalate_at as Date | null, nextDue: r.next_due as Date | null, reportedVersion: r.reported_version as number, verifiedVersion: r.verified_version as number,
  returnedVersion: r.returned_version as number, version: r.version as number, addresseeKind: r.addressee_kind as string, addresseeId: r.addressee_id as string, holderId: r.holder_id as string,
  turnVersion: r.turn_version as number, begunVersion: r.begun_version as number, passedAt: r.passed_at as Date | null, handedBack: r.handed_back as HandedBack | null,
  prompted: r.prompted as number, promptShare: r.prompt_share as number, since: (r.since ?? r.issued_at) as Date,
  measure: r.measure as string, lifts: r.lifts as string | null,
  parentId: r.parent_id as string | null, parts: r.parts as number, rank: r.issuer_rank as Rank, force: r.force as Force | null, level: r.level as Level | null, quantity: r.quantity === null ? null : { n: r.quantity as number, unit: r.unit as string },
});
const moving = (o: TrackedOrder): Row => ({
  id: o.id, state: o.state, ...Object.fromEntries(LATER.flatMap((s, i) => [[`due_${s}`, o.due[i + 1]], [`done_${s}`, o.done[i + 1]], [`by_${s}`, o.by[i + 1]]])),
  implied: o.implied, overdue: o.overdue, step: o.step, escalate_at: o.escalateAt, next_due: o.nextDue, reported_version: o.reportedVersion, verified_version: o.verifiedVersion,
  returned_version: o.returnedVersion, version: o.version,
  holder_id: o.holderId, passed_at: o.passedAt, turn_version: o.turnVersion, begun_version: o.begunVersion, handed_back: o.handedBack && JSON.stringify(o.handedBack), prompted: o.prompted, since: o.since,
});

/** What an index keeps: orders of no packet that are neither gone nor lifted, a divided one by its parts; which measures of them stand is the rule's to say. */
export const IN_FORCE = "o.force is null and o.lifts is null and o.lifted_at is null and o.state not in ('withdrawn', 'superseded') and o.parts = 0";
const HIGHEST_FIRST = `array[${LEVELS.map((l) => `'${l}'`).join(', ')}]`;
/** Of a level's orders (alias o): where they are the level was lowered, or ended. */
export const LOWERED = `(o.level is not null and not exists (select from level l where (o.street = '000' or l.area = left(o.area, 9)) and array_position(${HIGHEST_FIRST}, l.level) <= array_position(${HIGHEST_FIRST}, o.level)))`;
/** What a higher level replaces: packets, and what named posts were told. */
const PACKET = "(force is not null or (addressee_kind = 'post' and site_id is null and lifts is null and parent_id is null))";
export const UNDER_WAY = "state in ('issued', 'delivered', 'acknowledged', 'executing')";
const tokens = (streets: readonly string[]): string[] => streets.map((s) => s.slice(6, 9));
export interface LiftedRow { id: string; area: string; street: string; measure: string; siteId: string | null; incidentId: string; version: number; by: string; at: Date }

/** Orders and their arrows; every write is one statement for any number of orders. */
@Injectable()
export class OrderStore {
  async insert(em: EntityManager, set: OrderSetRow, orders: readonly NewOrder[]): Promise<void> {
    await em.query('insert into order_set (id, incident_id, kind, level, plan_version, orders, unaddressable, issued_by, issued_at, ring) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
      [set.id, set.incidentId, set.kind, set.level, set.planVersion, set.orders, JSON.stringify(set.unaddressable), set.issuedBy, set.issuedAt, set.ring ?? null]);
    if (orders.length === 0) return;
    const rows = orders.map((o) => ({ ...o, ...Object.fromEntries(LATER.map((s, i) => [`due_${s}`, o.due[i + 1]])), next_due: promptAt({ due: o.due, since: o.due[0]!, promptShare: o.prompt_share }, 1) }));
    const names = Object.keys(NEW).join(', ');
    const { sql, params } = unnestOf(rows, NEW, 6);
    await em.query(`insert into orders (set_id, incident_id, issued_by, issued_at, issuer_rank, state, ${names}) select $1::uuid, $2::uuid, $3::uuid, $4::timestamptz, $5, 'issued', ${names} from ${sql} n`,
      [set.id, set.incidentId, set.issuedBy, set.issuedAt, set.rank, ...params]);
  }

  /** Measures, musters and pre-positions in force over these streets, with their lifts: those of levels count, or whoever ordered them. A divided one stands by its parts. */
  async standing(em: EntityManager, streets: readonly string[], whose: 'levels' | 'all' = 'levels'): Promise<InForce> {
    const rows = (await em.query(
      `select o.id, o.measure, o.scope, o.site_id, o.addressee_id, $2 or o.level is not null or p.level is not null as counts, l.id lift, l.state lift_state
       from orders o left join orders p on p.id = o.parent_id left join orders l on l.lifts = o.id and l.state not in ('verified', 'withdrawn', 'superseded')
       where o.force is null and o.lifts is null and o.parts = 0 and o.lifted_at is null and o.state not in ('withdrawn', 'superseded') and (o.street = any($1) or o.street = '000')`, [tokens(streets), whose === 'all'])) as
      { id: string; measure: string; scope: string | null; site_id: string | null; addressee_id: string; counts: boolean; lift: string | null; lift_state: Stage | null }[];
    return inForceOf(rows.map((r) => ({ id: r.id, key: standingKey(r.measure, r.site_id, r.addressee_id, r.scope), counts: r.counts, ...(r.lift ? { lift: { id: r.lift, lifts: r.id, state: r.lift_state! } } : {}) })));
  }

  /** Holds what a new act over these streets may end, before it looks: lifts under way, and packets of these levels. In the order in which the subscriber locks. */
  async holdEndable(em: EntityManager, streets: readonly string[], levels: readonly Level[] = []): Promise<void> {
    await em.query(
      `select 1 from orders where id in (select id from orders where lifts is not null and state not in ('verified', 'withdrawn', 'superseded') and (street = any($1) or street = '000')
         union all select id from orders where ${PACKET} and ${UNDER_WAY} and street = any($2) and level = any($3)) order by id for update`, [tokens(streets), [...tokens(streets), '000'], levels]);
  }

  async countStanding(em: EntityManager, streets: readonly string[] | null): Promise<number> {
    const [row] = (await em.query(`select count(*)::int n from orders o where ${IN_FORCE} and o.measure = any($2) and ($1::text[] is null or o.street = any($1) or o.street = '000')`, [streets?.map((s) => s.slice(6, 9)) ?? null, STANDING_MEASURES])) as { n: number }[];
    return row!.n;
  }

  /** What these levels told grids' forces and named posts and is not yet reported, by what a higher level replaces; the newest of each. */
  async openPackets(em: EntityManager, streets: readonly string[], levels: readonly Level[]): Promise<Map<string, string>> {
    const rows = (await em.query(`select id, area, force, measure, addressee_id from orders where ${PACKET} and ${UNDER_WAY} and street = any($1) and level = any($2) order by pos`, [[...tokens(streets), '000'], levels])) as
      { id: string; area: string; force: Force | null; measure: Measure; addressee_id: string }[];
    return new Map(rows.map((r) => [replacedBy({ area: r.area, measure: r.measure, addressee: { kind: 'post', id: r.addressee_id, name: '' }, ...(r.force ? { force: r.force } : {}) })!, r.id]));
  }

  /** Replaced packets end and their clocks stop; one reported meanwhile stays. */
  async supersede(em: EntityManager, pairs: readonly { old: string; by: string }[]): Promise<void> {
    if (pairs.length === 0) return;
    // locked in the order in which the subscriber locks, so that the two never wait for each other
    await em.query('select 1 from orders where id = any($1) order by id for update', [pairs.map((p) => p.old)]);
    const { sql, params } = unnestOf(pairs, { old: 'uuid', by: 'uuid' });
    await em.query(`update orders o set state = 'superseded', superseded_by = n.by, overdue = 0, step = 0, escalate_at = null, next_due = null
      from ${sql} n where o.id = n.old and o.state in ('issued', 'delivered', 'acknowledged', 'executing')`, params);
  }

  async lock(em: EntityManager, ids: readonly string[]): Promise<TrackedOrder[]> {
    const rows = (await em.query(`select ${SELECT} from orders where id = any($1) order by id for update`, [ids])) as Row[];
    return rows.map(toTracked);
  }

  /** Whether the level this order was issued with is lowered since where it is. */
  async isLowered(em: EntityManager, id: string): Promise<boolean> {
    const [row] = (await em.query(`select ${LOWERED} lowered from orders o where o.id = $1`, [id])) as { lowered: boolean }[];
    return row?.lowered ?? false;
  }

  /** Changes one order under its row lock. */
  async update(em: EntityManager, id: string, change: (order: TrackedOrder) => TrackedOrder): Promise<TrackedOrder> {
    const [order] = await this.lock(em, [id]);
    if (!order) throw new Refusal('unknown.id');
    const changed = change(order);
    await this.save(em, [changed]);
    return changed;
  }

  async lockDue(em: EntityManager, at: Date, limit: number): Promise<TrackedOrder[]> {
    const rows = (await em.query(`select ${SELECT} from orders where next_due <= $1 order by next_due limit $2 for update skip locked`, [at, limit])) as Row[];
    return rows.map(toTracked);
  }

  /** The clocks of a closed incident rest: nobody is called any more for what waits to be verified. */
  async rest(em: EntityManager, incidentId: string): Promise<void> {
    await em.query('select 1 from orders where incident_id = $1 and next_due is not null order by id for update', [incidentId]);
    await em.query('update orders set next_due = null, escalate_at = null where incident_id = $1 and next_due is not null', [incidentId]);
  }

  async save(em: EntityManager, orders: readonly TrackedOrder[]): Promise<void> {
    if (orders.length === 0) return;
    const { sql, params } = unnestOf(orders.map(moving), MOVING);
    const sets = Object.keys(MOVING).filter((c) => c !== 'id').map((c) => `${c} = n.${c}`).join(', ');
    const late = LATER.map((s) => `coalesce(n.done_${s} > n.due_${s}, false)`).join(' or ');
    // a deputy it was passed to is no deputy of it any more; a deadline that was missed once stays missed, whatever came after
    await em.query(`update orders o set ${sets}, deputy_id = nullif(o.deputy_id, n.holder_id), missed = o.missed or n.overdue <> 0 or ${late} from ${sql} n where o.id = n.id`, params);
  }

  /**
   * What the persons, addressees and sites of these claims are under way with, packets of a level apart: those are a post's own ground. Two
   * superiors who order at once wait for each other here, so that neither overlooks the other; by shares of all keys, so that a large set
   * needs no more locks than the server has.
   */
  async busyWith(em: EntityManager, claims: readonly Claim[]): Promise<Claim[]> {
    const of = (key: 'addresseeId' | 'holderId' | 'siteId'): string[] => [...new Set(claims.flatMap((c) => c[key] ?? []))];
    const [addressees, holders, sites] = [of('addresseeId'), of('holderId'), of('siteId')];
    await em.query('select pg_advisory_xact_lock(89, share) from (select distinct abs(hashtext(k)) % 256 share from unnest($1::text[]) k order by 1) s', [[...addressees, ...holders, ...sites]]);
    const rows = (await em.query(
      `select id, issued_by "by", issuer_rank rank, measure, area, site_id "siteId", addressee_id "addresseeId", case when resolved_to = 'holder' then holder_id end "holderId", lifts from orders
       where force is null and (${UNDER_WAY} and (addressee_id = any($1) or holder_id = any($2)) or site_id = any($3) and lifted_at is null and state not in ('withdrawn', 'superseded') and (lifts is null or state <> 'verified'))
       order by pos`, [addressees, holders, sites])) as Record<string, unknown>[];
    return rows.map((r) => compact(r) as unknown as Claim);
  }

  /** Parts of these orders, as the roll-up reads them. */
  async partsOf(em: EntityManager, ids: readonly string[]): Promise<Map<string, (PartState & { id: string })[]>> {
    const rows = (await em.query(`select ${SELECT} from orders where parent_id = any($1) order by pos`, [ids])) as Row[];
    const parts = new Map<string, (PartState & { id: string })[]>();
    for (const order of rows.map(toTracked)) parts.set(order.parentId!, [...(parts.get(order.parentId!) ?? []), order]);
    return parts;
  }

  /** Parts of these orders that are not done yet, and theirs, down to the lowest. */
  async openParts(em: EntityManager, ids: readonly string[]): Promise<string[]> {
    const rows = (await em.query(
      `with recursive below as (select id, state from orders where parent_id = any($1) union all select o.id, o.state from orders o join below b on o.parent_id = b.id) select id from below where ${UNDER_WAY} order by id`, [ids])) as { id: string }[];
    return rows.map((r) => r.id);
  }

  /** It was broken down, or what was left of it; answers how many of its parts count. */
  async divided(em: EntityManager, id: string): Promise<number> {
    const [row] = rowsOf<{ parts: number }>(await em.query("update orders o set parts = greatest(o.parts, (select count(*) from orders p where p.parent_id = o.id and p.state not in ('withdrawn', 'superseded'))), version = version + 1 where id = $1 returning parts", [id]));
    return row!.parts;
  }

  /** Measures that are in force no longer, by their lift order or a person on the ground; answers those that were. */
  async lifted(em: EntityManager, lifts: readonly { id: string; by: string; at: Date }[]): Promise<LiftedRow[]> {
    if (lifts.length === 0) return [];
    const { sql, params } = unnestOf(lifts, { id: 'uuid', by: 'uuid', at: 'timestamptz' });
    return rowsOf<LiftedRow>(await em.query(`update orders o set lifted_at = n.at, version = o.version + 1 from ${sql} n where o.id = n.id and o.lifted_at is null
      returning o.id, o.area, o.street, o.measure, o.site_id "siteId", o.incident_id "incidentId", o.version, n.by, n.at`, params));
  }

  /** Lift orders under way of this order. */
  async liftsOf(em: EntityManager, id: string): Promise<string[]> {
    const rows = (await em.query("select id from orders where lifts = $1 and state not in ('verified', 'withdrawn', 'superseded')", [id])) as { id: string }[];
    return rows.map((r) => r.id);
  }

  async trace(em: EntityManager, rows: readonly TraceRow[], knownAt: Date): Promise<void> {
    if (rows.length === 0) return;
    const columns = { order_id: 'uuid', event_id: 'uuid', type: 'text', occurred: 'timestamptz', received: 'timestamptz', actor: 'text', data: 'jsonb' };
    const { sql, params } = unnestOf(rows, columns);
    await em.query(`insert into order_trace (order_id, event_id, type, occurred, received, actor, data, known_at) select n.*, $${params.length + 1}::timestamptz from ${sql} n on conflict do nothing`, [...params, knownAt]);
  }

  /** Of these orders somebody was reminded now. */
  async promptedNow(em: EntityManager, ids: readonly string[], at: Date): Promise<void> {
    if (ids.length > 0) await em.query('update orders set prompted_at = $2 where id = any($1)', [ids, at]);
  }

  async reminded(em: EntityManager, id: string, at: Date): Promise<void> {
    await em.query('update orders set reminders = reminders + 1, reminded_at = $2 where id = $1', [id, at]);
  }

  async withdrawnFor(em: EntityManager, ids: readonly string[], reason: string): Promise<void> {
    if (ids.length > 0) await em.query('update orders set withdrawn_reason = $2 where id = any($1)', [ids, reason]);
  }
}
