import { pageOf, positionOf, withinAny } from '@xunling/addressee';
import type { EvacuationSteps, EvacuationTask, EvacuationTaskPage, LedgerHousehold, LedgerHouseholdPage, ListEvacuationTasksInput, ListLedgerInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { inLine, maskName, maskPhone, type Line } from '../household/household.js';

type Person = { personId: string; name: string; state: string; vulnerable: string[]; shelterId: string | null; at: string };
type Row = { no: string; householdId: string; code: string; area: string; siteId: string | null; head: string; phone: string; address: string; persons: Person[] };

/** Households of one ledger; with a state those with somebody in it, found by the state's own index. */
export function ledgerQuery({ id, state, cursor }: Pick<ListLedgerInput, 'id' | 'state' | 'cursor'>, areas: readonly string[], rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [id];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const place = areas.length > 0 ? ` and (${areas.map((a) => (a.length === 15 ? `w.area = ${bind(a)}` : a.length === 12 ? `substr(w.area, 1, 12) = ${bind(a)}` : `starts_with(w.area, ${bind(a)})`)).join(' or ')})` : '';
  const after = bind(positionOf(cursor));
  const page = state
    ? `select w.no, w.household_id, w.area from (select distinct hh, area from evacuee w where evacuation_id = $1 and state = ${bind(state)} and hh > ${after}${place} order by hh limit ${rows}) s join evacuation_household w on w.no = s.hh`
    : `select w.no, w.household_id, w.area from evacuation_household w where w.evacuation_id = $1 and w.no > ${after}${place} order by w.no limit ${rows}`;
  return {
    sql: `with page as (${page}) select w.no::text as no, h.id as "householdId", h.code, w.area, h.site_id as "siteId", h.head, h.phone, h.address,
      (select jsonb_agg(jsonb_build_object('personId', e.person_id, 'name', p.name, 'state', e.state, 'vulnerable', p.vulnerable, 'shelterId', e.shelter_id, 'at', e.at) order by p.no) from evacuee e join at_risk_person p on p.id = e.person_id where e.evacuation_id = $1 and e.household_id = w.household_id) as persons
      from page w join household h on h.id = w.household_id order by w.no`, parameters,
  };
}
export async function listLedger(em: EntityManager, input: ListLedgerInput, areas: readonly string[], line: Line): Promise<LedgerHouseholdPage> {
  const limit = input.limit ?? 50;
  const { sql, parameters } = ledgerQuery(input, areas, limit + 1);
  return pageOf((await em.query(sql, parameters)) as Row[], limit, (r): LedgerHousehold => {
    const masked = !inLine(line, r.area, r.siteId);
    const persons = r.persons.map(({ shelterId, name, at, ...p }) => ({ ...p, name: masked ? maskName(name) : name, at: new Date(at).toISOString(), ...(shelterId ? { shelterId } : {}) }));
    return { householdId: r.householdId, code: r.code, area: r.area, masked, head: masked ? maskName(r.head) : r.head, phone: masked ? maskPhone(r.phone) : r.phone, ...(masked ? {} : { address: r.address }), persons };
  });
}
/** Oldest first; what was typed may name people, so it is for the line only. */
export async function listSteps(em: EntityManager, id: string, householdId: string, masked: boolean): Promise<EvacuationSteps> {
  const rows: { act: string; personIds: string[]; note: string | null; shelterId: string | null; by: string | null; at: Date; receivedAt: Date; late: boolean }[] = await em.query(
    `select act, person_ids as "personIds", note, shelter_id as "shelterId", by, at, received_at as "receivedAt", late from evacuation_step where evacuation_id = $1 and household_id = $2 order by no limit 500`, [id, householdId]);
  return { items: rows.map((r) => ({ act: r.act, count: r.personIds.length, personIds: r.personIds, ...(r.note && !masked ? { note: r.note } : {}), ...(r.shelterId ? { shelterId: r.shelterId } : {}), ...(r.by ? { by: r.by } : {}), at: r.at.toISOString(), receivedAt: r.receivedAt.toISOString(), late: r.late })) };
}

type TaskRow = { no: string; id: string; evacuationId: string; kind: string; area: string; householdId: string; count: number; head: string; phone: string; address: string; assigneeId: string | null; state: 'open' | 'done'; openedAt: Date; doneAt: Date | null; outcome: string | null; note: string | null; by: string | null };
const TASK = `t.no::text as no, t.id, t.evacuation_id as "evacuationId", t.kind, t.area, t.household_id as "householdId", t.count, h.head, h.phone, h.address, t.assignee_id as "assigneeId", t.state, t.opened_at as "openedAt", t.done_at as "doneAt", t.outcome, t.note, t.by`;
function taskOf({ no: _no, openedAt, doneAt, address, head, phone, assigneeId, outcome, note, by, ...r }: TaskRow, line: Line): EvacuationTask {
  const masked = !inLine(line, r.area);
  return {
    ...r, masked, head: masked ? maskName(head) : head, phone: masked ? maskPhone(phone) : phone, ...(masked ? {} : { address }), ...(assigneeId ? { assigneeId } : {}), openedAt: openedAt.toISOString(), ...(doneAt ? { doneAt: doneAt.toISOString() } : {}),
    ...(outcome ? { outcome } : {}), ...(note && !masked ? { note } : {}), ...(by ? { by } : {}),
  };
}
export function taskQuery({ state, cursor }: ListEvacuationTasksInput, areas: readonly string[] | undefined, mine: string | undefined, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [`no > ${bind(positionOf(cursor))}`, ...(areas ? [withinAny('area', areas, bind)] : []), ...(mine ? [`assignee_id = ${bind(mine)}`] : []), ...(state ? [`state = '${state === 'open' ? 'open' : 'done'}'`] : [])];
  return { sql: `select ${TASK} from (select * from evacuation_task where ${where.join(' and ')} order by evacuation_task.no limit ${rows}) t join household h on h.id = t.household_id order by t.no`, parameters };
}
export async function listTasks(em: EntityManager, input: ListEvacuationTasksInput, areas: readonly string[] | undefined, mine: string | undefined, line: Line): Promise<EvacuationTaskPage> {
  const limit = input.limit ?? 50;
  const { sql, parameters } = taskQuery(input, areas, mine, limit + 1);
  return pageOf((await em.query(sql, parameters)) as TaskRow[], limit, (r) => taskOf(r, line));
}
/** @throws Refusal unknown.id */
export async function getTask(em: EntityManager, id: string, line: Line): Promise<EvacuationTask> {
  const [row]: TaskRow[] = await em.query(`select ${TASK} from evacuation_task t join household h on h.id = t.household_id where t.id = $1`, [id]);
  if (!row) throw new Refusal('unknown.id');
  return taskOf(row, line);
}
