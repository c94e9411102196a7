import { pageOf, positionOf, withinAny } from '@xunling/addressee';
import type { Caller } from '@xunling/contracts';
import type { CasualtyPage, CasualtyTotals, CasualtyView, ListCasualtiesInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { LATE_MINUTES, maskName, minutesLate } from './casualty.js';

interface Row { no: string; id: string; state: string; area: string; name: string; mark: string | null; source: string; occurred_at: Date; received_at: Date; merged_into: string | null }
interface Step { casualty_id: string; act: string; more: object; by: string; at: Date }
const COLUMNS = 'no::text as no, id, state, area, name, mark, source, occurred_at, received_at, merged_into';

/** Names are for who commands and for the record's own line below the zone; an observer or another office sees a surname. */
export const seesName = (caller: Caller, area: string): boolean => caller.grants.some((g) => area.startsWith(g.area) && (['commander', 'duty-officer'].includes(g.role) || (g.area.length >= 9 && ['sub-district-officer', 'post-holder'].includes(g.role))));

/** The statement behind the list, so that a test can ask the planner about it. */
export function casualtyQuery({ state, cursor }: ListCasualtiesInput, areas: readonly string[], rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [withinAny('area', areas, bind)];
  if (cursor) where.push(`no < ${bind(positionOf(cursor))}`);
  if (state) where.push(`state = ${bind(state)}`);
  return { sql: `select ${COLUMNS} from casualty where ${where.join(' and ')} order by no desc limit ${rows}`, parameters };
}

async function shown(em: EntityManager, rows: readonly Row[], caller: Caller): Promise<Map<string, CasualtyView>> {
  const steps = (await em.query('select casualty_id, act, more, by, at from casualty_step where casualty_id = any($1) order by no', [rows.map((r) => r.id)])) as Step[];
  return new Map(rows.map((r) => {
    const masked = !seesName(caller, r.area);
    return [r.id, {
      id: r.id, state: r.state, area: r.area, name: masked ? maskName(r.name) : r.name, masked, ...(r.mark && !masked ? { mark: r.mark } : {}), source: r.source, occurredAt: r.occurred_at.toISOString(), receivedAt: r.received_at.toISOString(),
      minutesLate: minutesLate(r.occurred_at, r.received_at), ...(r.merged_into ? { mergedInto: r.merged_into } : {}), steps: steps.filter((s) => s.casualty_id === r.id).map(({ act, more, by, at }) => ({ act, ...more, by, at: at.toISOString() })),
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
export async function totalCasualties(em: EntityManager, areas: readonly string[], at: Date): Promise<CasualtyTotals> {
  const parameters: unknown[] = [at, LATE_MINUTES];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const items = await em.query(
    `select substr(area, 1, 9) as area, count(*) filter (where state = 'DEAD')::int dead, count(*) filter (where state = 'MISSING')::int missing, count(*) filter (where state = 'INJURED')::int injured,
       count(*) filter (where received_at > $1::timestamptz - interval '1 day' and state in ('DEAD', 'MISSING', 'INJURED'))::int "lastDay", count(*) filter (where received_at - occurred_at > $2 * interval '1 minute' and state in ('DEAD', 'MISSING', 'INJURED'))::int late
     from casualty where ${withinAny('area', areas, bind)} group by 1 order by 1`, parameters) as CasualtyTotals['items'];
  return { at: at.toISOString(), items };
}
