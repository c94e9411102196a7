import type { SiteKind } from '@xunling/contracts';
import { toWgs84, type Datum } from '@xunling/geo';
import { impossible, Refusal } from '@xunling/platform';

export type SiteState = 'draft' | 'published' | 'withdrawn';
export interface Contact { name: string; phone: string; duty?: string }
/** A line of the register: what may be missing in a draft is optional. Position in WGS84. */
export interface Site {
  id: string; area: string; name: string; nameEn: string; kind: SiteKind; state: SiteState; version: number; lon: number; lat: number; sourceDatum?: 'GCJ02';
  owner?: string; closeAtCm?: number; clearAtCm?: number; closureDistanceM?: number; keeperPostId?: string; sensors: string[]; contacts: Contact[]; evacuationPlan: boolean;
}
export type Fields = Partial<Omit<Site, 'id' | 'area' | 'state' | 'version' | 'lon' | 'lat' | 'sourceDatum'>> & { position?: { lon: number; lat: number }; datum?: Datum };

export const ALLOWED = { draft: ['revise', 'publish', 'withdraw'], published: ['revise', 'withdraw'], withdrawn: [] } as const satisfies Record<SiteState, readonly string[]>;
type Act = 'revise' | 'publish' | 'withdraw';
function mustAllow(site: Site, act: Act, detail?: string): void {
  const allowed: readonly string[] = ALLOWED[site.state];
  if (!allowed.includes(act)) throw new Refusal('state.conflict', { state: site.state, allowed: [...allowed], ...(detail ? { detail } : {}) });
}

/** What a site lacks. Without owner and threshold it is not published; the rest stands on the daily gap list (C14). */
export function gapsOf(site: Pick<Site, 'owner' | 'closeAtCm' | 'evacuationPlan' | 'contacts'>): string[] {
  return [...(site.owner ? [] : ['owner']), ...(site.closeAtCm === undefined ? ['threshold'] : []), ...(site.evacuationPlan ? [] : ['evacuation-plan']), ...(site.contacts.length > 0 ? [] : ['contacts'])];
}
/** @throws Refusal site.incomplete naming each field that is missing */
function mustBeComplete(site: Site): void {
  const missing = [...(site.owner ? [] : [['owner', '没有责任单位的点位不能发布', 'a site without an owner cannot be published']]), ...(site.closeAtCm === undefined ? [['closeAtCm', '没有关闭阈值的点位不能发布', 'a site without a threshold cannot be published']] : [])] as [string, string, string][];
  if (missing.length > 0) throw new Refusal('site.incomplete', { errors: missing.map(([path, messageZh, message]) => ({ path, reason: 'missing', messageZh, message })) });
}

/** A position in WGS84. @throws Refusal input.impossible where it does not say what it is measured in */
function placed({ position, datum }: Fields): Partial<Site> {
  if (!position) {
    if (datum) throw impossible('position', 'missing', 'a datum says nothing without a position');
    return {};
  }
  if (!datum) throw impossible('datum', 'missing', 'say what the position is measured in');
  const [lon, lat] = toWgs84([position.lon, position.lat], datum);
  return { lon, lat, sourceDatum: datum === 'GCJ02' ? datum : undefined } as Partial<Site>;
}
function checked(site: Site): Site {
  if (site.clearAtCm !== undefined && site.closeAtCm !== undefined && site.clearAtCm > site.closeAtCm) throw new Refusal('input.impossible', { errors: [{ path: 'clearAtCm', reason: 'above-close', messageZh: '恢复水位高于关闭水位', message: 'the clear level lies above the closing level' }] });
  return site;
}

export interface Wish extends Fields { area: string; name: string; kind: SiteKind; position: { lon: number; lat: number }; datum: Datum }
/** @throws Refusal input.impossible */
export function draftSite(id: string, { position, datum, ...wish }: Wish): Site {
  return checked({ sensors: [], contacts: [], evacuationPlan: false, ...wish, id, nameEn: wish.nameEn ?? wish.name, state: 'draft', version: 1, ...(placed({ position, datum }) as { lon: number; lat: number }) });
}

/** The entry with what was named changed, and which fields that were. @throws Refusal state.conflict, site.incomplete, input.impossible */
export function reviseSite(site: Site, { position, datum, ...fields }: Fields): { site: Site; changed: string[] } {
  mustAllow(site, 'revise');
  const given = Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined));
  const next = checked({ ...site, ...given, ...placed({ ...(position ? { position } : {}), ...(datum ? { datum } : {}) }) });
  const changed = [...Object.keys(given).filter((k) => JSON.stringify(given[k]) !== JSON.stringify(site[k as keyof Site])), ...(next.lon !== site.lon || next.lat !== site.lat ? ['position'] : [])];
  if (next.state === 'published') mustBeComplete(next);
  return { site: changed.length > 0 ? { ...next, version: site.version + 1 } : site, changed };
}
/** @throws Refusal state.conflict, site.incomplete */
export function publishSite(site: Site): Site {
  mustAllow(site, 'publish');
  mustBeComplete(site);
  return { ...site, state: 'published', version: site.version + 1 };
}
/** @param inForce measures on it that are not lifted @throws Refusal state.conflict */
export function withdrawSite(site: Site, inForce: number): Site {
  mustAllow(site, 'withdraw');
  if (inForce > 0) throw new Refusal('state.conflict', { state: site.state, allowed: ['lift'], detail: `${inForce} measures on it are in force or under way: lift them first` });
  return { ...site, state: 'withdrawn', version: site.version + 1 };
}

/** "000****12": enough to tell two apart, not enough to dial. */
export const maskPhone = (phone: string): string => (phone.length < 6 ? '*'.repeat(phone.length) : `${phone.slice(0, 3)}${'*'.repeat(phone.length - 5)}${phone.slice(-2)}`);
