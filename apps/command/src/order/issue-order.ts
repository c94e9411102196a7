import { Injectable } from '@nestjs/common';
import { mayOver, ORDER_MINUTES, scopeAt, wordsOf, type AddresseeKind, type Caller, type Measure, type SuspendScope } from '@xunling/contracts';
import { IssueOrder as Operation, type IssueOrderInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { OpenIncident } from '../incident/open-incident.js';
import type { District, KnownSite } from '../known/district.js';
import { DutyView } from '../roster/duty.view.js';
import type { Minutes } from '../plan/plan.js';
import { SeatStore } from '../seat/seat.store.js';
import { mustUndo } from './above.js';
import { findAddressee } from './addressee.js';
import { rankOver, type Claim } from './conflict.js';
import { mayTakePlace } from './divide.js';
import { evidenceFor, standingKey, type Draft } from './expand.js';
import { IssueOrders } from './issue-orders.js';
import { mayAmend } from './order.js';
import { OrderStore, type NewOrder, type TrackedOrder } from './order.store.js';
import { OverrideOrders } from './override-orders.js';
import { RollUpParents } from './roll-up-parents.js';
import type { LiftUnderWay } from './standing.js';

type Addressed = NonNullable<ReturnType<typeof findAddressee>>;

/** One order to one addressee: a set of one. Refused where another superior's order contradicts it; an amendment takes the place of an older order. */
@Injectable()
export class IssueOrder {
  constructor(
    private readonly known: DutyView, private readonly incidents: OpenIncident, private readonly issue: IssueOrders, private readonly orders: OrderStore,
    private readonly others: OverrideOrders, private readonly rollUp: RollUpParents, private readonly seats: SeatStore,
  ) {}

  async execute(input: IssueOrderInput, work: Work): Promise<NewOrder> {
    const caller = callerOf(work);
    const district = await this.known.district(work.em, work.at);
    const { site, person } = addressed(input, district, caller);
    const stops = stopped(input, site);
    const minutes = input.minutes ?? ORDER_MINUTES;
    checkOrder(minutes);
    const area = site?.area ?? input.area;
    const claim: Claim = {
      id: '', by: caller.userId, rank: rankOver(caller, area, await this.seats.holders(work.em)), measure: input.measure, area, addresseeId: input.addressee.id, ...(input.siteId ? { siteId: input.siteId } : {}),
      ...(person.resolvedTo === 'holder' ? { holderId: person.holderId } : {}), ...(input.addressee.kind === 'post' ? { home: person.area } : {}),
    };
    const conflicts = await this.others.settle([claim], input.override, work, input.amends);
    const old = input.amends ? await this.amended(input.amends, input, area, caller, work) : undefined;
    const incident = await this.incidents.named(input.incidentId, [area], work);
    const lifts = await this.liftsOf(standingKey(input.measure, input.siteId, input.addressee.id, stops.scope), area, work);
    const { addressee, area: _home, ...resolved } = person;
    const words = wordsOf(input.measure as Measure, stops.scope);
    const text = (word: string, mark: string): string => input.text ?? (site ? `${site.name}${mark}${word}` : word);
    const [order] = await this.issue.write({ setId: newId(), incidentId: incident.id, kind: 'single', level: null, planVersion: null, by: caller.userId }, {
      drafts: [{
        key: 'single', measure: input.measure as Measure, ...stops, addressee, area, ...(site ? { siteId: site.id } : {}),
        textZh: text(words.zh, '：'), textEn: text(words.en, ': '), evidence: evidenceFor(input.measure as Measure), minutes, ...(input.quantity ? { quantity: input.quantity } : {}), ...(old ? placeOf(old) : {}), ...resolved,
      }],
      unaddressable: [], lifts: lifts.filter((l) => !conflicts.some((c) => c.now.id === l.id)),
    }, () => input.amends, work);
    if (old) await this.rollUp.execute([old], work);
    await this.others.end(conflicts, () => order!.id, input.override!, work);
    return order!;
  }

  /** Lifts under way of what is ordered anew: they would open it again. */
  private async liftsOf(key: string, area: string, work: Work): Promise<readonly LiftUnderWay[]> {
    const streets = area.length >= 9 ? [area.slice(0, 9)] : [];
    await this.orders.holdEndable(work.em, streets);
    return (await this.orders.standing(work.em, streets, 'all')).liftsOf!(key);
  }

  /** The order whose place this one takes. @throws Refusal */
  private async amended(id: string, { quantity }: IssueOrderInput, area: string, caller: Caller, work: Work): Promise<TrackedOrder> {
    const [order] = await this.orders.lock(work.em, [id]);
    if (!order) throw impossible('amends', 'unknown', 'there is no such order');
    if (order.by[0] !== caller.userId && !mayOver(caller, ['commander', 'duty-officer'], order.area)) throw new Refusal('access.area');
    mustUndo({ by: order.by[0]!, area: order.area, rank: order.rank, lowered: await this.orders.isLowered(work.em, id) }, caller, await this.seats.holders(work.em));
    mayAmend(order);
    const [whole] = order.parentId ? await this.orders.lock(work.em, [order.parentId]) : [];
    if (whole) mayTakePlace(order, whole, { area, ...(quantity ? { quantity } : {}) });
    return order;
  }
}

/** What stays of the old order: the whole it is a part of and its share, the grid's force and the level whose packet it is. */
const placeOf = ({ parentId, quantity, force, level }: TrackedOrder): Partial<Draft> => ({ ...(parentId ? { parentId, ...(quantity ? { quantity } : {}) } : {}), ...(force ? { force } : {}), ...(level ? { level } : {}) });

/** Place and person as they are known, within what the caller commands. @throws Refusal */
function addressed(input: IssueOrderInput, district: District, caller: Caller): { site: KnownSite | undefined; person: Addressed } {
  if (!district.area(input.area)) throw new Refusal('area.unknown');
  if (!mayOver(caller, Operation.roles, input.area)) throw new Refusal('access.area');
  const site = input.siteId ? district.sites.find((s) => s.id === input.siteId) : undefined;
  if (input.siteId && !site) throw impossible('siteId', 'unknown', 'there is no such site');
  if (site && !site.area.startsWith(input.area)) throw impossible('siteId', 'area', 'the site does not lie in this area');
  const person = findAddressee(input.addressee.kind as AddresseeKind, input.addressee.id, district);
  if (!person) throw new Refusal('order.no-addressee');
  // what a street's officer cannot command, the officer cannot order about either
  if (!mayOver(caller, Operation.roles, person.area)) throw new Refusal('access.area');
  return { site, person };
}

/** What a SUSPEND stops: at a site what fits its kind, elsewhere what was asked for. @throws Refusal input.impossible */
function stopped({ measure, scope }: IssueOrderInput, site: KnownSite | undefined): { scope?: SuspendScope } {
  const stops = site ? scopeAt(measure, site.kind, scope) : scope === undefined || measure === 'SUSPEND' ? (scope ? { scope: scope as SuspendScope } : {}) : undefined;
  if (stops) return stops;
  if (measure !== 'SUSPEND') throw impossible('scope', 'measure', 'only a SUSPEND says what it stops');
  throw impossible('scope', 'site-kind', `${scope ?? 'SUSPEND'} does not fit a site of kind ${site!.kind}`);
}

function checkOrder(minutes: Minutes): void {
  const row = [minutes.delivered, minutes.acknowledged, minutes.executing, minutes.reported, minutes.verified];
  if (row.some((m, i) => i > 0 && m < row[i - 1]!)) throw impossible('minutes', 'order', 'a later arrow cannot be due before an earlier one');
}
