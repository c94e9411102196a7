import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In force, done, verified by another. */
const HELD = "m.state not in ('lifted', 'ended') and m.body ? 'executedAt' and m.body ? 'verifiedAt' and m.body->>'verifiedBy' <> m.body->>'executedBy'";
const SHUTS = "(m.measure in ('CLOSE', 'SEAL') or m.measure = 'SUSPEND' and m.scope = 'TRANSPORT' and s.kind in ('TUNNEL', 'CULVERT', 'UNDERPASS', 'HAZARD_ROAD'))";

/** Sites shown closed by a measure that keeps nobody out of them are not closed, or need not be; what was said of them by such a measure contradicts nothing any more. */
export class WhatShuts1764010000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`update statement t set void = true from measure m join site s on s.id = m.site_id where t.measure_id = m.id and not t.void and t.conflict_id is null and not ${SHUTS};
      update site u set shown = n.shown, board = n.board from (
        select s.id, case when flooded or emptied then 'not-closed' else 'open' end as shown, case when flooded then 0 when emptied then 1 when missed then 2 else 4 end as board
        from site s cross join lateral (
          select coalesce(bool_or(${SHUTS} and ${HELD}), false) as shut, coalesce(bool_or(m.measure = 'EVACUATE'), false) as emptied, coalesce(bool_or((m.body->>'patrolsMissed')::int > 0), false) as missed
          from measure m where m.site_id = s.id and m.state not in ('lifted', 'ended')) of
        where s.shown = 'closed' and not shut) n where u.id = n.id`);
  }
  async down(): Promise<void> { throw new Error('measures are lifted, never deleted'); }
}
