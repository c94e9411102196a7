import { Injectable } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { EndTasks as Operation, type EndedTasks, type EndTasksInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { mayCommand } from '../incident/incident.js';
import { IncidentStore } from '../incident/incident.store.js';
import { undoable } from '../order/above.js';
import { EndParts } from '../order/end-parts.js';
import { perStreet } from '../order/issue-orders.js';
import { RollUpParents } from '../order/roll-up-parents.js';
import { SeatStore } from '../seat/seat.store.js';
import { StandDownStore } from './stand-down.store.js';

/** Ends what posts were told and have not reported: on the record, with the reason, and to each of them; what was issued from above the caller stays. Measures are lifted, teams and depots released each by itself. */
@Injectable()
export class EndTasks {
  constructor(private readonly inForce: StandDownStore, private readonly incidents: IncidentStore, private readonly ending: EndParts, private readonly rollUp: RollUpParents, private readonly seats: SeatStore) {}

  async execute({ id, area, orderSetId, reason }: EndTasksInput, work: Work): Promise<EndedTasks> {
    const caller = callerOf(work);
    const commands = (over: readonly string[]): void => { if (!over.every((a) => mayOver(caller, Operation.roles, a))) throw new Refusal('access.area'); };
    if (area) commands([area]);
    const incident = await this.incidents.keep(work.em, id);
    if (!incident) throw new Refusal('unknown.id');
    if (!area) commands(incident.areas);
    mayCommand(incident, area ? [area] : []);
    const [open, holders] = [await this.inForce.openTasks(work.em, id, area, orderSetId), await this.seats.holders(work.em)];
    const mine = undoable(open, caller, holders);
    const above = open.length - mine.length;
    if (above > 0 && mine.length === 0) throw new Refusal('order.above', { extra: { above } });
    const ended = await this.ending.withWhole(mine.map((o) => o.id), reason, caller.userId, work);
    const gone = new Set(ended.map((o) => o.id));
    await this.rollUp.execute(ended.filter((o) => o.parentId && !gone.has(o.parentId)), work);
    return { incidentId: id, ended: ended.length, perArea: perStreet(ended.map((o) => o.area)), ...(above > 0 ? { above } : {}) };
  }
}
