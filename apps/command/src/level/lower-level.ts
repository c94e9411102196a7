import { Injectable } from '@nestjs/common';
import { LevelLowered, type LoweredLevel, type LowerLevelInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { OpenIncident } from '../incident/open-incident.js';
import { nameAreas, streetsOf } from '../known/district.js';
import { KnownStore } from '../known/known.store.js';
import { OrderStore } from '../order/order.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { lowerOver, signLowering, type InForce } from './level.js';
import { LevelStore } from './level.store.js';

/** Lowers or ends a level. It lifts no measure: each has its own lift order (C20). */
@Injectable()
export class LowerLevel {
  constructor(
    private readonly levels: LevelStore, private readonly known: KnownStore, private readonly onDuty: OnDutyView, private readonly incidents: OpenIncident, private readonly orders: OrderStore,
  ) {}

  async execute(input: LowerLevelInput, by: string, work: Work): Promise<LoweredLevel> {
    const { em, at } = work;
    const district = await this.known.district(em);
    const streets = streetsOf(input.areas, district);
    if (streets.length === 0 || streets.some((s) => !district.area(s))) throw new Refusal('area.unknown');
    const command = await this.onDuty.at(em, at);
    const incident = await this.incidents.named(input.incidentId ?? (await this.levels.incidentOf(em, streets)), streets, work);
    const change = await this.levels.change(em, streets, (current) => lowerOver(current, input.level as InForce), (moved) => ({
      id: newId(), incidentId: incident.id, kind: 'lowered', level: input.level as InForce, reason: input.reason, signatures: [signLowering(by, moved.previous, command, at)], at, ...moved,
    }));
    const signatures = change.signatures.map((s) => ({ ...s, at: iso(s.at) }));
    const areas = nameAreas(change.areas, district);
    work.append(LevelLowered, { levelId: change.id, incidentId: incident.id, areas, level: input.level, previous: change.previous, reason: input.reason, signatures, loweredAt: iso(at) },
      { aggregate: `level/${change.id}`, version: 1, street: '000', incidentId: incident.id });
    return { levelId: change.id, level: input.level, previous: change.previous, areas, signatures, measuresInForce: await this.orders.countStanding(em, change.areas) };
  }
}
