import { within } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';

/** An incident as its rule knows it: `areas` it runs over, the zone or streets of it. */
export interface Running { state: 'open' | 'closed'; areas: readonly string[] }

export const covers = (incident: Running, areas: readonly string[]): boolean => areas.every((area) => incident.areas.some((own) => within(area, own)));

/** Whether an act over these areas may name this incident. @throws Refusal state.conflict where it is closed, access.incident where it runs elsewhere */
export function mayCommand(incident: Running, areas: readonly string[]): void {
  if (incident.state === 'closed') throw new Refusal('state.conflict', { state: 'closed', allowed: [], detail: 'the incident is closed' });
  if (!covers(incident, areas)) throw new Refusal('access.incident');
}

/**
 * The incident an act that names none belongs to: the one open over its areas; undefined where there is none, and one is opened.
 * @throws Refusal incident.unnamed where several are
 */
export function only<T extends Running>(open: readonly T[], areas: readonly string[]): T | undefined {
  const here = open.filter((i) => covers(i, areas));
  if (here.length > 1) throw new Refusal('incident.unnamed', { state: 'open', allowed: [], detail: `${here.length} incidents are open here` });
  return here[0];
}
