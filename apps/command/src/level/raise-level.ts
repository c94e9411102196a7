import { Injectable } from '@nestjs/common';
import { streetOf, type Colour, type Level } from '@xunling/contracts';
import { LevelRaised, NoticeIssued } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { derivedId, newId, Refusal } from '@xunling/platform';
import type { SignatureState } from '../decision/signer.js';
import { OpenIncident } from '../incident/open-incident.js';
import { nameAreas, streetsOf } from '../known/district.js';
import { KnownStore } from '../known/known.store.js';
import { IssueOrders } from '../order/issue-orders.js';
import { PlanStore } from '../plan/plan.store.js';
import { iso } from '../rows.js';
import { raiseOver } from './level.js';
import { LevelStore } from './level.store.js';

export interface RaiseInput {
  level: Level; areas: string[]; incidentId?: string; planVersion: string; signatures: SignatureState[]; by: string; orderSetId: string; reason?: string;
  /** The lag runs from the warning; what gauges opened has none. Without a decision it runs from the most severe red or orange in force there. */
  decision?: { id: string; warning?: { warningId: string; colour: Colour; receivedAt: Date } };
}

/** Puts a level in force and issues all its orders: one transaction, once. */
@Injectable()
export class RaiseLevel {
  constructor(
    private readonly levels: LevelStore, private readonly plans: PlanStore, private readonly known: KnownStore, private readonly incidents: OpenIncident, private readonly issue: IssueOrders,
  ) {}

  async execute(input: RaiseInput, work: Work): Promise<{ levelId: string; areas: string[]; orders: number }> {
    const { em, at } = work;
    const district = await this.known.district(em);
    const streets = streetsOf(input.areas, district);
    if (streets.length === 0 || streets.some((s) => !district.area(s))) throw new Refusal('area.unknown');
    const incident = await this.incidents.named(input.incidentId, streets, work);
    const plan = await this.plans.choose(em, input.planVersion, { incidentId: incident.id });
    const change = await this.levels.change(em, streets, (current) => raiseOver(current, input.level), (moved) => ({
      id: newId(), incidentId: incident.id, kind: 'raised', level: input.level, signatures: input.signatures, at, planVersion: plan.planVersion, orderSetId: input.orderSetId, ...moved,
      ...(input.reason ? { reason: input.reason } : {}), ...(input.decision ? { decisionId: input.decision.id } : {}),
    }));
    const areas = nameAreas(change.areas, district);
    const signers = input.signatures.map((s) => s.userId);
    const orders = await this.issue.execute({ setId: input.orderSetId, incidentId: incident.id, level: input.level, plan, streets: change.areas, by: input.by, ...(signers.length > 1 ? { signedBy: signers } : {}) }, work);
    work.append(LevelRaised, {
      levelId: change.id, incidentId: incident.id, areas, level: input.level, planVersion: plan.planVersion, orderSetId: input.orderSetId, orders, raisedAt: iso(at),
      signatures: input.signatures.map((s) => ({ ...s, at: iso(s.at) })),
      ...(input.decision ? { decisionId: input.decision.id } : {}), ...(change.previous === 'none' ? {} : { previous: change.previous }),
    }, { aggregate: `level/${change.id}`, version: 1, street: '000', incidentId: incident.id });
    for (const [i, notice] of (plan.levels[input.level].notices ?? []).entries()) {
      for (const area of change.areas) {
        const noticeId = derivedId('notice', `${change.id}|${i}|${area}`);
        work.append(NoticeIssued, { noticeId, levelId: change.id, level: input.level, area, headline: notice.textZh.slice(0, 400), ...notice }, { aggregate: `notice/${noticeId}`, version: 1, street: streetOf(area, '000'), incidentId: incident.id });
      }
    }
    // what a person raised by hand answers the warning in force there, if nobody has yet
    const answered = input.decision ? input.decision.warning : await this.levels.unanswered(em, change.areas, at);
    if (answered) await this.levels.insertLag(em, { levelId: change.id, ...answered, level: input.level, areas, orderSetId: input.orderSetId, decidedAt: at, at });
    return { levelId: change.id, areas, orders };
  }
}
