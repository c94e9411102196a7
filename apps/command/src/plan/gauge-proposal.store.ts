import { Injectable } from '@nestjs/common';
import type { Level } from '@xunling/contracts';
import type { EntityManager } from 'typeorm';
import type { Deciding, GaugeProposal, Standing } from './gauge-proposal.js';

/** What gauges propose now: a row lasts as long as the conditions hold, so that one episode is said once. */
@Injectable()
export class GaugeProposalStore {
  /** All of them; two instances look one after another. */
  async lock(em: EntityManager): Promise<Standing[]> {
    await em.query(`select pg_advisory_xact_lock(hashtext('gauge-proposal'))`);
    return em.query('select area, level from gauge_proposal order by area, level');
  }
  async begin(em: EntityManager, { area, level, planVersion }: GaugeProposal, at: Date): Promise<void> {
    await em.query('insert into gauge_proposal (area, level, plan_version, since) values ($1, $2, $3, $4) on conflict do nothing', [area, level, planVersion, at]);
  }
  async over(em: EntityManager, gone: readonly Standing[]): Promise<void> {
    for (const { area, level } of gone) await em.query('delete from gauge_proposal where area = $1 and level = $2', [area, level]);
  }
  /** Colours in force, by area. */
  colours(em: EntityManager, at: Date): Promise<{ colour: string; areas: string[] }[]> {
    return em.query(`select colour, areas from warning where state = 'active' and expires_at > $1`, [at]);
  }
  /** Whether people took a decision over the area after an instant. */
  async decidedSince(em: EntityManager, area: string, since: Date): Promise<boolean> {
    const rows = (await em.query(`select 1 from decision where state in ('raised', 'held', 'answered') and decided_at >= $2 and exists (select 1 from unnest(areas) a where a like $1 || '%' or $1 like a || '%') limit 1`, [area, since])) as unknown[];
    return rows.length > 0;
  }
  /** What people decide now, or hold until its review. */
  async deciding(em: EntityManager): Promise<Deciding[]> {
    const rows = (await em.query(`select areas, state, exhausted, observed->>'level' level from decision where state in ('open', 'awaiting-signature') or (state = 'held' and observed is not null and review_at is not null)`)) as (Omit<Deciding, 'level'> & { level: Level | null })[];
    return rows.map(({ level, ...d }) => ({ ...d, ...(level ? { level } : {}) }));
  }
}
