import { Injectable } from '@nestjs/common';
import { STAGES } from '@xunling/contracts';
import type { ListOrdersInput, OrderPage, OrderSetView, OrderTrace, OrderView as OrderRead } from '@xunling/contracts/classes';
import { derivedId, Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { EntryStore } from '../entry/entry.store.js';
import { compact, iso, limitOf, page, positionOf } from '../rows.js';
import { promptAt } from './prompt.js';
import { unsharedOf, type PartState } from './roll-up.js';

type Row = Record<string, never> & { pos: string };
/** A fact of an order's trace; `known` is when command learned of it, by its own clock. */
export interface TraceRow { event_id: string; type: string; occurred: Date; received: Date; known: Date; actor: string; data: object }
const LATER = STAGES.slice(1);
/** What else tells of an order, under its own subjects. `$1` the order's subject, `$3` its id. */
const BESIDE = `
  select 'escalation/' || e.id from escalation e where e.order_id = $3
  union all select 'escalation-message/' || m.id from escalation_message m where m.about && array(select e.id from escalation e where e.order_id = $3)
  union all select 'override/' || $3 || '/' || (w.head::jsonb->>'version') from journal w where w.subject = $1 and w.type = 'command.order.withdrawn.v1'`;
const at = (value: unknown): string | undefined => (value instanceof Date ? iso(value) : undefined);

function arrows(r: Record<string, unknown>): OrderRead['arrows'] {
  const clock = { due: [r.issued_at, ...LATER.map((s) => r[`due_${s}`])] as Date[], since: (r.since ?? r.issued_at) as Date, promptShare: r.prompt_share as number };
  const issued = { stage: 'issued', doneAt: at(r.issued_at)!, by: r.issued_by as string, implied: false, overdue: false, late: false };
  return [issued, ...LATER.map((stage, i) => {
    const [due, done] = [r[`due_${stage}`] as Date, r[`done_${stage}`] as Date | null];
    return compact({
      stage, dueAt: iso(due), remindAt: iso(promptAt(clock, i + 1)), doneAt: at(done), by: r[`by_${stage}`] as string | null, implied: Boolean((r.implied as number) & (1 << (i + 1))),
      overdue: Boolean((r.overdue as number) & (1 << (i + 1))), late: Boolean(done && done > due),
    });
  })] as OrderRead['arrows'];
}

export const shown = (r: Record<string, unknown>): OrderRead => compact({
  id: r.id, orderSetId: r.set_id, incidentId: r.incident_id, measure: r.measure, scope: r.scope, addressee: compact({ kind: r.addressee_kind, id: r.addressee_id, name: r.addressee_name, unit: r.addressee_unit }), area: r.area, force: r.force, level: r.level,
  siteId: r.site_id, state: r.state, textZh: r.text_zh, textEn: r.text_en, evidence: r.evidence, holderId: r.holder_id, deputyId: r.deputy_id, resolvedTo: r.resolved_to, issuedBy: r.issued_by, issuerRank: r.issuer_rank, issuedAt: at(r.issued_at),
  arrows: arrows(r), passedAt: at(r.passed_at), handedBack: r.handed_back, overdue: r.overdue !== 0, escalation: r.step, reminders: r.reminders ? r.reminders : undefined, remindedAt: at(r.reminded_at), promptedAt: at(r.prompted_at), supersedes: r.supersedes, supersededBy: r.superseded_by, withdrawnReason: r.withdrawn_reason,
  quantity: r.quantity === null || r.quantity === undefined ? undefined : { n: r.quantity, unit: r.unit }, parentId: r.parent_id, parts: r.parts ? r.parts : undefined,
}) as OrderRead;

/** Conditions for these areas; none where one of them is the zone. Their values are pushed onto `params`. */
export function inScopes(scopes: readonly string[], params: unknown[]): string[] {
  const areas = scopes.filter((s) => s.length > 6);
  if (areas.length === 0 || areas.length < scopes.length) return [];
  if (areas.every((a) => a.length === 9)) return [`street = any($${params.push(areas.map((a) => a.slice(6)))}::char(3)[])`];
  // one pattern per area: `like any` would not use the index
  return [`(${areas.map((a) => `area like $${params.push(`${a}%`)}`).join(' or ')})`];
}

/** The statement behind a list, so that a test can explain it. */
export function listQuery(input: ListOrdersInput, scopes: readonly string[]): { sql: string; params: unknown[] } {
  const params: unknown[] = [];
  const where: string[] = [];
  const add = (sql: (n: number) => string, value: unknown): void => { params.push(value); where.push(sql(params.length)); };
  const before = positionOf(input.cursor);
  if (before) add((n) => `pos < $${n}`, before);
  if (input.state) add((n) => `state = $${n}`, input.state);
  if (input.set) add((n) => `set_id = $${n}`, input.set);
  if (input.parent) add((n) => `parent_id = $${n}`, input.parent);
  if (input.measure) add((n) => `measure = $${n}`, input.measure);
  if (input.force) add((n) => `force = $${n}`, input.force);
  if (input.overdue !== undefined) where.push(input.overdue ? 'overdue <> 0' : 'overdue = 0');
  if (input.late !== undefined) where.push(input.late ? 'missed' : 'not missed');
  where.push(...inScopes(scopes, params));
  params.push(limitOf(input.limit) + 1);
  return { sql: `select * from orders ${where.length > 0 ? `where ${where.join(' and ')}` : ''} order by pos desc limit $${params.length}`, params };
}

@Injectable()
export class OrderViews {
  constructor(private readonly entries: EntryStore) {}

  async list(em: EntityManager, input: ListOrdersInput, scopes: readonly string[]): Promise<OrderPage> {
    const { sql, params } = listQuery(input, scopes);
    return page((await em.query(sql, params)) as Row[], limitOf(input.limit), shown);
  }

  async get(em: EntityManager, id: string): Promise<OrderRead> {
    const [row] = (await em.query('select * from orders where id = $1', [id])) as Row[];
    if (!row) throw new Refusal('unknown.id');
    const order = shown(row);
    const unshared = order.parts ? unsharedOf({ quantity: order.quantity ?? null, parts: order.parts }, await this.partsOf(em, id)) : 0;
    return unshared > 0 ? { ...order, unshared } : order;
  }

  private async partsOf(em: EntityManager, id: string): Promise<Pick<PartState, 'state' | 'quantity'>[]> {
    const rows = (await em.query('select state, quantity from orders where parent_id = $1', [id])) as { state: PartState['state']; quantity: number | null }[];
    return rows.map(({ state, quantity }) => ({ state, quantity: quantity === null ? null : { n: quantity } }));
  }

  /** Occurred is what the fact says, received is when the stream had it: what command could know. */
  async trace(em: EntityManager, order: OrderRead): Promise<OrderTrace> {
    const rows = await this.facts(em, order.id);
    const corrections = await this.entries.corrections(em, rows.map((r) => r.event_id));
    const receivedOf = (doneAt: string | undefined): string | undefined => (doneAt ? rows.filter((r) => !r.type.startsWith('command.') && iso(r.occurred) === doneAt).map((r) => iso(r.received))[0] : undefined);
    return {
      orderId: order.id, state: order.state,
      arrows: order.arrows.map((a) => compact({ stage: a.stage, dueAt: a.dueAt, remindAt: a.remindAt, occurredAt: a.doneAt, receivedAt: a.stage === 'issued' ? a.doneAt : receivedOf(a.doneAt), by: a.by, implied: a.implied }) as OrderTrace['arrows'][number]),
      events: rows.map((r) => compact({ id: r.event_id, type: r.type, occurredAt: iso(r.occurred), receivedAt: iso(r.received), actor: r.actor, data: r.data, corrections: corrections.get(r.event_id) }) as OrderTrace['events'][number]),
    };
  }

  /** What its addressee's context said and what command itself did, as received. */
  async facts(em: EntityManager, id: string): Promise<TraceRow[]> {
    const rows = (await em.query('select event_id, type, occurred, received, known_at known, actor, data from order_trace where order_id = $1 order by received, occurred, event_id limit 1000', [id])) as TraceRow[];
    // rows of earlier versions hold command's own events too
    return [...new Map([...(await this.ownEvents(em, id)), ...rows].map((r) => [r.event_id, r])).values()].sort((a, b) => a.received.getTime() - b.received.getTime());
  }

  /** What command itself stated of the order: issued, prompted, overdue, escalated, withdrawn, overridden, what its silence was told to whom and who took it in hand; its journal has them. */
  private async ownEvents(em: EntityManager, id: string): Promise<TraceRow[]> {
    const rows: { id: string; type: string; head: string; data: string; at: string }[] = await em.query(
      `(select no, id, type, head, data, at from journal where id = $2) union all (select no, id, type, head, data, at from journal where subject = $1 and type <> 'command.order.issued.v1' order by no limit 500)
       union all (select no, id, type, head, data, at from journal where type <> 'command.order.issued.v1' and subject in (${BESIDE}) order by no limit 400) order by no`,
      [`order/${id}`, derivedId('order-issued', id), id]);
    return rows.map(({ id: event_id, type, head, data, at }) => {
      const { time, actor } = JSON.parse(head) as { time: string; actor: string };
      return { event_id, type, occurred: new Date(time), received: new Date(at), known: new Date(at), actor, data: JSON.parse(data) as object };
    });
  }

  /** k of n of one act of issuing. */
  async set(em: EntityManager, id: string): Promise<OrderSetView> {
    const [set] = (await em.query('select * from order_set where id = $1', [id])) as Record<string, never>[];
    if (!set) throw new Refusal('unknown.id');
    const counts = LATER.map((s, i) => `count(done_${s})::int done_${s}, count(*) filter (where overdue & ${1 << (i + 1)} <> 0)::int overdue_${s}`).join(', ');
    const [c] = (await em.query(`select count(*)::int n, count(*) filter (where state in ('withdrawn', 'superseded'))::int ended, ${counts} from orders where set_id = $1`, [id])) as Record<string, number>[];
    return compact({
      id: set.id, incidentId: set.incident_id, kind: set.kind, level: set.level, planVersion: set.plan_version, orders: set.orders, issuedAt: iso(set.issued_at as unknown as Date), issuedBy: set.issued_by, unaddressable: set.unaddressable, ended: c!.ended!,
      stages: [{ stage: 'issued', done: c!.n!, overdue: 0 }, ...LATER.map((stage) => ({ stage, done: c![`done_${stage}`]!, overdue: c![`overdue_${stage}`]! }))],
    }) as unknown as OrderSetView;
  }
}
