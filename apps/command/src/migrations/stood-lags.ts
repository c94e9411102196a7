import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One level may answer several warnings. What was answered by a level that stood has its lag from now on; so have those answered before, by the last raise over their areas. */
export class StoodLags1763900032001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table response_lag drop constraint response_lag_pkey, add primary key (level_id, warning_id)');
    await runner.query(`insert into response_lag (level_id, warning_id, colour, level, areas, order_set_id, received_at, decided_at, raised_at, first_order_at)
      select c.id, d.warning_id, d.colour, coalesce((select j.data::jsonb->>'level' from journal j where j.subject = 'decision/' || d.id and j.type = 'command.decision.answered.v1' limit 1), c.level), d.areas, c.order_set_id, r.at, d.decided_at, greatest(c.at, r.at), greatest(c.at, r.at) from decision d
      cross join lateral (select coalesce(min(m.received_at), d.opened_at) at from warning_message m where m.warning_id = d.warning_id and m.kind = 'signal' and m.colour = d.colour) r
      cross join lateral (select * from level_change k where k.kind = 'raised' and k.order_set_id is not null and k.at <= d.decided_at and ${TOUCH('k.areas')} order by k.at desc, k.pos desc limit 1) c
      where d.state = 'answered' and d.warning_id is not null and d.colour is not null and not exists (select from response_lag l where l.warning_id = d.warning_id and ${TOUCH('l.areas')}) on conflict do nothing`);
  }
  async down(): Promise<void> { throw new Error('command tables are not taken back'); }
}
const TOUCH = (areas: string): string => `exists (select from unnest(${areas}) a, unnest(d.areas) b where starts_with(a, b) or starts_with(b, a))`;
