import type { GridPage, MeasurePage, MeasureView } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { areaCondition } from '../prefix.js';

type Row = Omit<MeasureView, 'orderedAt' | 'executedAt' | 'verifiedAt'> & { no: string; orderedAt: Date; executedAt: string | null; verifiedAt: string | null };

/** Measures on sites: the duties that name one. Not closed until a second person has verified the work. */
export async function listMeasures(em: EntityManager, { area, cursor = '0', limit = 50 }: GridPage): Promise<MeasurePage> {
  const where = ['site_id is not null', "state <> 'ended'", 'no > $1', ...(area ? [areaCondition(area, '$2')] : [])];
  const rows: Row[] = await em.query(
    `select no::text as no, id as "dutyId", order_id as "orderId", site_id as "siteId", area, measure, opened_at as "orderedAt",
       case state when 'verified' then 'verified' when 'reported' then 'executed' else 'not-closed' end as state, reported->>'at' as "executedAt", verified->>'at' as "verifiedAt"
     from duty where ${where.join(' and ')} order by duty.no limit ${limit}`, area ? [cursor, area] : [cursor]);
  const items = rows.map(({ no: _no, orderedAt, executedAt, verifiedAt, ...row }): MeasureView =>
    ({ ...row, orderedAt: orderedAt.toISOString(), ...(executedAt ? { executedAt } : {}), ...(verifiedAt ? { verifiedAt } : {}) }));
  return { items, ...(rows.length === limit ? { nextCursor: rows.at(-1)!.no } : {}) };
}
