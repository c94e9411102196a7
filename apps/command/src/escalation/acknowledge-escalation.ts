import { Injectable } from '@nestjs/common';
import { EscalationAcknowledged, type AcknowledgeEscalationInput, type EscalationAcknowledgement } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { iso } from '../rows.js';
import { EscalationStore } from './escalation.store.js';

/** The superior has it in hand: on the record, and off the superior's list. The order's clocks go on. */
@Injectable()
export class AcknowledgeEscalation {
  constructor(private readonly escalations: EscalationStore) {}

  async execute({ id, note }: AcknowledgeEscalationInput, work: Work): Promise<EscalationAcknowledgement> {
    const by = callerOf(work).userId;
    const row = await this.escalations.lock(work.em, id);
    if (!row) throw new Refusal('unknown.id');
    if (row.userId !== by) throw new Refusal('escalation.not-yours');
    if (!row.open) throw new Refusal('state.conflict', { state: row.acknowledgedAt ? 'acknowledged' : 'over', allowed: [] });
    await this.escalations.acknowledge(work.em, id, work.at, note);
    work.append(EscalationAcknowledged, { escalationId: id, orderId: row.orderId, area: row.area, stage: row.stage, by, at: iso(work.at), ...(note ? { note } : {}) }, { aggregate: `escalation/${id}`, version: 1, street: row.street, incidentId: row.incidentId });
    return { id, orderId: row.orderId, by, at: iso(work.at) };
  }
}
