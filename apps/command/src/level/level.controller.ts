import { Controller } from '@nestjs/common';
import { mayOver, type Level } from '@xunling/contracts';
import type { LevelHistory, LevelHistoryInput, LevelList, ListLevelsInput, LoweredLevel, LowerLevelInput, PreviewLevelInput, LevelPreview, LevelProposalList, LevelProposalView, CommandById, RaisedLevel, RaiseLevelInput, WithdrawProposalInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { PreviewLevel } from '../decision/preview-level.js';
import { missingSignatures } from '../decision/signer.js';
import { OnDutyView, type OnDuty } from '../roster/on-duty.view.js';
import { compact, iso } from '../rows.js';
import { LevelViews } from './level.view.js';
import { LowerLevel } from './lower-level.js';
import type { Proposal } from './proposal.js';
import { ProposalStore } from './proposal.store.js';
import { ProposeLevel } from './propose-level.js';
import { RaiseDirectly } from './raise-directly.js';

const ROLES = ['commander', 'duty-officer'];
const DAY_MS = 24 * 3_600_000;
const proposalShown = ({ version: _version, ...p }: Proposal, command: OnDuty, now: Date): LevelProposalView => compact({
  ...p, at: iso(p.at), lapsesAt: iso(p.lapsesAt), state: p.state === 'open' && p.lapsesAt <= now ? 'lapsed' : p.state, signatures: p.signatures.map((s) => ({ ...s, at: iso(s.at) })), missing: p.state === 'open' ? missingSignatures(p.level, p.signatures, command) : [],
}) as LevelProposalView;

@Controller()
export class LevelController {
  constructor(private readonly views: LevelViews, private readonly raising: RaiseDirectly, private readonly lowering: LowerLevel, private readonly proposing: ProposeLevel, private readonly proposals: ProposalStore, private readonly previewing: PreviewLevel, private readonly onDuty: OnDutyView) {}

  @Handle('command.level.list') list(input: ListLevelsInput, work: Work): Promise<LevelList> { return this.views.list(work.em, input.area); }
  @Handle('command.level.history') history(input: LevelHistoryInput, work: Work): Promise<LevelHistory> { return this.views.history(work.em, input); }
  @Handle('command.level.raise') raise(input: RaiseLevelInput, work: Work): Promise<RaisedLevel> {
    return this.raising.execute({ ...input, level: input.level as Level }, this.over(input.areas, work), work);
  }
  @Handle('command.level.lower') lower(input: LowerLevelInput, work: Work): Promise<LoweredLevel> { return this.lowering.execute(input, this.over(input.areas, work), work); }

  @Handle('command.level.preview') preview(input: PreviewLevelInput, work: Work): Promise<LevelPreview> { this.over(input.areas, work); return this.previewing.direct(input, work); }

  @Handle('command.proposal.list')
  async waiting(_: object, work: Work): Promise<LevelProposalList> {
    const command = await this.onDuty.at(work.em, work.at);
    return { items: (await this.proposals.recent(work.em, new Date(work.at.getTime() - DAY_MS))).map((p) => proposalShown(p, command, work.at)) };
  }
  @Handle('command.proposal.make') async propose(input: RaiseLevelInput, work: Work): Promise<LevelProposalView> { return this.shown(await this.proposing.make({ ...input, level: input.level as Level }, this.over(input.areas, work), work), work); }
  @Handle('command.proposal.sign') async sign({ id }: CommandById, work: Work): Promise<LevelProposalView> { return this.shown(await this.proposing.sign(id, callerOf(work).userId, work), work); }
  @Handle('command.proposal.withdraw') async drop({ id, reason }: WithdrawProposalInput, work: Work): Promise<LevelProposalView> { return this.shown(await this.proposing.withdraw(id, reason, callerOf(work).userId, work), work); }
  private async shown(p: Proposal, work: Work): Promise<LevelProposalView> { return proposalShown(p, await this.onDuty.at(work.em, work.at), work.at); }

  private over(areas: readonly string[], work: Work): string {
    const caller = callerOf(work);
    if (!areas.every((a) => mayOver(caller, ROLES, a))) throw new Refusal('access.area');
    return caller.userId;
  }
}
