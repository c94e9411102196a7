import { Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { EvacuationTaskDone, EvacuationTaskOpened } from '@xunling/contracts/classes';
import { rowsOf, type Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import { TASK_OF } from './evacuation.js';
import { HELD_POST } from '../post/post.store.js';

interface Opened { id: string; kind: string; area: string; householdId: string; count: number; assigneeId: string | null }
interface Settled { id: string; kind: string; area: string; version: number }
const STATES = Object.entries(TASK_OF).map(([state, kind]) => ({ state, kind }));

/** Opens persuasion, door check and alarm for households somebody of whom refuses, is silent or went back; ends those the ledger has settled. */
@Injectable()
export class FollowUp {
  /** Answers how many were opened. */
  async run(evacuationId: string, householdIds: readonly string[], work: Work): Promise<number> {
    const opened = await this.open(evacuationId, householdIds, work);
    for (const { id, kind, area, householdId, count, assigneeId } of opened) {
      work.append(EvacuationTaskOpened, { taskId: id, evacuationId, kind, area, householdId, count, ...(assigneeId ? { assigneeId } : {}), at: work.at.toISOString() }, { aggregate: `task/${id}`, version: 1, street: streetOf(area) });
    }
    this.told(rowsOf<Settled>(await work.em.query(
      `update evacuation_task t set state = 'done', outcome = 'settled', done_at = $3, version = version + 1 from jsonb_to_recordset($4::jsonb) as s(state text, kind text)
       where t.evacuation_id = $1 and t.household_id = any($2) and t.state = 'open' and s.kind = t.kind and not exists (select 1 from evacuee e where e.evacuation_id = $1 and e.household_id = t.household_id and e.state = s.state)
       returning t.id, t.kind, t.area, t.version`, [evacuationId, householdIds, work.at, JSON.stringify(STATES)])), evacuationId, work);
    return opened.length;
  }

  /** Ends what is open for an evacuation that is over, or for persons who went on to another ledger. */
  async settle(evacuationId: string, persons: readonly { householdId: string }[] | undefined, work: Work): Promise<void> {
    this.told(rowsOf<Settled>(await work.em.query(
      `update evacuation_task t set state = 'done', outcome = 'settled', done_at = $2, version = version + 1 where evacuation_id = $1 and state = 'open' and ($3::uuid[] is null or household_id = any($3)) returning t.id, t.kind, t.area, t.version`,
      [evacuationId, work.at, persons ? [...new Set(persons.map((p) => p.householdId))] : null])), evacuationId, work);
  }

  private told(settled: readonly Settled[], evacuationId: string, work: Work): void {
    for (const t of settled) work.append(EvacuationTaskDone, { taskId: t.id, evacuationId, kind: t.kind, area: t.area, outcome: 'settled', at: work.at.toISOString() }, { aggregate: `task/${t.id}`, version: t.version, street: streetOf(t.area) });
  }

  /** One open task per household and kind, with the holder of the grid's own post. */
  private async open(evacuationId: string, householdIds: readonly string[], { em, at }: Work): Promise<Opened[]> {
    const wanted: Omit<Opened, 'id'>[] = await em.query(
      `select s.kind, e.area, e.household_id as "householdId", count(*)::int as count,
         (select holder_id from ${HELD_POST} p where p.area = e.area and p.force = 'COMMUNITY' and p.kind = 'LEADER' limit 1) as "assigneeId"
       from evacuee e join jsonb_to_recordset($3::jsonb) as s(state text, kind text) on s.state = e.state where e.evacuation_id = $1 and e.household_id = any($2) group by s.kind, e.area, e.household_id`, [evacuationId, householdIds, JSON.stringify(STATES)]);
    if (wanted.length === 0) return [];
    return rowsOf<Opened>(await em.query(
      `insert into evacuation_task (id, evacuation_id, household_id, kind, area, count, assignee_id, state, opened_at, version)
       select id, $1, "householdId", kind, area, count, "assigneeId", 'open', $3, 1 from jsonb_to_recordset($2::jsonb) as g(id uuid, "householdId" uuid, kind text, area text, count int, "assigneeId" uuid)
       on conflict (evacuation_id, household_id, kind) where state = 'open' do nothing returning id, kind, area, household_id as "householdId", count, assignee_id as "assigneeId"`, [evacuationId, JSON.stringify(wanted.map((w) => ({ ...w, id: newId() }))), at]));
  }
}
