import { Injectable } from '@nestjs/common';
import type { Level } from '@xunling/contracts';
import { ProposalEnded, ProposalMade, ProposalSigned, type RaiseLevelInput } from '@xunling/contracts/classes';
import { Ticker, type Work } from '@xunling/messaging';
import { derivedId, newId, Refusal } from '@xunling/platform';
import { missingSignatures } from '../decision/signer.js';
import { TellOfficers } from '../escalation/tell-officers.js';
import { OpenIncident } from '../incident/open-incident.js';
import { nameAreas, streetsOf } from '../known/district.js';
import { KnownStore } from '../known/known.store.js';
import { PlanStore } from '../plan/plan.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { propose, sign, withdraw, type Proposal } from './proposal.js';
import { ProposalStore } from './proposal.store.js';
import { RaiseLevel } from './raise-level.js';

/** Ⅱ and Ⅰ without a warning: proposed, signed by both seats, in force with the last signature; each step one transaction. */
@Injectable()
export class ProposeLevel {
  constructor(
    private readonly proposals: ProposalStore, private readonly raising: RaiseLevel, private readonly plans: PlanStore, private readonly known: KnownStore, private readonly onDuty: OnDutyView, private readonly incidents: OpenIncident, private readonly officers: TellOfficers,
  ) {}

  async make(input: RaiseLevelInput & { level: Level }, by: string, work: Work): Promise<Proposal> {
    const { em, at } = work;
    const command = await this.onDuty.at(em, at);
    const { planVersion } = await this.plans.choose(em, input.planVersion, input);
    const district = await this.known.district(em);
    const streets = streetsOf(input.areas, district);
    if (streets.length === 0 || streets.some((s) => !district.area(s))) throw new Refusal('area.unknown');
    if (input.incidentId) await this.incidents.named(input.incidentId, streets, work);
    const proposal = propose({ id: newId(), level: input.level, areas: nameAreas(streets, district), planVersion, reason: input.reason, incidentId: input.incidentId ?? null }, by, command, at);
    await this.proposals.save(em, proposal);
    this.say(ProposalMade, {
      proposalId: proposal.id, level: proposal.level, areas: proposal.areas, planVersion, reason: input.reason, by, missing: missingSignatures(proposal.level, proposal.signatures, command), lapsesAt: iso(proposal.lapsesAt), ...(input.incidentId ? { incidentId: input.incidentId } : {}),
    }, proposal, work);
    const where = proposal.areas.map((code) => district.area(code)).flatMap((a) => (a ? [a] : []));
    await this.officers.execute('proposal', proposal.id, missingSignatures(proposal.level, proposal.signatures, command).flatMap(({ userId }) => (!userId || userId === by ? [] : [{
      key: 'made', userId, textZh: `提请启动${proposal.level}级响应（${where.map((a) => a.name).join('、')}），待您签署：${proposal.reason}。请登录汛令处理。`, textEn: `Level ${proposal.level} is proposed for ${where.map((a) => a.nameEn).join(', ')} and waits for your signature: ${proposal.reason}. Sign in to Xunling.`,
    }])), work);
    return proposal;
  }

  async sign(id: string, by: string, work: Work): Promise<Proposal> {
    const { proposal, signature, complete } = sign(await this.open(id, work), by, await this.onDuty.at(work.em, work.at), work.at);
    this.say(ProposalSigned, { proposalId: id, level: proposal.level, signature: { ...signature, at: iso(signature.at) } }, proposal, work);
    return complete ? this.enact(proposal, by, work) : this.keep(proposal, work);
  }

  async withdraw(id: string, reason: string, by: string, work: Work): Promise<Proposal> {
    const proposal = withdraw(await this.open(id, work), by, await this.onDuty.at(work.em, work.at), work.at);
    this.say(ProposalEnded, { proposalId: id, how: 'withdrawn', by, reason }, proposal, work);
    return this.keep(proposal, work);
  }

  private async enact(p: Proposal, by: string, work: Work): Promise<Proposal> {
    const orderSetId = derivedId('set', `proposal:${p.id}`);
    const { levelId } = await this.raising.execute({ level: p.level, areas: p.areas, planVersion: p.planVersion, signatures: p.signatures, by, orderSetId, reason: p.reason, ...(p.incidentId ? { incidentId: p.incidentId } : {}) }, work);
    const raised: Proposal = { ...p, state: 'raised', orderSetId, version: p.version + 1 };
    this.say(ProposalEnded, { proposalId: p.id, how: 'raised', levelId }, raised, work);
    return this.keep(raised, work);
  }

  private async open(id: string, work: Work): Promise<Proposal> {
    const found = await this.proposals.lock(work.em, id);
    if (!found) throw new Refusal('unknown.id');
    return found;
  }
  private async keep(p: Proposal, work: Work): Promise<Proposal> { await this.proposals.save(work.em, p); return p; }
  private say<T extends object>(event: new () => T, data: T, p: Proposal, work: Work): void { work.append(event, data, { aggregate: `proposal/${p.id}`, version: p.version, street: '999', ...(p.incidentId ? { incidentId: p.incidentId } : {}) }); }
}

/** What nobody signed in time is over, and said once. */
@Injectable()
@Ticker({ name: 'level-proposal', everyMs: 2000 })
export class ProposalTicker {
  constructor(private readonly proposals: ProposalStore) {}

  async tick(work: Work): Promise<number> {
    const lapsed = await this.proposals.lapse(work.em, work.at);
    for (const { id, version } of lapsed) work.append(ProposalEnded, { proposalId: id, how: 'lapsed' }, { aggregate: `proposal/${id}`, version, street: '999' });
    return lapsed.length;
  }
}
