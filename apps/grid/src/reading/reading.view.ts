import { pageOf, positionOf, viewOfRow, withinAny } from '@xunling/addressee';
import type { HeldPage, HeldReading, ListHeldInput } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';

/** The statement behind the list, so that a test can ask the planner about it. */
export function heldQuery({ state = 'held', cursor }: ListHeldInput, areas: readonly string[], rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [withinAny('h.area', areas, bind), state === 'held' ? `h.state = 'held'` : `h.state <> 'held'`];
  if (cursor) where.push(`h.no < ${bind(positionOf(cursor))}`);
  return {
    sql: `select h.no::text as no, h.gauge_id as "gaugeId", g.station, g.name, g.name_en as "nameEn", g.parameter, h.area, h.at, h.value, h.doubt, h.state, h.received_at as "receivedAt", h.by, h.reason, h.ruled_at as "ruledAt"
      from reading_hold h join gauge g on g.id = h.gauge_id where ${where.join(' and ')} order by h.no desc limit ${rows}`, parameters,
  };
}
type Row = { no: string; at: Date; receivedAt: Date; ruledAt: Date | null };
/** Readings that wait for a person, or those that were ruled on, newest first. */
export async function listHeld(em: EntityManager, query: ListHeldInput, areas: readonly string[]): Promise<HeldPage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = heldQuery(query, areas, limit + 1);
  return pageOf((await em.query(sql, parameters)) as Row[], limit, ({ at, receivedAt, ruledAt, ...r }) => viewOfRow<HeldReading>({ ...r, at: at.toISOString(), receivedAt: receivedAt.toISOString(), ruledAt: ruledAt?.toISOString() ?? null } as never));
}
