import type { AreaClosed, AreaOpened, DepotRegistered, MeasureExecuted, MeasureLifted, MeasureProtected, MeasureReturned, MeasureVerified, PostClosed, PostHeld, PostOpened, SiteFact as PublishedSite, SiteWithdrawn, TeamRegistered, XlEvent } from '@xunling/contracts';
import type { MeasureFact, Picture } from './picture.js';

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
/** A site as it is from now, published or revised. */
export function sitePublished(p: Picture, { data: d }: XlEvent<PublishedSite>): void {
  p.sites[d.siteId] = { zh: d.name, en: d.nameEn, area: d.area, kind: d.kind, owner: d.owner, closeAtCm: d.closeAtCm, lon: d.position.lon, lat: d.position.lat };
}

/** The name stays for what is told of the site; nothing is ordered about it any more. */
export function siteWithdrawn(p: Picture, e: XlEvent<SiteWithdrawn>): void {
  const site = p.sites[e.data.siteId];
  if (site) p.sites[e.data.siteId] = { ...site, closed: true };
}

type OnSite = { siteId: string; area: string; measure: string; scope?: string };
/** A site's measures by kind; each scope of a SUSPEND is one of its own. */
export const measureKey = ({ siteId, measure, scope }: Omit<OnSite, 'area'>): string => `${siteId}|${measure}${scope ? `|${scope}` : ''}`;
export const measureOf = ({ siteId, area, measure, scope }: OnSite): Pick<MeasureFact, 'site' | 'area' | 'measure' | 'scope'> => ({ site: siteId, area, measure, ...(scope ? { scope } : {}) });

/** Begun on the ground without an order: it names itself. */
export function measureProtected(p: Picture, { data: d }: XlEvent<MeasureProtected>): void {
  const key = measureKey(d);
  if (p.measures[key]?.order !== d.measureId) p.measures[key] = { ...measureOf(d), order: d.measureId, state: 'ordered', orderedAt: d.at };
}
/** It does not hold after all. */
export function measureBroken(p: Picture, { data: d }: XlEvent<MeasureReturned>): void {
  const key = measureKey(d);
  const before = p.measures[key];
  if (before?.order === d.measureId) p.measures[key] = { ...before, state: 'ordered' };
}
export function measureLifted(p: Picture, { data: d }: XlEvent<MeasureLifted>): void {
  const key = measureKey(d);
  if (p.measures[key]?.order === d.measureId) delete p.measures[key];
}
export function measureExecuted(p: Picture, { data: d }: XlEvent<MeasureExecuted>): void {
  const key = measureKey(d);
  const before = p.measures[key];
  if (before?.order === d.orderId && before.state === 'verified') return;
  p.measures[key] = { ...before, ...measureOf(d), order: d.orderId, state: 'executed', executedAt: d.at };
}
export function measureVerified(p: Picture, { data: d }: XlEvent<MeasureVerified>): void {
  const key = measureKey(d);
  p.measures[key] = { ...p.measures[key], ...measureOf(d), order: d.orderId, state: 'verified', verifiedAt: d.at };
}
/** Work sent back: the site is not closed. */
export function measureReturned(p: Picture, orderId: string): void {
  const order = p.orders[orderId];
  const key = order?.site ? measureKey({ ...order, siteId: order.site }) : '';
  const before = p.measures[key];
  if (before?.order === orderId && before.state === 'executed') p.measures[key] = { ...before, state: 'ordered' };
}
