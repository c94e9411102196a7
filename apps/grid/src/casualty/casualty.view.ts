import { pageOf, positionOf, withinAny } from '@xunling/addressee';
import type { Caller } from '@xunling/contracts';
import type { CasualtyExplanation, CasualtyPage, CasualtyTotal, CasualtyTotals, CasualtyView, ListCasualtiesInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { jumpsOf, LIMITS, maskName, minutesLate, missedOf, type Totals } from './casualty.js';

interface Row { no: string; id: string; state: string; area: string; name: string; mark: string | null; source: string; occurred_at: Date; received_at: Date; merged_into: string | null; report_id: string | null }
interface Step { casualty_id: string; act: string; more: { reason?: string; source?: string }; by: string; at: Date }
/** What was typed may name people: without it outside of who sees names. */
const wordless = ({ reason: _reason, source: _source, ...more }: Step['more']): object => more;
const COLUMNS = 'no::text as no, id, state, area, name, mark, source, occurred_at, received_at, merged_into, report_id';

/** Names are for who commands and for the record's own line below the zone; an observer or another office sees a surname. */
export const seesName = (caller: Caller, area: string): boolean => caller.grants.some((g) => area.startsWith(g.area) && (['commander', 'duty-officer'].includes(g.role) || (g.area.length >= 9 && ['sub-district-officer', 'post-holder'].includes(g.role))));

/** The statement behind the list, so that a test can ask the planner about it. */
export function casualtyQuery({ state, cursor }: ListCasualtiesInput, areas: readonly string[], rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [withinAny('area', areas, bind)];
  if (cursor) where.push(`no < ${bind(positionOf(cursor))}`);
  if (state) where.push(`state = ${bind(state)}`);
  return { sql: `select ${COLUMNS} from casualty where ${where.join(' and ')} order by casualty.no desc limit ${rows}`, parameters };
}

async function shown(em: EntityManager, rows: readonly Row[], caller: Caller): Promise<Map<string, CasualtyView>> {
  const steps = (await em.query('select casualty_id, act, more, by, at from casualty_step where casualty_id = any($1) order by no', [rows.map((r) => r.id)])) as Step[];
  return new Map(rows.map((r) => {
    const masked = !seesName(caller, r.area);
    return [r.id, {
      id: r.id, state: r.state, area: r.area, name: masked ? maskName(r.name) : r.name, masked, ...(r.mark && !masked ? { mark: r.mark } : {}), ...(masked ? {} : { source: r.source }), occurredAt: r.occurred_at.toISOString(), receivedAt: r.received_at.toISOString(),
      minutesLate: minutesLate(r.occurred_at, r.received_at), ...(missedOf(minutesLate(r.occurred_at, r.received_at)) ? { missed: missedOf(minutesLate(r.occurred_at, r.received_at))! } : {}), ...(r.report_id ? { reportId: r.report_id } : {}), ...(r.merged_into ? { mergedInto: r.merged_into } : {}), steps: steps.filter((s) => s.casualty_id === r.id).map(({ act, more, by, at }) => ({ act, ...(masked ? wordless(more) : more), by, at: at.toISOString() })),
    }];
  }));
}

export async function listCasualties(em: EntityManager, query: ListCasualtiesInput, areas: readonly string[], caller: Caller): Promise<CasualtyPage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = casualtyQuery(query, areas, limit + 1);
  const rows = (await em.query(sql, parameters)) as Row[];
  const views = await shown(em, rows, caller);
  return pageOf(rows, limit, (r) => views.get(r.id)!);
}
/** @throws Refusal unknown.id */
export async function getCasualty(em: EntityManager, id: string, caller: Caller): Promise<CasualtyView> {
  const rows = (await em.query(`select ${COLUMNS} from casualty where id = $1`, [id])) as Row[];
  if (rows.length === 0) throw new Refusal('unknown.id');
  return (await shown(em, rows, caller)).get(id)!;
}
/** Totals by street as records say now, and as they said a day before: only records that moved since then are looked at twice. */
export async function totalCasualties(em: EntityManager, areas: readonly string[], at: Date): Promise<CasualtyTotals> {
  const parameters: unknown[] = [at, [...LIMITS]];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = withinAny('area', areas, bind);
  const STANDS = "state in ('DEAD', 'MISSING', 'INJURED')";
  const n = (condition: string): string => `(count(*) filter (where ${condition}))::int`;
  const rows = (await em.query(
    `select substr(area, 1, 9) as area, ${n("state = 'DEAD'")} dead, ${n("state = 'MISSING'")} missing, ${n("state = 'INJURED'")} injured, ${n(`received_at > $1::timestamptz - interval '1 day' and ${STANDS}`)} "lastDay",
       ${[0, 1, 2].map((i) => `${n(`received_at - occurred_at > ($2::int[])[${i + 1}] * interval '1 minute' and ${STANDS}`)} ${['"over15"', '"over35"', 'late'][i]}`).join(', ')}
     from casualty where ${where} group by 1 order by 1`, parameters)) as Omit<CasualtyTotal, 'jumps'>[];
  const dayBefore = { parameters: [at] as unknown[], where: '' };
  dayBefore.where = withinAny('c.area', areas, (value) => `$${dayBefore.parameters.push(value)}`);
  const moved = (await em.query(
    `select substr(c.area, 1, 9) area, c.state now, coalesce((select coalesce(s.more->>'kind', s.act) from casualty_step s where s.casualty_id = c.id and s.at <= $1::timestamptz - interval '1 day' order by s.no desc limit 1), 'none') before
     from casualty c where ${dayBefore.where} and c.id in (select casualty_id from casualty_step where at > $1::timestamptz - interval '1 day')`, dayBefore.parameters)) as { area: string; now: string; before: string }[];
  const said = (await em.query(`select distinct on (area) area, text, by, at, dead, missing, injured from casualty_explanation where area = any($1) and at > $2::timestamptz - interval '1 day' order by area, no desc`, [rows.map((r) => r.area), at])) as (CasualtyExplanation & { area: string; at: unknown })[];
  return { at: at.toISOString(), items: rows.map((r) => {
    const before = { dead: r.dead, missing: r.missing, injured: r.injured };
    for (const m of moved) if (m.area === r.area) { const [now, then] = [KEY[m.now], KEY[m.before]]; if (now) before[now] -= 1; if (then) before[then] += 1; }
    const found = said.find((s) => s.area === r.area);
    const { area: _area, at: when, ...explained } = found ?? { area: '', at: undefined };
    return { ...r, jumps: jumpsOf(found ?? before, r), ...(found ? { explained: { ...explained, at: (when as unknown as Date).toISOString() } as CasualtyExplanation } : {}) };
  }) };
}
const KEY: Record<string, keyof Totals | undefined> = { DEAD: 'dead', MISSING: 'missing', INJURED: 'injured' };
