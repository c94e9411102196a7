import type { DutyLedger } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { COUNTED, totalsOf } from './ledger.store.js';

/** Where an order or a measure moves people from; its id is the order's, or the measure's where it was begun on the ground. */
export interface Emptied { orderId: string; area: string; siteId?: string | undefined }

/**
 * How the ledgers stand in one place: everybody there who is on a running one, by whatever order. Whom the register knows there and no
 * ledger has counts as listed, unless the order's own evacuation is over.
 */
export async function ledgerAt(em: EntityManager, { orderId, area, siteId }: Emptied): Promise<DutyLedger> {
  const place = area.slice(0, 15);
  const [counts]: Record<string, unknown>[] = await em.query(
    `select ${Object.entries(COUNTED).map(([k, is]) => `count(*) filter (where ${is})::int as "${k}"`).join(', ')} from (
       select e.state, e.shelter_id from evacuation v join evacuee e on e.evacuation_id = v.id
       where v.state <> 'closed' and substr(v.area, 1, 9) like substr($1, 1, 9) || '%' and e.open and e.area >= $1 and e.area < $1 || ':' and ($2::uuid is null or exists (select from household h where h.id = e.household_id and h.site_id = $2))
       union all
       select 'listed', null from household h join at_risk_person p on p.household_id = h.id and p.left_at is null
       where h.area >= $1 and h.area < $1 || ':' and h.closed_at is null and ($2::uuid is null or h.site_id = $2) and not exists (select from evacuation_order o join evacuation v on v.id = o.evacuation_id where o.order_id = $3 and v.state <> 'open') and not exists (select from evacuee e where e.person_id = p.id and e.open)) x`, [place, siteId ?? null, orderId]);
  const runs: { id: string; counted: number }[] = await em.query(
    `select v.id, (select coalesce(sum(c.n), 0)::int from evacuation_count c where c.evacuation_id = v.id and (starts_with(c.area, $2) or starts_with($2, c.area))) as counted
     from evacuation_order o join evacuation v on v.id = o.evacuation_id where o.order_id = $1 order by v.no`, [orderId, place]);
  return { evacuationIds: runs.map((r) => r.id), totals: totalsOf(counts!), counted: runs.reduce((n, r) => n + r.counted, 0) };
}
