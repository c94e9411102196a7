import { Controller, Inject } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { ReadSeatOffer, type AddMemberInput, type EndMemberInput, type ListMembersInput, type MemberPage, type MemberView } from '@xunling/contracts/classes';
import { Handle, ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { IncidentStore } from '../incident/incident.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { appendFacts, compact, iso, limitOf, page, positionOf } from '../rows.js';
import { join, leave, type Member } from './member.js';
import { MemberStore } from './member.store.js';

const shown = (m: Member, staff: boolean): MemberView => compact({ id: m.id, kind: m.kind, unit: m.unit, name: m.name, by: m.by, from: iso(m.from), until: m.until && iso(m.until), endedBy: m.endedBy, reason: staff ? m.reason : undefined }) as MemberView;

/** Joint members are listed beside the seats. Nothing that asks who may sign or order reads this list. */
@Controller()
export class MemberController {
  constructor(private readonly members: MemberStore, private readonly onDuty: OnDutyView, private readonly incidents: IncidentStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  @Handle('command.member.list')
  async list(input: ListMembersInput, work: Work): Promise<MemberPage> {
    const limit = limitOf(input.limit);
    // reasons concern zone staff, as those of hand-overs
    const staff = mayOver(callerOf(work), ReadSeatOffer.roles, this.origin.zone);
    return page(await this.members.list(work.em, input.past ?? false, positionOf(input.cursor), limit + 1), limit, (m) => shown(m, staff));
  }

  @Handle('command.member.add')
  async add({ kind, unit, name }: AddMemberInput, work: Work): Promise<MemberView> {
    const { em, at } = work;
    await this.members.hold(em);
    const input = { id: newId(), zone: this.origin.zone, kind, unit: unit.trim(), name: name.trim(), by: callerOf(work).userId };
    const { member, facts } = join(await this.onDuty.at(em, at), input, await this.members.present(em), at);
    await this.members.insert(em, member);
    appendFacts(work, `member/${member.id}`, '000', 0, facts, (await this.incidents.open(em, member.zone))[0]?.id);
    return shown(member, true);
  }

  @Handle('command.member.end')
  async end({ id, reason }: EndMemberInput, work: Work): Promise<MemberView> {
    const { em, at } = work;
    await this.members.hold(em);
    const { member, facts } = leave(await this.onDuty.at(em, at), await this.members.get(em, id), callerOf(work).userId, reason, at);
    await this.members.end(em, member);
    appendFacts(work, `member/${id}`, '000', 1, facts, (await this.incidents.open(em, member.zone))[0]?.id);
    return shown(member, true);
  }
}
