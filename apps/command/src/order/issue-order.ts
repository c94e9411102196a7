import { Injectable } from '@nestjs/common';
import { mayOver, MEASURE_WORDS, type AddresseeKind, type Measure } from '@xunling/contracts';
import type { IssueOrderInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { IncidentStore } from '../incident/incident.store.js';
import { OpenIncident } from '../incident/open-incident.js';
import { KnownStore } from '../known/known.store.js';
import type { Minutes } from '../plan/plan.js';
import { findAddressee } from './addressee.js';
import { evidenceFor } from './expand.js';
import { IssueOrders } from './issue-orders.js';
import type { NewOrder } from './order.store.js';

/** Clock of a single order that names none (OURS). */
const MINUTES: Minutes = { delivered: 2, acknowledged: 10, executing: 30, reported: 120, verified: 240 };

/** One order to one addressee: a set of one. */
@Injectable()
export class IssueOrder {
  constructor(private readonly known: KnownStore, private readonly incidents: IncidentStore, private readonly openIncident: OpenIncident, private readonly issue: IssueOrders) {}

  async execute(input: IssueOrderInput, work: Work): Promise<NewOrder> {
    const caller = callerOf(work);
    const district = await this.known.district(work.em);
    if (!district.area(input.area)) throw new Refusal('area.unknown');
    if (!mayOver(caller, ['commander', 'duty-officer', 'sub-district-officer'], input.area)) throw new Refusal('access.area');
    const site = input.siteId ? district.sites.find((s) => s.id === input.siteId) : undefined;
    if (input.siteId && !site) throw impossible('siteId', 'unknown', 'there is no such site');
    if (site && !site.area.startsWith(input.area)) throw impossible('siteId', 'area', 'the site does not lie in this area');
    const person = findAddressee(input.addressee.kind as AddresseeKind, input.addressee.id, district);
    if (!person) throw new Refusal('order.no-addressee');
    // what a street's officer cannot command, the officer cannot order about either
    if (!mayOver(caller, ['commander', 'duty-officer', 'sub-district-officer'], person.area)) throw new Refusal('access.area');
    const minutes = input.minutes ?? MINUTES;
    checkOrder(minutes);
    const incident = await this.openIncident.running(work);
    if (input.incidentId && input.incidentId !== incident.id) throw await this.wrongIncident(input.incidentId, work);
    const { name, area: _home, ...resolved } = person;
    const act = { setId: newId(), incidentId: incident.id, kind: 'single', level: null, planVersion: null, by: caller.userId } as const;
    const words = MEASURE_WORDS[input.measure as Measure];
    const text = (word: string, mark: string): string => input.text ?? (site ? `${site.name}${mark}${word}` : word);
    const [order] = await this.issue.write(act, {
      drafts: [{
        key: 'single', measure: input.measure as Measure, addressee: { kind: input.addressee.kind as AddresseeKind, id: input.addressee.id, name }, area: site?.area ?? input.area,
        ...(site ? { siteId: site.id } : {}), textZh: text(words.zh, '：'), textEn: text(words.en, ': '), evidence: evidenceFor(input.measure as Measure), minutes, ...resolved,
      }],
      unaddressable: [],
    }, () => undefined, work);
    return order!;
  }

  private async wrongIncident(id: string, work: Work): Promise<Refusal> {
    const known = (await this.incidents.list(work.em, undefined, 500)).find((i) => i.id === id);
    return known ? new Refusal('state.conflict', { state: known.state, allowed: [] }) : impossible('incidentId', 'unknown', 'there is no such incident');
  }
}

function checkOrder(minutes: Minutes): void {
  const row = [minutes.delivered, minutes.acknowledged, minutes.executing, minutes.reported, minutes.verified];
  if (row.some((m, i) => i > 0 && m < row[i - 1]!)) throw impossible('minutes', 'order', 'a later arrow cannot be due before an earlier one');
}
