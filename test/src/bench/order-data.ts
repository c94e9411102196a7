import type { OrderIssued } from '@xunling/contracts';
import { newId } from '@xunling/platform';
import type { Draft } from './orders.js';

const plus = (minutes: number, from: number): string => new Date(from + minutes * 60_000).toISOString();

/** The event's data as command writes it for a draft. */
export function orderData(d: Draft, incidentId: string, orderId = newId(), setId = incidentId): OrderIssued {
  const now = Date.now();
  return {
    orderId, orderSetId: setId, incidentId, measure: d.measure, addressee: d.addressee, area: d.area, textZh: d.textZh, textEn: d.textEn, evidence: d.evidence,
    due: { delivered: plus(d.minutes.delivered, now), acknowledged: plus(d.minutes.acknowledged, now), executing: plus(d.minutes.executing, now), reported: plus(d.minutes.reported, now), verified: plus(d.minutes.verified, now) },
    holderId: d.holderId, resolvedTo: d.resolvedTo, issuedBy: d.holderId, issuedAt: new Date(now).toISOString(), force: d.force, level: 'III', ...(d.deputyId ? { deputyId: d.deputyId } : {}),
  };
}
