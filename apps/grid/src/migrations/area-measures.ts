import { PLACE_MEASURES } from '@xunling/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 停课 in a street: a measure may hold over an area. Orders of that kind that were given before have been done or not as their duties say. */
export class AreaMeasures1764010000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table measure alter site_id drop not null;
      create index measure_over_area on measure (no) where site_id is null and state not in ('lifted', 'ended');`);
    await runner.query(`
      insert into measure (id, origin, duty_id, area, measure, scope, incident_id, state, version, ordered_at, first_closed_at, patrol_due, body)
      select d.order_id, 'order', d.id, d.area, d.measure, d.scope, d.incident_id,
        case when l.state = 'verified' then 'lifted' when d.state = 'ended' then 'ended' when l.id is not null then 'lift-ordered' when d.state = 'reported' then 'executed' when d.state in ('open', 'handed-back') then 'ordered' when d.state = 'returned' then 'executing' else d.state end,
        d.version, d.opened_at, (d.verified->>'at')::timestamptz, case when d.state = 'verified' and l.state is distinct from 'verified' then (d.verified->>'at')::timestamptz + interval '30 minutes' end,
        jsonb_strip_nulls(jsonb_build_object('orderId', d.order_id, 'orderedBy', d.issued_by, 'hands', jsonb_build_array(d.issued_by, d.holder_id), 'evidence', coalesce(d.reported->'evidence', '[]'), 'patrolEvery', 30, 'patrolsMissed', 0, 'dutyOpen', d.state not in ('verified', 'ended'),
          'executedAt', d.reported->>'at', 'executedBy', d.reported->>'by', 'verifiedAt', d.verified->>'at', 'verifiedBy', d.verified->>'by', 'liftOrderedAt', l.opened_at, 'liftId', l.order_id, 'liftedAt', l.verified->>'at'))
      from duty d left join lateral (select * from duty l where l.lifts = d.order_id and l.state <> 'ended' limit 1) l on true
      where d.site_id is null and d.lifts is null and d.measure = any($1) on conflict do nothing`, [PLACE_MEASURES]);
  }
  async down(): Promise<void> { throw new Error('measures are lifted, never deleted'); }
}
