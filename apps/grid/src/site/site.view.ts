import { pageOf, positionOf, viewOfRow, withinAny } from '@xunling/addressee';
import type { ListSitesInput, SitePage, SiteView } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';

type SiteQuery = Omit<ListSitesInput, 'area'> & { areas: readonly string[] };
type Row = { no: string; lon: number; lat: number };

/** Sites of these areas, keyset-paged. */
export async function listSites(em: EntityManager, { areas, kind, cursor, limit = 50 }: SiteQuery): Promise<SitePage> {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [`no > ${bind(positionOf(cursor))}`, withinAny('area', areas, bind)];
  if (kind) where.push(`kind = ${bind(kind)}`);
  const rows: Row[] = await em.query(
    `select no::text as no, id, area, name, name_en as "nameEn", kind, owner, close_at_cm as "closeAtCm", lon, lat, keeper_post_id as "keeperPostId"
     from site where ${where.join(' and ')} order by site.no limit ${limit + 1}`, parameters);
  return pageOf(rows, limit, ({ lon, lat, ...row }) => viewOfRow<SiteView>({ ...row, position: { lon, lat } } as { no: string }));
}
