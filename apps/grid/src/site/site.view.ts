import { pageOf, positionOf, withinAny } from '@xunling/addressee';
import { type Caller } from '@xunling/contracts';
import type { ListSitesInput, SitePage, SiteView, SiteWithSteps } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { maskName } from '../casualty/casualty.js';
import { seesName } from '../casualty/casualty.view.js';
import { gapsOf, maskPhone, type Site } from './site.js';
import { COLUMNS, siteOf } from './site.store.js';

export type SiteQuery = Omit<ListSitesInput, 'area'> & { areas: readonly string[] };

/** Stations a site names that are no depth gauge of it: that is why nobody sees a depth there. */
const STRAYS = `select x from unnest(site.sensors) x where not exists (select from gauge g where g.station = x and g.parameter = 'depth' and g.valid_to is null and g.site_id = site.id)`;
const SHOWN = `${COLUMNS}, array(${STRAYS}) as strays`;
type Seen = Site & { strays: string[] };

/** The statement behind the list, so that a test can ask the planner about it. */
export function siteQuery({ areas, kind, state = 'published', gaps, cursor }: SiteQuery, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [`no > ${bind(positionOf(cursor))}`, withinAny('area', areas, bind)];
  if (kind) where.push(`kind = ${bind(kind)}`);
  if (gaps) where.push(`state <> 'withdrawn' and (owner is null or close_at_cm is null or not evacuation_plan or contacts = '[]' or sensors <> '{}' and exists (${STRAYS}))`);
  else if (state !== 'all') where.push(`state = ${bind(state)}`);
  return { sql: `select no::text as no, ${SHOWN} from site where ${where.join(' and ')} order by site.no limit ${rows}`, parameters };
}

/** A site as this caller may see it. */
export function viewOfSite({ lon, lat, contacts, strays, ...site }: Seen, caller: Caller): SiteView {
  const masked = !seesName(caller, site.area);
  return { ...site, position: { lon, lat }, datum: 'WGS84', contacts: masked ? contacts.map((c) => ({ ...c, name: maskName(c.name), phone: maskPhone(c.phone) })) : contacts, gaps: [...gapsOf({ ...site, contacts }), ...(strays.length > 0 ? ['gauges'] : [])], ...(strays.length > 0 ? { strays } : {}), masked };
}

/** Sites of these areas, keyset-paged. */
export async function listSites(em: EntityManager, query: SiteQuery, caller: Caller): Promise<SitePage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = siteQuery(query, limit + 1);
  return pageOf((await em.query(sql, parameters)) as { no: string }[], limit, ({ no: _no, ...row }) => viewOfSite(siteOf(row) as Seen, caller));
}

/** One site with its steps, newest first. @throws Refusal unknown.id */
export async function getSite(em: EntityManager, id: string, caller: Caller): Promise<SiteWithSteps> {
  const [row] = (await em.query(`select ${SHOWN} from site where id = $1`, [id])) as object[];
  if (!row) throw new Refusal('unknown.id');
  const steps = (await em.query('select act, by, at, reason, changed from site_step where site_id = $1 order by no desc limit 200', [id])) as { act: string; by: string | null; at: Date; reason: string | null; changed: string[] }[];
  return { ...viewOfSite(siteOf(row) as Seen, caller), steps: steps.map(({ act, by, at, reason, changed }) => ({ act, at: at.toISOString(), changed, ...(by ? { by } : {}), ...(reason ? { reason } : {}) })) };
}
