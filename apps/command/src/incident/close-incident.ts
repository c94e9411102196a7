import { Injectable } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { CloseIncident as Operation, IncidentClosed, type CloseIncidentInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { OrderStore } from '../order/order.store.js';
import { iso } from '../rows.js';
import { mustLead } from '../seat/authority.js';
import { SeatStore } from '../seat/seat.store.js';
import { mayStandDown } from '../stand-down/stand-down.js';
import { StandDownStore } from '../stand-down/stand-down.store.js';
import { IncidentStore, type IncidentRow } from './incident.store.js';

/** Stands down: the incident is closed by who holds command once nothing of its list is in force. */
@Injectable()
export class CloseIncident {
  constructor(private readonly incidents: IncidentStore, private readonly inForce: StandDownStore, private readonly orders: OrderStore, private readonly seats: SeatStore) {}

  async execute({ id, reason }: CloseIncidentInput, work: Work): Promise<IncidentRow> {
    const { em, at } = work;
    const incident = await this.incidents.lock(em, id);
    if (!incident) throw new Refusal('unknown.id');
    const caller = callerOf(work);
    if (!mayOver(caller, Operation.roles, incident.zone)) throw new Refusal('access.area');
    mustLead(await this.seats.holders(em, true), caller.userId);
    if (incident.state === 'closed') throw new Refusal('state.conflict', { state: 'closed', allowed: [] });
    mayStandDown(await this.inForce.count(em, { incident }, at));
    await this.orders.rest(em, id);
    await this.incidents.close(em, id, caller.userId, reason, at);
    work.append(IncidentClosed, { incidentId: id, zone: incident.zone, reason, by: caller.userId, closedAt: iso(at) }, { aggregate: `incident/${id}`, version: incident.version + 1, street: '000', incidentId: id });
    return { ...incident, state: 'closed', closedAt: at };
  }
}
