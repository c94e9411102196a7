import type { AreaPage, AreaView, ListAreasInput } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';

type Row = Omit<AreaView, 'validFrom' | 'validTo' | 'parent' | 'sourceDatum'> & { validFrom: Date; validTo: Date | null; parent: string | null; sourceDatum: 'GCJ02' | null };

const COLUMNS = 'code, kind, name, name_en as "nameEn", parent, home_node as "homeNode", ring, datum, source_datum as "sourceDatum", valid_from as "validFrom", valid_to as "validTo"';
const viewOf = ({ parent, validFrom, validTo, sourceDatum, ...r }: Row): AreaView => ({
  ...r, ...(parent ? { parent } : {}), ...(sourceDatum ? { sourceDatum } : {}), validFrom: validFrom.toISOString(), ...(validTo ? { validTo: validTo.toISOString() } : {}),
});

/** The area tree by code: an area's subtree is a range of codes, so the primary key serves. */
export async function listAreas(em: EntityManager, { area = '', kind, cursor = '', limit = 50 }: ListAreasInput): Promise<AreaPage> {
  const rows: Row[] = await em.query(
    `select ${COLUMNS} from area where code >= $1 and code < $1 || ':' and code > $2 and ($3::text is null or kind = $3) order by code limit $4`,
    [area, cursor, kind ?? null, limit]);
  const items = rows.map(viewOf);
  return { items, ...(items.length === limit ? { nextCursor: items.at(-1)!.code } : {}) };
}

/** One node; it is there. */
export async function getArea(em: EntityManager, code: string): Promise<AreaView> {
  const [row]: [Row] = await em.query(`select ${COLUMNS} from area where code = $1`, [code]);
  return viewOf(row);
}
