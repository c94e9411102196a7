import type { AreaClosed, AreaOpened, DepotRegistered, MeasureExecuted, MeasureVerified, PostClosed, PostHeld, PostOpened, SitePublished, TeamRegistered, XlEvent } from '@xunling/contracts';
import type { Picture } from './picture.js';

export function areaOpened(p: Picture, e: XlEvent<AreaOpened>): void {
  const d = e.data;
  const drawn = d.kind === 'zone' || d.kind === 'street';
  p.areas[d.code] = { kind: d.kind, zh: d.name, en: d.nameEn, home: d.homeNode, ...(drawn ? { ring: d.ring } : {}) };
}
/** Names stay for what is told of the area; it takes no more part in counts of what is. */
export function areaClosed(p: Picture, e: XlEvent<AreaClosed>): void {
  const area = p.areas[e.data.code];
  if (area) p.areas[e.data.code] = { ...area, closed: true };
}
export function postOpened(p: Picture, e: XlEvent<PostOpened>): void {
  const d = e.data;
  p.names[d.postId] = { zh: d.name, en: d.nameEn, area: d.area, kind: d.kind, ...(d.force ? { force: d.force } : {}) };
}
export function postHeld(p: Picture, e: XlEvent<PostHeld>): void {
  const post = p.names[e.data.postId];
  if (!post) return;
  const { vacant: _before, ...rest } = post;
  p.names[e.data.postId] = e.data.holderId ? rest : { ...rest, vacant: true };
}
/** Its name stays for what is told of it; it is nobody's addressee any more. */
export function postClosed(p: Picture, e: XlEvent<PostClosed>): void {
  const post = p.names[e.data.postId];
  if (!post) return;
  const { vacant: _before, ...rest } = post;
  p.names[e.data.postId] = { ...rest, closed: true };
}
export const teamRegistered = (p: Picture, { data: d }: XlEvent<TeamRegistered>): void => { p.names[d.teamId] = { zh: d.name, en: d.nameEn, area: d.area, kind: d.kind, of: 'team' }; };
export const depotRegistered = (p: Picture, { data: d }: XlEvent<DepotRegistered>): void => { p.names[d.depotId] = { zh: d.name, en: d.nameEn, area: d.area, kind: d.kind, of: 'depot' }; };
export function sitePublished(p: Picture, { data: d }: XlEvent<SitePublished>): void {
  p.sites[d.siteId] = { zh: d.name, en: d.nameEn, area: d.area, kind: d.kind, owner: d.owner, closeAtCm: d.closeAtCm, lon: d.position.lon, lat: d.position.lat };
}

export function measureExecuted(p: Picture, { data: d }: XlEvent<MeasureExecuted>): void {
  const key = `${d.siteId}|${d.measure}`;
  const before = p.measures[key];
  if (before?.order === d.orderId && before.state === 'verified') return;
  p.measures[key] = { ...before, site: d.siteId, area: d.area, measure: d.measure, order: d.orderId, state: 'executed', executedAt: d.at };
}
export function measureVerified(p: Picture, { data: d }: XlEvent<MeasureVerified>): void {
  const key = `${d.siteId}|${d.measure}`;
  p.measures[key] = { ...p.measures[key], site: d.siteId, area: d.area, measure: d.measure, order: d.orderId, state: 'verified', verifiedAt: d.at };
}
/** Work sent back: the site is not closed. */
export function measureReturned(p: Picture, orderId: string): void {
  const site = p.orders[orderId]?.site;
  const key = site ? `${site}|${p.orders[orderId]!.measure}` : '';
  const before = p.measures[key];
  if (before?.order === orderId && before.state === 'executed') p.measures[key] = { ...before, state: 'ordered' };
}
