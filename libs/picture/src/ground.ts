import type { ConflictOpened, ConflictSettled, EvacuationClosed, EvacuationLifted, EvacuationOpened, EvacuationReviewed, MeasureLifted, MeasureProtected, MeasureReviewed, XlEvent } from '@xunling/contracts';
import type { GroundFact, Picture } from './picture.js';

export function conflictOpened(p: Picture, { data: d }: XlEvent<ConflictOpened>): void {
  p.ground[d.conflictId] = { kind: 'conflict', area: d.area, site: d.siteId, owner: d.owner, openedAt: d.openedAt };
}
export const conflictSettled = (p: Picture, { data: d }: XlEvent<ConflictSettled>): void => { delete p.ground[d.conflictId]; };

export function protectionBegun(p: Picture, { data: d }: XlEvent<MeasureProtected>): void {
  p.ground[d.measureId] = { kind: 'protection', area: d.area, site: d.siteId, measure: d.measure, ...(d.scope ? { scope: d.scope } : {}), openedAt: d.at, dueAt: d.reviewBy };
}
/** Somebody above has looked, whatever was said; or it is lifted. */
export const protectionSeen = (p: Picture, { data: d }: XlEvent<MeasureReviewed | MeasureLifted>): void => { delete p.ground[d.measureId]; };

/** A whole grid emptied by its holder; of a site it is told with its measure. */
export function emptyingBegun(p: Picture, { data: d }: XlEvent<EvacuationOpened>): void {
  if (d.reviewBy) p.ground[d.evacuationId] = { kind: 'protection', area: d.area, measure: 'EVACUATE', openedAt: d.at, dueAt: d.reviewBy };
}
export const emptyingSeen = (p: Picture, { data: d }: XlEvent<EvacuationReviewed | EvacuationLifted | EvacuationClosed>): void => { delete p.ground[d.evacuationId]; };

/** Something the ground puts before an officer; `about` is its conflict, measure, or evacuation and grid. */
export interface Put extends Partial<Omit<GroundFact, 'kind'>> { about: string; kind: GroundFact['kind'] | 'returned-early'; area: string; persons?: number }

/**
 * What the ground puts before the officer of `area`, oldest first. A street sees all of its own, also while command is away. The zone sees what no attention
 * has put before it already, and of contradictions those that are its own to settle.
 */
export function putBefore(picture: Picture, area: string): Put[] {
  const zone = area.length <= 6;
  const known = new Set(Object.values(picture.attentions).map((a) => a.about));
  const ground = Object.entries(picture.ground).filter(([about, g]) => g.area.startsWith(area) && (!zone || (!known.has(about) && (g.owner === undefined || g.owner === area))));
  const early = zone ? [] : Object.entries(picture.evacuations).flatMap(([id, { ledgers, openedAt }]) =>
    Object.entries(ledgers).filter(([grid, { counts }]) => grid.startsWith(area) && counts.returned > 0).map(([grid, { counts }]): Put => ({ about: `${id} ${grid}`, kind: 'returned-early', area: grid, persons: counts.returned, openedAt })));
  return [...ground.map(([about, g]): Put => ({ about, ...g })), ...early].sort((a, b) => ((a.openedAt ?? '') < (b.openedAt ?? '') ? -1 : 1));
}
