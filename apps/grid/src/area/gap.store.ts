import { FORCES, areaKind, type Force } from '@xunling/contracts';
import type { EntityManager } from 'typeorm';

/** A node and a force; who leads it must be known. */
export interface Seat { area: string; force: Force }

/** Seats every node must fill: its own force at community, grid and micro-grid, each force at the street. */
export function seatsOf(area: string): Seat[] {
  const kind = areaKind(area);
  if (kind === 'zone' || kind === undefined) return [];
  return kind === 'street' ? FORCES.map((force) => ({ area, force })) : [{ area, force: 'COMMUNITY' }];
}

/** Today's gaps, kept beside what makes them: whoever opens or closes a node or a leader's post, or changes who holds it, counts these seats anew in the same transaction. */
export class GapStore {
  async refresh(em: EntityManager, seats: readonly Seat[]): Promise<void> {
    if (seats.length === 0) return;
    await em.query(
      `with seat as (
         select s.area, s.force, p.id as post_id,
           case when a.valid_to is not null then null
             when p.id is null then case when a.kind = 'street' or (s.force = 'COMMUNITY' and a.kind in ('community', 'grid', 'micro-grid')) then 'post' end
             when h.holder_id is null then 'holder' when h.deputy_id is null then 'deputy' end as missing
         from (select distinct area, force from jsonb_to_recordset($1::jsonb) as g(area text, force text)) s
         join area a on a.code = s.area collate "C"
         left join post p on p.area = s.area and p.force = s.force and p.kind = 'LEADER' and p.valid_to is null
         left join holding h on h.post_id = p.id and h.until is null
       ), filled as (
         delete from seat_gap g using seat s where g.area = s.area collate "C" and g.force = s.force and s.missing is null
       )
       insert into seat_gap (area, force, missing, post_id) select area, force, missing, post_id from seat where missing is not null
       on conflict (area, force) do update set missing = excluded.missing, post_id = excluded.post_id`, [JSON.stringify(seats)]);
  }
}
