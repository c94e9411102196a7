import { Injectable } from '@nestjs/common';
import { mayOver, MEASURE_WORDS, type AddresseeKind, type Caller, type Measure } from '@xunling/contracts';
import { IssueOrder as Operation, OrderOverridden, type IssueOrderInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { IncidentStore } from '../incident/incident.store.js';
import { OpenIncident } from '../incident/open-incident.js';
import type { District, KnownSite } from '../known/district.js';
import { KnownStore } from '../known/known.store.js';
import type { Minutes } from '../plan/plan.js';
import { findAddressee } from './addressee.js';
import { conflictsWith, rankOver, settleConflicts, type Claim, type Conflict } from './conflict.js';
import { evidenceFor } from './expand.js';
import { IssueOrders } from './issue-orders.js';
import { mayAmend } from './order.js';
import { OrderStore, type NewOrder } from './order.store.js';
import { WithdrawOrder } from './withdraw-order.js';

/** Clock of a single order that names none (OURS). */
const MINUTES: Minutes = { delivered: 2, acknowledged: 10, executing: 30, reported: 120, verified: 240 };
type Addressed = NonNullable<ReturnType<typeof findAddressee>>;

/** One order to one addressee: a set of one. Refused where another superior's order contradicts it; an amendment takes the place of an older order. */
@Injectable()
export class IssueOrder {
  constructor(
    private readonly known: KnownStore, private readonly incidents: IncidentStore, private readonly openIncident: OpenIncident, private readonly issue: IssueOrders, private readonly orders: OrderStore,
    private readonly withdraw: WithdrawOrder,
  ) {}

  async execute(input: IssueOrderInput, work: Work): Promise<NewOrder> {
    const caller = callerOf(work);
    const district = await this.known.district(work.em);
    const { site, person } = addressed(input, district, caller);
    const minutes = input.minutes ?? MINUTES;
    checkOrder(minutes);
    const area = site?.area ?? input.area;
    const conflicts = await this.conflicts(input, area, person, caller, work);
    if (input.amends) await this.mayAmend(input.amends, caller, work);
    const incident = await this.openIncident.running(work);
    if (input.incidentId && input.incidentId !== incident.id) throw await this.wrongIncident(input.incidentId, work);
    const { name, area: _home, ...resolved } = person;
    const words = MEASURE_WORDS[input.measure as Measure];
    const text = (word: string, mark: string): string => input.text ?? (site ? `${site.name}${mark}${word}` : word);
    const [order] = await this.issue.write({ setId: newId(), incidentId: incident.id, kind: 'single', level: null, planVersion: null, by: caller.userId }, {
      drafts: [{
        key: 'single', measure: input.measure as Measure, addressee: { kind: input.addressee.kind as AddresseeKind, id: input.addressee.id, name }, area, ...(site ? { siteId: site.id } : {}),
        textZh: text(words.zh, '：'), textEn: text(words.en, ': '), evidence: evidenceFor(input.measure as Measure), minutes, ...(input.quantity ? { quantity: input.quantity } : {}), ...resolved,
      }],
      unaddressable: [],
    }, () => input.amends, work);
    for (const conflict of conflicts) await this.override(conflict, order!, input.override!, caller.userId, work);
    return order!;
  }

  /** @throws Refusal order.conflict */
  private async conflicts(input: IssueOrderInput, area: string, person: Addressed, caller: Caller, work: Work): Promise<Conflict[]> {
    const claim: Claim = {
      id: '', by: caller.userId, rank: rankOver(caller.grants, area), measure: input.measure, area, addresseeId: input.addressee.id, ...(input.siteId ? { siteId: input.siteId } : {}),
      ...(person.resolvedTo === 'holder' ? { holderId: person.holderId } : {}),
    };
    const busy = (await this.orders.busyWith(work.em, claim)).filter((now) => now.id !== input.amends);
    const conflicts = conflictsWith(busy, claim);
    settleConflicts(conflicts, claim, input.override);
    return conflicts;
  }

  /** The order below is taken back, and its side is told by whom and why. */
  private async override({ now }: Conflict, order: NewOrder, reason: string, by: string, work: Work): Promise<void> {
    const { version, street, incidentId } = await this.withdraw.execute({ id: now.id, reason }, work);
    work.append(OrderOverridden, { orderId: now.id, byOrderId: order.id, area: now.area, issuedBy: now.by, by, reason }, { aggregate: `override/${now.id}/${version}`, version: 1, street, incidentId });
  }

  private async mayAmend(id: string, caller: Caller, work: Work): Promise<void> {
    const [order] = await this.orders.lock(work.em, [id]);
    if (!order) throw impossible('amends', 'unknown', 'there is no such order');
    if (order.by[0] !== caller.userId && !mayOver(caller, ['commander', 'duty-officer'], order.area)) throw new Refusal('access.area');
    mayAmend(order.state);
  }

  private async wrongIncident(id: string, work: Work): Promise<Refusal> {
    const known = (await this.incidents.list(work.em, undefined, 500)).find((i) => i.id === id);
    return known ? new Refusal('state.conflict', { state: known.state, allowed: [] }) : impossible('incidentId', 'unknown', 'there is no such incident');
  }
}

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

function checkOrder(minutes: Minutes): void {
  const row = [minutes.delivered, minutes.acknowledged, minutes.executing, minutes.reported, minutes.verified];
  if (row.some((m, i) => i > 0 && m < row[i - 1]!)) throw impossible('minutes', 'order', 'a later arrow cannot be due before an earlier one');
}
