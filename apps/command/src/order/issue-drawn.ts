import { Injectable } from '@nestjs/common';
import { mayOver, ORDER_MINUTES, type Caller } from '@xunling/contracts';
import { IssueDrawn as Operation, type DrawAreaInput, type DrawnPreview, type IssueDrawnInput } from '@xunling/contracts/classes';
import { ringFault, ringOf, textOfRing, toWgs84, type Datum } from '@xunling/geo';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { OpenIncident } from '../incident/open-incident.js';
import { DutyView } from '../roster/duty.view.js';
import { compact } from '../rows.js';
import { SeatStore } from '../seat/seat.store.js';
import type { Holders } from '../seat/authority.js';
import { conflictsWith, rankOver, type Claim } from './conflict.js';
import { expandDrawn, insideOf, type DrawnLine, type Inside, type Kept } from './drawn.js';
import type { Draft, Expansion } from './expand.js';
import { IssueOrders, perStreet } from './issue-orders.js';
import { OrderStore } from './order.store.js';
import { OverrideOrders } from './override-orders.js';

interface Drawn extends Expansion { claims: Claim[]; ring: string[]; inside: Inside; standing: number; kept: Kept[]; asOf: DrawnPreview['asOf'] }

/** One order set for a polygon: who and what lies inside, what it would send, and the act itself. */
@Injectable()
export class IssueDrawn {
  constructor(private readonly known: DutyView, private readonly orders: OrderStore, private readonly issue: IssueOrders, private readonly others: OverrideOrders, private readonly incidents: OpenIncident, private readonly seats: SeatStore) {}

  async preview(input: DrawAreaInput, work: Work): Promise<DrawnPreview> {
    const caller = callerOf(work);
    const { inside, drafts, claims, unaddressable, standing, lifts, asOf } = await this.draw(input, caller, work);
    const busy = await this.orders.busyWith(work.em, claims);
    return {
      grids: inside.grids, sites: inside.sites.map(({ id, name, kind, area }) => ({ id, name, kind, area })), posts: inside.posts.map(({ id, name, force, area, holderId }) => compact({ id, name, force, area, holderId }) as DrawnPreview['posts'][number]),
      teams: inside.teams.map(({ id, name, kind, area }) => ({ id, name, kind, area })), depots: inside.depots.map(({ id, name, kind, area }) => ({ id, name, kind, area })),
      orders: drafts.length, addressees: new Set(drafts.map((d) => d.addressee.id)).size, standing, ...(lifts.length > 0 ? { liftsEnded: lifts.length } : {}), unaddressable, perArea: perStreet(drafts.map((d) => d.area)),
      conflicts: claims.flatMap((claim) => conflictsWith(busy, claim)).slice(0, 100).map(({ now, why }) => ({ orderId: now.id, measure: now.measure, area: now.area, by: now.by, why })), ...(asOf ? { asOf } : {}),
    };
  }

  async execute(input: IssueDrawnInput, work: Work): Promise<string> {
    const caller = callerOf(work);
    const { ring, drafts, claims, unaddressable, lifts, kept } = await this.draw(input, caller, work, true);
    if (drafts.length === 0 && lifts.length === 0) throw unaddressable.length > 0 ? new Refusal('order.no-addressee') : impossible('orders', 'nothing', 'these lines find nobody inside to order to');
    const conflicts = await this.others.settle(claims, input.override, work);
    const incident = await this.incidents.named(input.incidentId, [...drafts, ...kept].map((d) => d.area), work);
    const setId = newId();
    const issued = await this.issue.write({ setId, incidentId: incident.id, kind: 'area', level: null, planVersion: null, by: caller.userId, ring }, { drafts, unaddressable, lifts: lifts.filter((l) => !conflicts.some((c) => c.now.id === l.id)) }, () => undefined, work);
    await this.others.end(conflicts, (next) => issued[claims.indexOf(next)]?.id ?? kept[claims.indexOf(next) - issued.length]!.stands, input.override!, work);
    return setId;
  }

  private async draw(input: DrawAreaInput, caller: Caller, work: Work, acts = false): Promise<Drawn> {
    const drawn = ringOf(input.ring);
    const fault = ringFault(drawn);
    if (fault) throw impossible(`ring[${fault.at}]`, fault.reason, fault.message);
    const ring = drawn.map((point) => toWgs84(point, input.datum as Datum));
    const district = await this.known.district(work.em, work.at);
    const inside = insideOf(ring, district);
    if (inside.grids.length === 0 && inside.sites.length === 0) throw new Refusal('area.empty');
    if ([...inside.grids, ...inside.sites.map((s) => s.area)].some((area) => !mayOver(caller, Operation.roles, area))) throw new Refusal('access.area');
    const streets = [...new Set(inside.grids.map((g) => g.slice(0, 9)))];
    if (acts) await this.orders.holdEndable(work.em, streets);
    const found = expandDrawn(input.orders as DrawnLine[], inside, district, await this.orders.standing(work.em, streets, 'all'), new Set(input.except), ORDER_MINUTES);
    const holders = await this.seats.holders(work.em);
    return { ring: textOfRing(ring), inside, asOf: district.asOf, ...found, claims: [
      ...found.drafts.map((d) => claimOf(d, caller, holders, d.addressee.kind === 'post' ? district.post(d.addressee.id)?.area : undefined)),
      // who drew it may not end another superior's lift in silence either
      ...found.kept.map(({ stands: _, ...k }): Claim => ({ id: '', by: caller.userId, rank: rankOver(caller, k.area, holders), ...k })),
    ] };
  }
}

const claimOf = (d: Draft, caller: Caller, holders: Holders, home: string | undefined): Claim => ({
  ...(home ? { home } : {}),
  id: '', by: caller.userId, rank: rankOver(caller, d.area, holders), measure: d.measure, area: d.area, addresseeId: d.addressee.id, ...(d.siteId ? { siteId: d.siteId } : {}), ...(d.resolvedTo === 'holder' ? { holderId: d.holderId } : {}),
});
