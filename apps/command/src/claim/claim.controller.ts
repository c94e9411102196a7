import { Controller } from '@nestjs/common';
import { ClaimSettled, ClaimStated, type ClaimList, type ListClaimsInput, type SettleClaimInput, type StateClaimInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { IncidentStore } from '../incident/incident.store.js';
import { compact, iso } from '../rows.js';
import type { Subject } from './claim.js';
import { ClaimStore } from './claim.store.js';

const shown = ({ subject, disputed, claims, settled }: Subject): ClaimList['items'][number] => compact({
  subject, disputed, claims: claims.map((c) => ({ id: c.id, value: c.value, source: c.source, confidence: c.confidence, at: iso(c.at), receivedAt: iso(c.receivedAt), by: c.by })),
  settled: settled ? { claimId: settled.claimId, reason: settled.reason, by: settled.by, at: iso(settled.at) } : undefined,
}) as ClaimList['items'][number];

@Controller()
export class ClaimController {
  constructor(private readonly claims: ClaimStore, private readonly incidents: IncidentStore) {}

  @Handle('command.claim.list')
  async list({ incident }: ListClaimsInput, work: Work): Promise<ClaimList> { return { items: (await this.claims.subjects(work.em, incident, work.at)).map(shown) }; }

  @Handle('command.claim.state')
  async state({ incidentId, subject, value, source, confidence, at }: StateClaimInput, work: Work): Promise<ClaimList> {
    const by = callerOf(work).userId;
    if (!(await this.incidents.lock(work.em, incidentId))) throw impossible('incidentId', 'unknown', 'there is no such incident');
    const claim = { id: newId(), subject: subject.trim(), value: value.trim(), source, confidence, at: at ? new Date(at) : work.at, receivedAt: work.at, by };
    await this.claims.insert(work.em, incidentId, claim);
    work.append(ClaimStated, { claimId: claim.id, incidentId, subject: claim.subject, value: claim.value, source, confidence, at: iso(claim.at), by }, { aggregate: `claim/${claim.id}`, version: 1, street: '000', incidentId });
    return this.list({ incident: incidentId }, work);
  }

  @Handle('command.claim.settle')
  async settle({ id, reason }: SettleClaimInput, work: Work): Promise<ClaimList> {
    const by = callerOf(work).userId;
    const claim = await this.claims.find(work.em, id);
    if (!claim) throw new Refusal('unknown.id');
    // one at a time: whoever settles second sees the first
    await this.incidents.lock(work.em, claim.incidentId);
    const now = (await this.claims.subjects(work.em, claim.incidentId, work.at)).find((s) => s.subject === claim.subject)!;
    if (now.settled?.claimId === id && !now.disputed) throw new Refusal('state.conflict', { state: 'settled', allowed: [] });
    await this.claims.settle(work.em, claim.incidentId, { subject: claim.subject, claimId: id, reason, by, at: work.at });
    work.append(ClaimSettled, { claimId: id, incidentId: claim.incidentId, subject: claim.subject, reason, by, settledAt: iso(work.at) }, { aggregate: `claim-subject/${claim.incidentId}/${id}`, version: 1, street: '000', incidentId: claim.incidentId });
    return this.list({ incident: claim.incidentId }, work);
  }
}
