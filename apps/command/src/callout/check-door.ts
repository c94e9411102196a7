import { Injectable } from '@nestjs/common';
import { mayOver, streetOf } from '@xunling/contracts';
import { CalloutDoorChecked, type DoorCheckInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { iso } from '../rows.js';
import { CalloutStore, type PersonRow } from './callout.store.js';
import { CALLERS } from './start-callout.js';

/** Notes what was found at the door. Nobody becomes reached by it: a call is answered by the person or the deputy alone. */
@Injectable()
export class CheckDoor {
  constructor(private readonly callouts: CalloutStore) {}

  /** While it runs and after its end: the door is knocked at as long as it takes. @throws Refusal unknown.id, access.area, state.conflict */
  async execute({ id, rowId, told, note }: DoorCheckInput, work: Work): Promise<PersonRow> {
    const [row] = await this.callouts.lockRows(work.em, [rowId]);
    if (!row || row.calloutId !== id) throw new Refusal('unknown.id');
    const caller = callerOf(work);
    if (!mayOver(caller, CALLERS, row.area)) throw new Refusal('access.area');
    const { kind, incidentId } = await this.callouts.get(work.em, id);
    if (kind !== 'alarm' || row.state !== 'unreached' || row.door?.told) throw new Refusal('state.conflict', { state: row.door?.told ? 'told' : row.state, allowed: [] });
    const after: PersonRow = { ...row, door: { told, note, by: caller.userId, at: iso(work.at) }, version: row.version + 1 };
    await this.callouts.saveRows(work.em, [after]);
    work.append(CalloutDoorChecked, { calloutId: id, rowId, userId: row.userId, told, note, by: caller.userId, at: iso(work.at) }, { aggregate: `callout-row/${rowId}`, version: row.version, street: streetOf(row.area, '000'), ...(incidentId ? { incidentId } : {}) });
    return after;
  }
}
