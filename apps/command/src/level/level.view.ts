import { Injectable } from '@nestjs/common';
import { STAGES } from '@xunling/contracts';
import type { LagView, LevelHistory, LevelHistoryInput, LevelList, SeasonLag } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { KnownStore } from '../known/known.store.js';
import { OrderStore } from '../order/order.store.js';
import { compact, iso, limitOf, page, positionOf } from '../rows.js';
import { touch } from '../touch.js';

/** Seven post-reform notices, and 7·20: domain.md C.5. */
const YARDSTICK = { goodPracticeMinutesFrom: 10, goodPracticeMinutesTo: 20, zz720Minutes: 1111 };
interface LevelRow { area: string; level: string; level_id: string | null; incident_id: string | null; plan_version: string | null; since: Date | null }
type LagRow = { warning_id: string; colour: string; level: string; areas: string[]; received_at: Date; decided_at: Date; raised_at: Date; first_order_at: Date; minutes: number } & Record<`all_${string}`, Date | null>

const LATER = STAGES.slice(1);
/** Every arrow with when the last order of the set reached it, measured from the warning. */
function arrowsOf(r: LagRow): LagView['arrows'] {
  const since = (at: Date): number => Math.max(0, (at.getTime() - r.received_at.getTime()) / 60_000);
  return [{ stage: 'issued', at: iso(r.first_order_at), minutes: since(r.first_order_at) }, ...LATER.map((stage) => { const at = r[`all_${stage}`]; return at ? { stage, at: iso(at), minutes: since(at) } : { stage }; })];
}

@Injectable()
export class LevelViews {
  constructor(private readonly known: KnownStore, private readonly orders: OrderStore) {}

  /** Every street, `none` where nothing is in force, and the lags of the last raises. */
  async list(em: EntityManager, area: string | undefined): Promise<LevelList> {
    const rows = new Map(((await em.query('select * from level')) as LevelRow[]).map((r) => [r.area, r]));
    const streets = (await this.known.district(em)).streets().filter((s) => !area || touch(s, area));
    const lags = await this.lags(em);
    const [quantiles] = (await em.query(`select percentile_disc(0.5) within group (order by m) p50, percentile_disc(0.95) within group (order by m) p95
      from (select extract(epoch from raised_at - received_at)::float8 / 60 m from response_lag) l`)) as { p50: number | null; p95: number | null }[];
    return compact({
      items: streets.map((s) => {
        const r = rows.get(s);
        return compact({ area: s, level: r?.level ?? 'none', levelId: r?.level_id, incidentId: r?.incident_id, planVersion: r?.plan_version, since: r?.since ? iso(r.since) : undefined });
      }) as LevelList['items'],
      lags, lagP50: quantiles?.p50, lagP95: quantiles?.p95, seasons: await this.seasons(em, streets), yardstick: YARDSTICK, measuresInForce: await this.orders.countStanding(em, area && area.length >= 9 ? [area] : null),
    }) as LevelList;
  }

  /** Median and 95th percentile per street and season; a level raised for the whole zone counts in each of its streets. */
  private async seasons(em: EntityManager, streets: string[]): Promise<SeasonLag[]> {
    return (await em.query(
      `select s.area, extract(year from l.received_at at time zone 'Asia/Shanghai')::int season, count(*)::int n,
         percentile_disc(0.5) within group (order by l.minutes) p50, percentile_disc(0.95) within group (order by l.minutes) p95
       from unnest($1::text[]) s(area) join (select areas, received_at, greatest(0, extract(epoch from raised_at - received_at)::float8 / 60) minutes from response_lag) l
         on exists (select 1 from unnest(l.areas) a where starts_with(s.area, a))
       group by 1, 2 order by 2 desc, 1 limit 500`, [streets])) as SeasonLag[];
  }

  private async lags(em: EntityManager): Promise<LagView[]> {
    const rows = (await em.query(`select l.*, extract(epoch from raised_at - received_at)::float8 / 60 minutes, s.*
      from (select * from response_lag order by raised_at desc limit 20) l
      cross join lateral (select ${LATER.map((s) => `case when count(*) = count(done_${s}) then max(done_${s}) end all_${s}`).join(', ')}
        from orders where set_id = l.order_set_id and state not in ('withdrawn', 'superseded')) s order by l.raised_at desc`)) as LagRow[];
    return rows.map((r) => compact({
      warningId: r.warning_id, colour: r.colour, level: r.level, areas: r.areas, receivedAt: iso(r.received_at), decidedAt: iso(r.decided_at), raisedAt: iso(r.raised_at), firstOrderAt: iso(r.first_order_at),
      allAcknowledgedAt: r.all_acknowledged ? iso(r.all_acknowledged) : undefined, allVerifiedAt: r.all_verified ? iso(r.all_verified) : undefined, arrows: arrowsOf(r), minutes: Math.max(0, r.minutes),
    }) as LagView);
  }

  async history(em: EntityManager, input: LevelHistoryInput): Promise<LevelHistory> {
    const limit = limitOf(input.limit);
    const rows = (await em.query(
      `select pos, id, kind, areas, level, nullif(previous, 'none') previous, reason, signatures, at, decision_id "decisionId", order_set_id "orderSetId", plan_version "planVersion" from level_change
       where ($1::bigint is null or pos < $1) and ($2::text is null or exists (select 1 from unnest(areas) a where a like $2 || '%' or $2 like a || '%')) order by pos desc limit $3`,
      [positionOf(input.cursor), input.area ?? null, limit + 1],
    )) as (Record<string, unknown> & { pos: string; at: Date })[];
    return page(rows, limit, ({ pos: _pos, ...r }) => compact({ ...r, at: iso(r.at) }) as never) as LevelHistory;
  }
}
