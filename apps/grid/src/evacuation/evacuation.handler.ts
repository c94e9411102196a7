import { Inject, Injectable } from '@nestjs/common';
import { ItemStore, listScopes } from '@xunling/addressee';
import { addCounts, mayOver, noCounts, type Caller } from '@xunling/contracts';
import type {
  CountMovedInput, DutyLedger, DutyLedgerInput, EnlistPersonsInput, EvacuationActed, EvacuationById, EvacuationPage, EvacuationReasonInput, EvacuationSteps, EvacuationTask, EvacuationTaskPage, EvacuationWithLedgers, FinishEvacuationTaskInput, HouseholdStepsInput, LedgerHouseholdPage,
  ListEvacuationsInput, ListEvacuationTasksInput, ListLedgerInput, OpenEvacuationInput, ProtectAreaInput, ReviewEvacuationInput,
} from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { impossible, Refusal } from '@xunling/platform';
import { inLine } from '../household/household.js';
import { lineOf, mustBeInLine } from '../household/line.view.js';
import { ReviewEvacuation } from '../protection/review-evacuation.js';
import { CountMoved } from './count-moved.js';
import { ledgerAt } from './duty-ledger.view.js';
import { EndEvacuation } from './end-evacuation.js';
import { Enlist } from './enlist-persons.js';
import { getEvacuation, listEvacuations } from './evacuation.view.js';
import { FinishTask } from './finish-task.js';
import { getTask, listLedger, listSteps, listTasks } from './ledger.view.js';
import { OpenEvacuation } from './open-evacuation.js';

/** Grants inside an evacuation's place, or the place itself where a grant lies around it. @throws Refusal access.area */
function partsOf(caller: Caller, area: string): string[] {
  if (mayOver(caller, ['*'], area)) return [area];
  const parts = caller.grants.map((g) => g.area).filter((a) => a.startsWith(area));
  if (parts.length === 0) throw new Refusal('access.area');
  return parts;
}

@Injectable()
export class EvacuationHandler {
  private readonly duties = new ItemStore('duty');
  constructor(
    @Inject(OpenEvacuation) private readonly opening: OpenEvacuation, @Inject(EndEvacuation) private readonly end: EndEvacuation, @Inject(Enlist) private readonly enlisting: Enlist, @Inject(FinishTask) private readonly finishing: FinishTask,
    @Inject(CountMoved) private readonly counting: CountMoved, @Inject(ReviewEvacuation) private readonly reviewing: ReviewEvacuation,
  ) {}

  @Handle('grid.evacuation.list') list(input: ListEvacuationsInput, { em, caller }: Work): Promise<EvacuationPage> { return listEvacuations(em, input, listScopes(input.area, caller!)); }
  @Handle('grid.evacuation.get') get({ id }: EvacuationById, work: Work): Promise<EvacuationWithLedgers> { return this.shown(id, work); }
  @Handle('grid.evacuation.open') async open(input: OpenEvacuationInput, work: Work): Promise<EvacuationWithLedgers> { return this.shown(await this.opening.direct(input, work), work); }
  @Handle('grid.evacuation.protect') async protect(input: ProtectAreaInput, work: Work): Promise<EvacuationWithLedgers> { return this.shown(await this.opening.onTheGround(input, work), work); }
  @Handle('grid.evacuation.review') async review(input: ReviewEvacuationInput, work: Work): Promise<EvacuationWithLedgers> { await this.reviewing.run(input, work); return this.shown(input.id, work); }
  @Handle('grid.evacuation.declare-safe') async declareSafe({ id }: EvacuationById, work: Work): Promise<EvacuationWithLedgers> { await this.end.declareSafe(id, work); return this.shown(id, work); }
  @Handle('grid.evacuation.lift') async lift({ id, reason }: EvacuationReasonInput, work: Work): Promise<EvacuationWithLedgers> { await this.end.lift(id, reason, work); return this.shown(id, work); }
  @Handle('grid.evacuation.close') async close({ id }: EvacuationById, work: Work): Promise<EvacuationWithLedgers> { await this.end.close(id, work); return this.shown(id, work); }

  @Handle('grid.evacuation.count') async count(input: CountMovedInput, work: Work): Promise<EvacuationWithLedgers> { await this.counting.run(input, work); return this.shown(input.id, work); }
  @Handle('grid.evacuation.of-duty')
  async ofDuty({ id }: DutyLedgerInput, { em, caller }: Work): Promise<DutyLedger> {
    const duty = await this.duties.find(em, id);
    if (!mayOver(caller!, ['*'], duty.area) && ![duty.holderId, duty.deputyId].includes(caller!.userId)) throw new Refusal('access.area');
    return ledgerAt(em, duty);
  }

  @Handle('grid.evacuation.enlist')
  async enlist({ id, area }: EnlistPersonsInput, work: Work): Promise<EvacuationActed> {
    const evacuation = await getEvacuation(work.em, id);
    const scope = area ?? evacuation.area;
    if (!scope.startsWith(evacuation.area)) throw impossible('area', 'outside', 'that lies outside the evacuation');
    if (!mayOver(work.caller!, ['commander', 'duty-officer'], scope)) mustBeInLine(await lineOf(work.em, work.caller!), work.caller!, scope);
    const { persons, ledgers } = await this.enlisting.run(id, area, work);
    return { changed: persons, unchanged: 0, refused: [], totals: ledgers.reduce((sum, l) => addCounts(sum, l.totals), noCounts()), tasks: 0 };
  }

  @Handle('grid.evacuation.households')
  async households({ area, ...input }: ListLedgerInput, { em, caller }: Work): Promise<LedgerHouseholdPage> {
    const evacuation = await getEvacuation(em, input.id);
    if (area !== undefined && !mayOver(caller!, ['*'], area)) throw new Refusal('access.area');
    const parts = area ? [area] : partsOf(caller!, evacuation.area);
    return listLedger(em, input, parts.filter((a) => a !== evacuation.area), await lineOf(em, caller!));
  }
  @Handle('grid.evacuation.steps')
  async steps({ id, householdId }: HouseholdStepsInput, { em, caller }: Work): Promise<EvacuationSteps> {
    const [row]: { area: string }[] = await em.query('select area from evacuation_household where evacuation_id = $1 and household_id = $2', [id, householdId]);
    if (!row) throw new Refusal('unknown.id');
    listScopes(row.area, caller!);
    return listSteps(em, id, householdId, !inLine(await lineOf(em, caller!), row.area));
  }
  @Handle('grid.evacuation.tasks')
  async tasks(input: ListEvacuationTasksInput, { em, caller }: Work): Promise<EvacuationTaskPage> {
    const areas = input.mine ? (input.area ? [input.area] : undefined) : listScopes(input.area, caller!);
    return listTasks(em, input, areas, input.mine ? caller!.userId : undefined, await lineOf(em, caller!));
  }
  @Handle('grid.evacuation.finish-task')
  async finish(input: FinishEvacuationTaskInput, work: Work): Promise<EvacuationTask> {
    await this.finishing.run(input, work);
    return getTask(work.em, input.id, await lineOf(work.em, work.caller!));
  }

  /** Only the part of the ledger that lies in the caller's areas. */
  private async shown(id: string, { em, caller }: Work): Promise<EvacuationWithLedgers> {
    const whole = await getEvacuation(em, id);
    const parts = partsOf(caller!, whole.area);
    return { ...whole, ledgers: whole.ledgers.filter((l) => parts.some((a) => l.area.startsWith(a))) };
  }
}
