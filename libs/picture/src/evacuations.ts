import { addCounts, conservationOf, noCounts, type EvacuationClosed, type EvacuationDeclaredSafe, type EvacuationFact as Acted, type EvacuationLifted, type EvacuationOpened, type EvacuationSafeEnded, type LedgerCounts, type ShelterClosed, type ShelterConstrained, type ShelterFact as Housed, type ShelterRegistered, type ShelterResized, type XlEvent } from '@xunling/contracts';
import type { Picture } from './picture.js';

export function evacuationOpened(p: Picture, { data: d }: XlEvent<EvacuationOpened>): void {
  const early = p.evacuations[d.evacuationId];
  p.evacuations[d.evacuationId] = { ...early, area: d.area, ...(d.siteId ? { site: d.siteId } : {}), cause: d.cause, state: early?.state ?? 'open', openedAt: d.at, ledgers: early?.ledgers ?? {} };
}
/** The newest word of each grid's ledger counts; of many persons several events say the same. All safe ends with the first ledger on which somebody is not verified. */
export function ledgerActed(p: Picture, { data: d, version }: XlEvent<Acted>): void {
  const before = p.evacuations[d.evacuationId] ?? { area: d.area.slice(0, 9), cause: 'order', state: 'open', openedAt: d.at, ledgers: {} };
  if ((before.ledgers[d.area]?.v ?? 0) >= version) return;
  const { safe: _safe, ...rest } = before;
  const { planned, verified } = conservationOf(d.totals);
  p.evacuations[d.evacuationId] = { ...(verified < planned ? rest : before), ledgers: { ...before.ledgers, [d.area]: { v: version, counts: { ...d.totals } } } };
}
export function declaredSafe(p: Picture, { data: d }: XlEvent<EvacuationDeclaredSafe>): void {
  const before = p.evacuations[d.evacuationId];
  if (before) p.evacuations[d.evacuationId] = { ...before, safe: d.at };
}
export function safeEnded(p: Picture, { data: d }: XlEvent<EvacuationSafeEnded>): void {
  const before = p.evacuations[d.evacuationId];
  if (!before) return;
  const { safe: _safe, ...rest } = before;
  p.evacuations[d.evacuationId] = rest;
}
export function evacuationLifted(p: Picture, { data: d }: XlEvent<EvacuationLifted>): void {
  const before = p.evacuations[d.evacuationId];
  if (before) p.evacuations[d.evacuationId] = { ...before, state: 'lifted' };
}
/** A closed ledger is found in its list. */
export const evacuationClosed = (p: Picture, { data: d }: XlEvent<EvacuationClosed>): void => { delete p.evacuations[d.evacuationId]; };

export function shelterRegistered(p: Picture, { data: d, version }: XlEvent<ShelterRegistered>): void {
  p.shelters[d.shelterId] = { zh: d.name, en: d.nameEn, area: d.area, lon: d.position.lon, lat: d.position.lat, capacity: d.capacity, present: 0, assigned: 0, v: version };
}
export function shelterMoved(p: Picture, { data: d, version }: XlEvent<Housed | ShelterConstrained | ShelterResized>): void {
  const before = p.shelters[d.shelterId];
  if (before && before.v < version) p.shelters[d.shelterId] = { ...before, capacity: d.totals.capacity, present: d.totals.present, assigned: d.totals.assigned, v: version };
}
export const shelterClosed = (p: Picture, { data: d }: XlEvent<ShelterClosed>): void => { delete p.shelters[d.shelterId]; };

/** Persons on the running ledgers of an area, by state. */
export function countsOver(picture: Picture, area: string): LedgerCounts {
  let sum = noCounts();
  for (const { ledgers } of Object.values(picture.evacuations)) for (const [grid, { counts }] of Object.entries(ledgers)) if (grid.startsWith(area)) sum = addCounts(sum, counts);
  return sum;
}
