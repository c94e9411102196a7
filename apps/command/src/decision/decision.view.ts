import { Injectable } from '@nestjs/common';
import type { DecisionPage, DecisionView as DecisionRead, ListDecisionsInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { areasOf, callerOf, mustConcern, touches } from '../caller.js';
import { RankViews } from '../plan/rank.view.js';
import { OnDutyView, type OnDuty } from '../roster/on-duty.view.js';
import { compact, iso, limitOf, page, positionOf } from '../rows.js';
import type { Decision } from './decision.js';
import { DECISION_COLUMNS, decisionOf, type DecisionRow } from './decision.store.js';
import { missingSignatures } from './signer.js';

@Injectable()
export class DecisionViews {
  constructor(private readonly onDuty: OnDutyView, private readonly plans: RankViews) {}

  async list(input: ListDecisionsInput, work: Work): Promise<DecisionPage> {
    const { em, at } = work;
    const limit = limitOf(input.limit);
    const rows = (await em.query(
      `select ${DECISION_COLUMNS} from decision where ($1::bigint is null or pos < $1) and ($2::text is null or state = $2) and ($3::uuid is null or warning_id = $3) and ($6::boolean is not true or review_at is not null) and ${touches('areas', '$4')} order by pos desc limit $5`,
      [positionOf(input.cursor), input.state ?? null, input.warningId ?? null, areasOf(callerOf(work)), limit + 1, input.review ?? null],
    )) as DecisionRow[];
    const [command, rank] = [await this.onDuty.at(em, at), await this.plans.at(em, at)];
    const decisions = new Map<string, DecisionRead>();
    for (const row of rows) { const d = decisionOf(row); decisions.set(row.pos, shown(d, command, d.plans ?? (await rank(d)))); }
    return page(rows, limit, (row) => decisions.get(row.pos)!);
  }

  /** @throws Refusal unknown.id, access.area */
  async find(id: string, work: Work): Promise<Decision> {
    const [row] = (await work.em.query(`select ${DECISION_COLUMNS} from decision where id = $1`, [id])) as DecisionRow[];
    if (!row) throw new Refusal('unknown.id');
    mustConcern(work, row.areas ?? []);
    return decisionOf(row);
  }

  async get(id: string, work: Work): Promise<DecisionRead> {
    const { em, at } = work;
    const d = await this.find(id, work);
    return shown(d, await this.onDuty.at(em, at), d.plans ?? (await (await this.plans.at(em, at))(d)));
  }
}

function shown(d: Decision, command: OnDuty, plans: NonNullable<Decision['plans']>): DecisionRead {
  const p = d.proposal;
  return compact({
    id: d.id, cause: d.observed ? 'observation' : 'warning', warningId: d.warningId, colour: d.colour, observed: d.observed, hazard: d.hazard, areas: d.areas, raisedAreas: d.raisedAreas, state: d.state, owner: d.ownerId ? { userId: d.ownerId, name: command.nameOf(d.ownerId) } : undefined,
    openedAt: iso(d.openedAt), dueAt: iso(d.dueAt), exhausted: d.exhausted, hops: d.hops.map((h) => ({ ...h, at: iso(h.at) })), plans,
    signatures: p?.signatures.map((s) => ({ ...s, at: iso(s.at) })) ?? [],
    proposal: p && { level: p.level, planVersion: p.planVersion, areas: p.areas, proposedBy: p.proposedBy, missing: d.state === 'awaiting-signature' ? missingSignatures(p.level, p.signatures, command) : [] },
    reason: d.reason, reviewAt: d.reviewAt && iso(d.reviewAt), decidedBy: d.decidedBy, decidedAt: d.decidedAt && iso(d.decidedAt), orderSetId: d.orderSetId,
  }) as DecisionRead;
}
