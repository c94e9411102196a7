import { Injectable } from '@nestjs/common';
import type { Colour, Level } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { touches } from '../caller.js';
import type { SignatureState } from '../decision/signer.js';
import type { AreaLevel, Change, InForce } from './level.js';

export interface LevelChangeRow {
  id: string; incidentId: string; kind: 'raised' | 'lowered'; areas: string[]; level: InForce; previous: InForce; reason?: string; signatures: SignatureState[]; at: Date;
  decisionId?: string; orderSetId?: string; planVersion?: string;
}

@Injectable()
export class LevelStore {
  /** The level of each street as it is; a street nobody has raised yet is `none`. */
  async current(em: EntityManager, streets: readonly string[], lock = false): Promise<AreaLevel[]> {
    const rows = (await em.query(`select area, level, version from level where area = any($1) order by area ${lock ? 'for update' : ''}`, [streets])) as AreaLevel[];
    const known = new Map(rows.map((r) => [r.area, r]));
    return streets.map((area) => known.get(area) ?? { area, level: 'none', version: 0 });
  }

  /** Changes streets under their locks. What moved between the look and the lock was moved by someone else: 409 `level.changed`. */
  async change(em: EntityManager, streets: readonly string[], decide: (current: AreaLevel[]) => Change, row: (change: Change) => LevelChangeRow): Promise<LevelChangeRow> {
    const seen = await this.current(em, streets);
    await em.query(`insert into level (area, level, version) select unnest($1::text[]), 'none', 0 order by 1 on conflict do nothing`, [streets]);
    const current = await this.current(em, streets, true);
    if (current.some((c, i) => c.version !== seen[i]!.version)) throw new Refusal('level.changed', { state: current.map((c) => c.level).join(','), allowed: [] });
    const written = row(decide(current));
    // lowered, a street keeps the version its level was raised with
    await em.query(
      `update level set level = $2, level_id = $3, incident_id = $4, plan_version = case when $2 = 'none' then null else coalesce($5, plan_version) end, since = $6, version = version + 1 where area = any($1)`,
      [written.areas, written.level, written.id, written.incidentId, written.planVersion ?? null, written.at],
    );
    await em.query(
      `insert into level_change (id, incident_id, kind, areas, level, previous, reason, signatures, at, decision_id, order_set_id, plan_version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [written.id, written.incidentId, written.kind, written.areas, written.level, written.previous, written.reason ?? null, JSON.stringify(written.signatures), written.at,
        written.decisionId ?? null, written.orderSetId ?? null, written.planVersion ?? null],
    );
    return written;
  }

  /** The incident whose level these streets hold, where it is one. */
  async incidentOf(em: EntityManager, streets: readonly string[]): Promise<string | undefined> {
    const rows = (await em.query("select distinct incident_id id from level where area = any($1) and level <> 'none'", [streets])) as { id: string }[];
    return rows.length === 1 ? rows[0]!.id : undefined;
  }

  /** The most severe red or orange in force over these streets whose lag still runs: no level was raised there because of it, and no hold signed. */
  async unanswered(em: EntityManager, streets: readonly string[], at: Date): Promise<{ warningId: string; colour: Colour; receivedAt: Date } | undefined> {
    const [row] = (await em.query(
      `select w.id "warningId", w.colour, coalesce((select min(m.received_at) from warning_message m where m.warning_id = w.id and m.kind = 'signal' and m.colour = w.colour), w.received_at) "receivedAt" from warning w
       where w.state = 'active' and w.expires_at > $2 and w.colour in ('RED', 'ORANGE') and ${touches('w.areas', '$1')} and not exists (select from response_lag l where l.warning_id = w.id and ${touches('l.areas', '$1')})
         and not exists (select from decision d where d.warning_id = w.id and d.state = 'held') order by w.colour desc, 3 limit 1`, [streets, at])) as { warningId: string; colour: Colour; receivedAt: Date }[];
    return row;
  }

  /** A warning answered by what stood: its lag ends with the last raise over its streets, at once where that came before the warning. Kept once a warning and area. */
  async insertStood(em: EntityManager, lag: { warningId: string; colour: Colour; level: Level; areas: string[]; streets: string[]; receivedAt: Date; at: Date }): Promise<void> {
    await em.query(
      `insert into response_lag (level_id, warning_id, colour, level, areas, order_set_id, received_at, decided_at, raised_at, first_order_at)
       select c.id, $1, $2, $3, $4::text[], c.order_set_id, $5, $6, greatest(c.at, $5::timestamptz), greatest(c.at, $5::timestamptz) from level_change c
       where c.kind = 'raised' and c.order_set_id is not null and c.areas && $7::text[] and not exists (select from response_lag l where l.warning_id = $1 and ${touches('l.areas', '$7')}) order by c.at desc, c.pos desc limit 1 on conflict do nothing`,
      [lag.warningId, lag.colour, lag.level, lag.areas, lag.receivedAt, lag.at, lag.streets],
    );
  }

  async insertLag(em: EntityManager, lag: { levelId: string; warningId: string; colour: string; level: Level; areas: string[]; orderSetId: string; receivedAt: Date; decidedAt: Date; at: Date }): Promise<void> {
    await em.query(
      'insert into response_lag (level_id, warning_id, colour, level, areas, order_set_id, received_at, decided_at, raised_at, first_order_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)',
      [lag.levelId, lag.warningId, lag.colour, lag.level, lag.areas, lag.orderSetId, lag.receivedAt, lag.decidedAt, lag.at],
    );
  }
}
