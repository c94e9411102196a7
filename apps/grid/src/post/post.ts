import { areaKind } from '@xunling/contracts';
import { impossible, Refusal } from '@xunling/platform';

/** Who holds a post; neither means vacant. */
export interface Held { holderId?: string; deputyId?: string }

/** Decides who holds a post from now; undefined where that is so already. @throws Refusal input.impossible where one person is both */
export function hold(now: Held, { holderId, deputyId }: Held): Held | undefined {
  onePersonOnce({ ...(holderId ? { holderId } : {}), ...(deputyId ? { deputyId } : {}) });
  if (now.holderId === holderId && now.deputyId === deputyId) return undefined;
  return { ...(holderId ? { holderId } : {}), ...(deputyId ? { deputyId } : {}) };
}

function onePersonOnce({ holderId, deputyId }: Held): void {
  if (holderId !== undefined && holderId === deputyId) throw impossible('deputyId', 'same-person', 'nobody deputises for himself');
}

/** A change of holder for a coming time; `from` absent = now. At `to` the post is vacant unless somebody else is planned from then. */
export interface Period { from?: Date; to?: Date }
/** Plans reach a year; a seat has at most so many. */
const FARTHEST_MS = 366 * 86_400_000;
export const MOST_PLANS = 50;

/** Decides whether a change is one of now or of a coming instant. What was is never rewritten. @throws Refusal input.impossible */
export function periodOf(from: string | undefined, to: string | undefined, at: Date): Period {
  const begins = from === undefined ? undefined : new Date(from);
  if (begins && begins <= at) throw impossible('from', 'past', 'a change begins now or later; leave `from` out for now');
  if (begins && begins.getTime() - at.getTime() > FARTHEST_MS) throw impossible('from', 'too-far', 'at most a year ahead');
  const ends = to === undefined ? undefined : new Date(to);
  if (ends && ends <= (begins ?? at)) throw impossible('to', 'before-from', 'it ends after it begins');
  if (ends && ends.getTime() - at.getTime() > FARTHEST_MS) throw impossible('to', 'too-far', 'at most a year ahead');
  return { ...(begins ? { from: begins } : {}), ...(ends ? { to: ends } : {}) };
}

export interface PostWish { area: string; kind: string; force?: string | undefined; siteId?: string | undefined }

/** Decides whether a duty seat may be opened. @param area the node, where there ever was one @throws Refusal area.unknown, input.impossible */
export function openPost({ kind, force, siteId, area: code }: PostWish, area: { closed: boolean } | undefined, site: { area: string } | undefined): void {
  if (!area || area.closed) throw new Refusal('area.unknown', { detail: `${code} is no open area` });
  const at = areaKind(code);
  if (kind === 'LEADER' && !force) throw impossible('force', 'required', 'a leader leads a force');
  if ((kind === 'LEADER' || kind === 'DEPUTY') && at === 'zone') throw impossible('area', 'area.kind', 'a force is led at street, community, grid or micro-grid');
  if (kind === 'HEAD' && at !== 'street') throw impossible('area', 'area.kind', 'a head is the superior of a street');
  if (kind === 'HEAD' && force) throw impossible('force', 'head', 'a head stands over all forces');
  if ((kind === 'KEEPER') !== (siteId !== undefined)) throw impossible('siteId', kind === 'KEEPER' ? 'required' : 'keeper-only', 'a keeper, and nobody else, keeps a site');
  if (siteId !== undefined && !site) throw impossible('siteId', 'unknown', 'there is no such site');
  if (site && !site.area.startsWith(code) && !code.startsWith(site.area)) throw impossible('siteId', 'elsewhere', 'the site lies in another area');
}

/** Decides whether a post may be closed. @param duties of it that are neither verified nor ended @throws Refusal state.conflict */
export function closePost(closed: boolean, duties: number): void {
  if (closed) throw new Refusal('state.conflict', { state: 'closed', allowed: [], detail: 'the post is closed already' });
  if (duties > 0) throw new Refusal('state.conflict', { state: 'open', allowed: ['hold'], detail: `${duties} duties of the post are not verified yet: finish or withdraw them first` });
}
