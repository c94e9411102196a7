import { Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { EvacuationTaskDone, type FinishEvacuationTaskInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { lineOf, mustBeInLine } from '../household/line.view.js';

/** What came of a follow-up, said by the grid's line; the ledger itself moves by its acts. */
@Injectable()
export class FinishTask {
  async run({ id, outcome, note }: FinishEvacuationTaskInput, work: Work): Promise<void> {
    const { em, at, caller } = work;
    const [task]: { evacuationId: string; area: string; kind: string; state: string; version: number }[] = await em.query('select evacuation_id as "evacuationId", area, kind, state, version from evacuation_task where id = $1 for update', [id]);
    if (!task) throw new Refusal('unknown.id');
    mustBeInLine(await lineOf(em, caller!), caller!, task.area);
    if (task.state === 'done') throw new Refusal('state.conflict', { state: 'done', allowed: [] });
    await em.query(`update evacuation_task set state = 'done', outcome = $2, note = $3, by = $4, done_at = $5, version = version + 1 where id = $1`, [id, outcome, note ?? null, caller!.userId, at]);
    work.append(EvacuationTaskDone, { taskId: id, evacuationId: task.evacuationId, kind: task.kind, area: task.area, outcome, by: caller!.userId, at: at.toISOString() }, { aggregate: `task/${id}`, version: task.version + 1, street: streetOf(task.area) });
  }
}
