import type { ListSitesInput, SitePage, SiteView } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { areaCondition } from '../prefix.js';

type Row = Omit<SiteView, 'position' | 'keeperPostId'> & { no: string; lon: number; lat: number; keeperPostId: string | null };

/** Sites of an area, keyset-paged. */
export async function listSites(em: EntityManager, { area, kind, cursor = '0', limit = 50 }: ListSitesInput): Promise<SitePage> {
  const parameters: unknown[] = [cursor];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = ['no > $1'];
  if (area) where.push(areaCondition(area, bind(area)));
  if (kind) where.push(`kind = ${bind(kind)}`);
  const rows: Row[] = await em.query(
    `select no::text as no, id, area, name, name_en as "nameEn", kind, owner, close_at_cm as "closeAtCm", lon, lat, keeper_post_id as "keeperPostId"
     from site where ${where.join(' and ')} order by site.no limit ${limit}`, parameters);
  const items = rows.map(({ no: _no, lon, lat, keeperPostId, ...row }): SiteView => ({ ...row, position: { lon, lat }, ...(keeperPostId ? { keeperPostId } : {}) }));
  return { items, ...(rows.length === limit ? { nextCursor: rows.at(-1)!.no } : {}) };
}
