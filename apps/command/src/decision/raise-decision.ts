import { Injectable } from '@nestjs/common';
import type { Level } from '@xunling/contracts';
import { DecisionRaised, type ChooseLevelInput, type DecisionOutcome } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { derivedId, impossible, Refusal } from '@xunling/platform';
import { callerOf, mustConcern } from '../caller.js';
import { OpenIncident } from '../incident/open-incident.js';
import { nameAreas, streetsOf } from '../known/district.js';
import { KnownStore } from '../known/known.store.js';
import { RaiseLevel } from '../level/raise-level.js';
import { PlanStore } from '../plan/plan.store.js';
import { RankViews } from '../plan/rank.view.js';
import { OnDutyView, type OnDuty } from '../roster/on-duty.view.js';
import { appendFacts, compact, iso } from '../rows.js';
import { touch } from '../touch.js';
import { WarningViews } from '../warning/warning.view.js';
import { CallDecider } from './call-decider.js';
import { confirm, further, raise, type Decision, type Outcome, type Proposal } from './decision.js';
import { DecisionStore } from './decision.store.js';
import { missingSignatures } from './signer.js';

interface Enacted { decision: Decision; orders: number; orderSetId: string; proposal: Proposal }

/** People sign; the last signature puts the level in force and issues its orders in the same transaction. */
@Injectable()
export class RaiseDecision {
  constructor(
    private readonly decisions: DecisionStore, private readonly onDuty: OnDutyView, private readonly plans: PlanStore, private readonly known: KnownStore,
    private readonly level: RaiseLevel, private readonly warnings: WarningViews, private readonly incidents: OpenIncident, private readonly ranks: RankViews, private readonly calling: CallDecider,
  ) {}

  /** The level, plan version and areas a choice means, with what it leaves open filled in. */
  async wish(decision: Pick<Decision, 'areas'>, input: ChooseLevelInput, work: Work): Promise<{ level: Level; planVersion: string; areas: string[]; incidentId?: string }> {
    const { em } = work;
    const { planVersion } = await this.plans.choose(em, input.planVersion, { incidentId: input.incidentId, areas: input.areas ?? decision.areas });
    const district = await this.known.district(em);
    const streets = streetsOf(input.areas ?? decision.areas, district);
    if (streets.length === 0 || streets.some((s) => !district.area(s))) throw new Refusal('area.unknown');
    const outside = streets.find((s) => !decision.areas.some((a) => touch(s, a)));
    if (outside) throw impossible('areas', 'outside', `${outside} is not of this decision: raise it as a level of its own`);
    if (input.incidentId) await this.incidents.named(input.incidentId, streets, work);
    return { level: input.level as Level, planVersion, areas: nameAreas(streets, district), ...(input.incidentId ? { incidentId: input.incidentId } : {}) };
  }

  raise(input: ChooseLevelInput, work: Work): Promise<DecisionOutcome> {
    return this.act(input.id, work, async (decision, by, command) => raise(decision, await this.wish(decision, input, work), by, command, work.at));
  }

  confirm(id: string, work: Work): Promise<DecisionOutcome> {
    return this.act(id, work, (decision, by, command) => confirm(decision, by, command, work.at));
  }

  private async act(id: string, work: Work, decide: (decision: Decision, by: string, command: OnDuty) => Promise<Outcome> | Outcome): Promise<DecisionOutcome> {
    const by = callerOf(work).userId;
    const command = await this.onDuty.at(work.em, work.at);
    const { decision, orders, orderSetId, proposal } = await this.decisions.update(work.em, id, async (found) => {
      mustConcern(work, found.areas);
      const outcome = await decide(found, by, command);
      if (outcome.decision.state !== 'raised') {
        const version = appendFacts(work, `decision/${id}`, '999', found.version, outcome.facts);
        await this.calling.execute(outcome, work, by);
        return { decision: { ...outcome.decision, version }, orders: undefined, orderSetId: undefined, proposal: outcome.decision.proposal! };
      }
      return this.enact(outcome, by, command, work);
    });
    const { level, signatures } = proposal;
    const raised = orders !== undefined;
    return compact({
      state: raised ? 'raised' : decision.state, left: raised && decision.state === 'open' ? decision.areas : undefined, signatures: signatures.map((s) => ({ ...s, at: iso(s.at) })), missing: raised ? [] : missingSignatures(level, signatures, command), orderSetId, orders,
    }) as DecisionOutcome;
  }

  private async enact({ decision, facts }: Outcome, by: string, command: OnDuty, work: Work): Promise<Enacted> {
    const proposal = decision.proposal!;
    const { level, planVersion, areas, incidentId, signatures } = proposal;
    const plans = await (await this.ranks.at(work.em, work.at))(decision);
    // each part of it has an order set of its own
    const orderSetId = derivedId('set', ['decision:', decision.id, ...(decision.raisedAreas ? [`|${decision.raisedAreas.length}`] : [])].join(''));
    const { warningId, colour } = decision;
    const warning = warningId && colour ? { warningId, colour, receivedAt: (await this.warnings.firstReceived(work.em, warningId, colour)) ?? decision.openedAt } : undefined;
    const { orders } = await this.level.execute({
      level, areas, ...(incidentId ? { incidentId } : {}), planVersion, signatures, by, orderSetId, decision: { id: decision.id, ...(warning ? { warning } : {}) },
    }, work);
    let version = appendFacts(work, `decision/${decision.id}`, '999', decision.version, facts);
    const signers = signatures.map((s) => s.userId);
    work.append(DecisionRaised, { decisionId: decision.id, level, planVersion, signers, orderSetId, plans: plans.slice(0, 20) }, { aggregate: `decision/${decision.id}`, version: ++version, street: '999' });
    const rest = await this.rest(decision, areas, work);
    if (rest.length === 0) return { decision: { ...decision, plans, orderSetId, version }, orders, orderSetId, proposal };
    const outcome = further(decision, rest, command, work.at);
    await this.calling.execute(outcome, work, by);
    return { decision: { ...outcome.decision, version: appendFacts(work, `decision/${decision.id}`, '999', version, outcome.facts) }, orders, orderSetId, proposal };
  }

  /** Streets of the decision where nothing was raised by it. */
  private async rest({ areas }: Decision, raised: readonly string[], work: Work): Promise<string[]> {
    const district = await this.known.district(work.em);
    const over = streetsOf(raised, district);
    const left = streetsOf(areas, district).filter((s) => !over.includes(s));
    return left.length === 0 ? [] : nameAreas(left, district);
  }
}
