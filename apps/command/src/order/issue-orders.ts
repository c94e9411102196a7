import { Injectable } from '@nestjs/common';
import { LEVELS, streetOf, type Level } from '@xunling/contracts';
import { OrderIssued, SetIssued, type AreaCount, type Due } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { DutyView } from '../roster/duty.view.js';
import type { PlanDocument } from '../plan/plan.js';
import { iso } from '../rows.js';
import { SeatStore } from '../seat/seat.store.js';
import { EndParts } from './end-parts.js';
import { rankOver, type Rank } from './conflict.js';
import { expandPlan, replacedBy, type Draft, type Expansion } from './expand.js';
import { dueFrom } from './order.js';
import { PROMPT_SHARE } from './prompt.js';
import { OrderStore, type NewOrder } from './order.store.js';

export interface IssueInput { setId: string; incidentId: string; level: Level; plan: PlanDocument; streets: string[]; by: string; signedBy?: string[] }
interface Act { setId: string; incidentId: string; kind: 'level' | 'single' | 'area' | 'lift' | 'part'; level: Level | null; planVersion: string | null; by: string; signedBy?: string[]; /** What was drawn on the map, WGS84. */ ring?: string[] }

/** Why a part of a replaced order ends. */
const REPLACED = '上级指令已由新指令取代';
/** Why a lift ends: what it would open is ordered closed. */
export const CLOSED_AGAIN = '该措施已重新下达或须继续保持，解除指令收回';
/** A level's packets replace those of lower levels, and its own from before it was lowered. */
const notAbove = (level: Level): Level[] => LEVELS.slice(LEVELS.indexOf(level));
export const perStreet = (areas: readonly string[]): AreaCount[] => {
  const count = new Map<string, number>();
  for (const area of areas) count.set(area.slice(0, 9), (count.get(area.slice(0, 9)) ?? 0) + 1);
  return [...count].sort(([a], [b]) => (a < b ? -1 : 1)).map(([area, orders]) => ({ area, orders }));
};

/** Issues order sets. The rule decides the list in memory; rows and events are one statement each. */
@Injectable()
export class IssueOrders {
  constructor(private readonly orders: OrderStore, private readonly known: DutyView, private readonly parts: EndParts, private readonly seats: SeatStore) {}

  /** What the level would issue: the same list the act issues. */
  async preview({ level, plan, streets }: Pick<IssueInput, 'level' | 'plan' | 'streets'>, { em, at }: Pick<Work, 'em' | 'at'>): Promise<Expansion & { perArea: AreaCount[]; posts: number; supersedes: number; liftsEnded: number }> {
    const expansion = expandPlan(plan, level, streets, await this.known.district(em, at), await this.orders.standing(em, streets));
    const open = await this.orders.openPackets(em, streets, notAbove(level));
    return {
      ...expansion, perArea: perStreet(expansion.drafts.map((d) => d.area)), posts: new Set(expansion.drafts.map((d) => d.addressee.id)).size,
      supersedes: expansion.drafts.filter((d) => open.has(replacedBy(d) ?? '')).length, liftsEnded: expansion.lifts.length,
    };
  }

  async execute(input: IssueInput, work: Work): Promise<number> {
    const { level, plan, streets } = input;
    await this.orders.holdEndable(work.em, streets, notAbove(level));
    const expansion = expandPlan(plan, level, streets, await this.known.district(work.em, work.at), await this.orders.standing(work.em, streets));
    const open = await this.orders.openPackets(work.em, streets, notAbove(level));
    const act: Act = { setId: input.setId, incidentId: input.incidentId, kind: 'level', level, planVersion: plan.planVersion, by: input.by, ...(input.signedBy ? { signedBy: input.signedBy } : {}) };
    const orders = await this.write(act, expansion, (d) => open.get(replacedBy(d) ?? ''), work);
    return orders.length;
  }

  /** Writes the set, its orders and their events; lifts of what it orders, or finds standing, end. */
  async write(act: Act, { drafts, unaddressable, lifts }: Expansion, replaces: (draft: Draft) => string | undefined, work: Work): Promise<NewOrder[]> {
    const { em, at } = work;
    const orders = drafts.map((d) => toOrder(d, act, at, replaces(d)));
    const rank = await this.rankOf(act, drafts[0]?.area ?? '', work);
    await this.orders.insert(em, { ...act, id: act.setId, orders: orders.length, unaddressable, issuedBy: act.by, issuedAt: at, rank }, orders);
    const replaced = orders.flatMap((o) => (o.supersedes ? [{ old: o.supersedes, by: o.id }] : []));
    await this.orders.supersede(em, replaced);
    if (replaced.length > 0) await this.parts.execute(replaced.map((r) => r.old), REPLACED, act.by, work);
    await this.parts.withWhole(lifts.map((l) => l.id), CLOSED_AGAIN, act.by, work);
    work.append(SetIssued, {
      orderSetId: act.setId, incidentId: act.incidentId, kind: act.kind, orders: orders.length, perStreet: perStreet(drafts.map((d) => d.area)), unaddressable: unaddressable.slice(0, 3000), by: act.by,
      ...(act.level ? { level: act.level } : {}), ...(act.ring ? { ring: act.ring } : {}), ...(act.planVersion ? { planVersion: act.planVersion } : {}),
    }, { aggregate: `set/${act.setId}`, version: 1, street: '000', incidentId: act.incidentId });
    for (const order of orders) work.append(OrderIssued, { ...eventOf(order), issuerRank: rank, ...(act.signedBy ? { signedBy: act.signedBy } : {}) }, { aggregate: `order/${order.id}`, version: 1, street: order.street, incidentId: act.incidentId, id: derivedId('order-issued', order.id) });
    return orders;
  }

  /** What several sign stands as high as the highest of them. */
  private async rankOf({ by, signedBy = [] }: Act, area: string, { em, caller }: Work): Promise<Rank> {
    const holders = await this.seats.holders(em);
    const ranks = [by, ...signedBy].map((userId) => rankOver({ userId, grants: userId === caller?.userId ? caller.grants : [] }, area, holders));
    return Math.max(...ranks) as Rank;
  }
}

/** Ids come from set and key: the same act, met twice, makes the same orders. */
function toOrder(d: Draft, act: Act, at: Date, supersedes: string | undefined): NewOrder {
  return {
    id: derivedId('order', `${act.setId}|${d.key}`), set_id: act.setId, incident_id: act.incidentId, measure: d.measure, scope: d.scope ?? null,
    addressee_kind: d.addressee.kind, addressee_id: d.addressee.id, addressee_name: d.addressee.name, ...(d.addressee.unit ? { addressee_unit: d.addressee.unit } : {}), area: d.area, street: streetOf(d.area, '000'), force: d.force ?? null, level: d.level ?? act.level,
    site_id: d.siteId ?? null, text_zh: d.textZh, text_en: d.textEn, evidence: d.evidence, holder_id: d.holderId, deputy_id: d.deputyId ?? null, resolved_to: d.resolvedTo,
    issued_by: act.by, issued_at: at, supersedes: supersedes ?? null, ...(d.lifts ? { lifts: d.lifts } : {}), ...(d.parentId ? { parent_id: d.parentId } : {}), ...(d.quantity ? { quantity: d.quantity.n, unit: d.quantity.unit } : {}), due: d.due ?? dueFrom(at, d.minutes), prompt_share: d.promptShare ?? PROMPT_SHARE,
  };
}

function eventOf(o: NewOrder): OrderIssued {
  const [, delivered, acknowledged, executing, reported, verified] = o.due.map(iso);
  return {
    orderId: o.id, orderSetId: o.set_id, incidentId: o.incident_id, measure: o.measure, addressee: { kind: o.addressee_kind, id: o.addressee_id, name: o.addressee_name, ...(o.addressee_unit ? { unit: o.addressee_unit } : {}) }, area: o.area,
    textZh: o.text_zh, textEn: o.text_en, evidence: o.evidence, due: { delivered, acknowledged, executing, reported, verified } as Due,
    holderId: o.holder_id, resolvedTo: o.resolved_to, issuedBy: o.issued_by, issuedAt: iso(o.issued_at),
    ...(o.scope ? { scope: o.scope } : {}), ...(o.force ? { force: o.force } : {}), ...(o.level ? { level: o.level } : {}), ...(o.site_id ? { siteId: o.site_id } : {}),
    ...(o.supersedes ? { supersedes: o.supersedes } : {}), ...(o.lifts ? { lifts: o.lifts } : {}), ...(o.parent_id ? { parentId: o.parent_id } : {}), ...(o.quantity ? { quantity: { n: o.quantity, unit: o.unit! } } : {}), ...(o.deputy_id ? { deputyId: o.deputy_id } : {}),
  };
}
