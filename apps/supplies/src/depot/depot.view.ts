import { pageOf, positionOf, viewOfRow, withinAny } from '@xunling/addressee';
import type { ListDepotsInput, DepotPage, DepotView } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';

type DepotQuery = Omit<ListDepotsInput, 'area'> & { areas: readonly string[] };

/** Depots of these areas, keyset-paged; those of the zone itself are listed with the zone. */
export async function listDepots(em: EntityManager, { areas, cursor, limit = 50 }: DepotQuery): Promise<DepotPage> {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const rows: { no: string }[] = await em.query(
    `select no::text as no, id, area, name, name_en as "nameEn", kind, keeper_id as "keeperId", deputy_id as "deputyId"
     from depot where no > ${bind(positionOf(cursor))} and ${withinAny('area', areas, bind)} order by depot.no limit ${limit + 1}`, parameters);
  return pageOf(rows, limit, viewOfRow<DepotView>);
}
