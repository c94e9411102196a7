import { streetOf } from '@xunling/contracts';
import {
  AreaMeasureExecuted, AreaMeasureLifted, AreaMeasureLiftOrdered, AreaMeasurePatrolled, AreaMeasurePatrolOverdue, AreaMeasureReturned, AreaMeasureVerified, MeasureExecuted, MeasureLifted, MeasureLiftOrdered, MeasurePatrolled, MeasurePatrolOverdue, MeasureReturned, MeasureVerified,
  type EventClass,
} from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import type { Measure } from './measure.js';

/** Each fact of a measure on a site has its twin for one over an area, which names no site. */
const FACTS = {
  executed: [MeasureExecuted, AreaMeasureExecuted], verified: [MeasureVerified, AreaMeasureVerified], returned: [MeasureReturned, AreaMeasureReturned], patrolled: [MeasurePatrolled, AreaMeasurePatrolled],
  'patrol-overdue': [MeasurePatrolOverdue, AreaMeasurePatrolOverdue], 'lift-ordered': [MeasureLiftOrdered, AreaMeasureLiftOrdered], lifted: [MeasureLifted, AreaMeasureLifted],
} as const;
/** Facts whose shape is older than measures of their own: a measure without an order names itself. */
const OLD: readonly (keyof typeof FACTS)[] = ['executed', 'verified'];

export const metaOf = (m: Measure, at?: string): { aggregate: string; version: number; street: string; incidentId?: string; at?: Date } =>
  ({ aggregate: `measure/${m.id}`, version: m.version, street: streetOf(m.area), ...(m.incidentId ? { incidentId: m.incidentId } : {}), ...(at ? { at: new Date(at) } : {}) });
/** What was done to which site, in the words every fact of a measure on one shares. */
export const whatOf = (m: Measure): { siteId: string; area: string; measure: string; scope?: string } => ({ siteId: m.siteId!, area: m.area, measure: m.measure, ...(m.scope ? { scope: m.scope } : {}) });
export const factOf = (m: Measure, by: string, at: string): ReturnType<typeof whatOf> & { measureId: string; by: string; at: string } => ({ measureId: m.id, ...whatOf(m), by, at });

/** Says what became of a measure; `more` is what this fact has beside what was done, where, by whom and when. */
export function tell(fact: keyof typeof FACTS, m: Measure, said: { by?: string; at?: string }, more: object, work: Work): void {
  const { siteId, ...what } = whatOf(m);
  const [onSite, overArea] = FACTS[fact] as unknown as [EventClass<object>, EventClass<object>];
  const id = m.siteId && OLD.includes(fact) ? { orderId: m.id, dutyId: m.dutyId ?? m.id } : { measureId: m.id };
  work.append(m.siteId ? onSite : overArea, { ...id, ...(m.siteId ? { siteId } : {}), ...what, ...said, ...more }, metaOf(m, said.at));
}
