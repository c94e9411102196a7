import { withinAny } from '@xunling/addressee';
import { SHUTTING } from '@xunling/contracts';
import type { MeasureFigures, MeasureFiguresInput } from '@xunling/contracts/classes';
import { impossible } from '@xunling/platform';
import type { EntityManager } from 'typeorm';

const DAYS = 30;
interface Row { area: string; kind: string; ordered: number; closed: number; medianMinutes: number | null; p95Minutes: number | null; total: boolean }

/** The statement behind the figures, so that a test can ask the planner about it. Only measures that keep people out of their site are counted (C6): shops shut or people moved out close nothing. A protection of the ground had no order. */
export function figuresQuery(areas: readonly string[], from: Date, to: Date): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [from, to, ...([0, 1, 2] as const).map((i) => SHUTTING.map((s) => s[i]))];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const took = 'extract(epoch from m.first_closed_at - m.ordered_at) / 60';
  return {
    sql: `select grouping(substr(m.area, 1, 9)) = 1 as total, substr(m.area, 1, 9) as area, s.kind, count(*)::int ordered, count(m.first_closed_at)::int closed,
        round(percentile_cont(0.5) within group (order by ${took})::numeric, 1)::float8 "medianMinutes", round(percentile_cont(0.95) within group (order by ${took})::numeric, 1)::float8 "p95Minutes"
      from measure m join site s on s.id = m.site_id where m.ordered_at >= $1 and m.ordered_at <= $2 and m.origin = 'order' and (m.measure, coalesce(m.scope, ''), s.kind) in (select * from unnest($3::text[], $4::text[], $5::text[])) and m.state <> 'ended' and ${withinAny('m.area', areas, bind)}
      group by grouping sets ((substr(m.area, 1, 9), s.kind), ()) order by 1 desc, 2, 3`,
    parameters,
  };
}

/** Minutes from ordered to the first verified closure: median and 95th percentile, by street and kind. */
export async function measureFigures(em: EntityManager, input: MeasureFiguresInput, areas: readonly string[], now: Date): Promise<MeasureFigures> {
  const to = input.to ? new Date(input.to) : now;
  const from = input.from ? new Date(input.from) : new Date(to.getTime() - DAYS * 86_400_000);
  if (from >= to) throw impossible('from', 'order', 'the period ends before it begins');
  const { sql, parameters } = figuresQuery(areas, from, to);
  const rows = (await em.query(sql, parameters)) as Row[];
  const shown = ({ ordered, closed, medianMinutes, p95Minutes }: Row) => ({ ordered, closed, ...(medianMinutes === null ? {} : { medianMinutes }), ...(p95Minutes === null ? {} : { p95Minutes }) });
  const total = rows.find((r) => r.total);
  return { from: from.toISOString(), to: to.toISOString(), total: total ? shown(total) : { ordered: 0, closed: 0 }, items: rows.filter((r) => !r.total).map((r) => ({ area: r.area, kind: r.kind, ...shown(r) })) };
}
