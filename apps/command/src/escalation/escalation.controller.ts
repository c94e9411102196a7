import { Controller, Inject } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { ListOfficerMessages, type AcknowledgeEscalationInput, type EscalationAcknowledgement, type EscalationPage, type ListEscalationsInput, type ListOfficerMessagesInput, type OfficerMessage, type OfficerMessagePage } from '@xunling/contracts/classes';
import { Handle, ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { compact, iso, limitOf, page, positionOf } from '../rows.js';
import { AcknowledgeEscalation } from './acknowledge-escalation.js';
import { EscalationStore } from './escalation.store.js';
import { MessageStore, type ListedMessage } from './message.store.js';

const shown = ({ pos: _pos, about, at, acceptedAt, ...m }: ListedMessage): OfficerMessage => compact({ ...m, about: m.kind === 'escalation' ? undefined : about[0], at: iso(at), acceptedAt: acceptedAt && iso(acceptedAt) }) as OfficerMessage;

@Controller()
export class EscalationController {
  constructor(private readonly escalations: EscalationStore, private readonly acknowledging: AcknowledgeEscalation, private readonly messages: MessageStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  @Handle('command.escalation.list')
  async list({ cursor, limit }: ListEscalationsInput, work: Work): Promise<EscalationPage> {
    const { userId } = callerOf(work);
    const most = limitOf(limit);
    return { total: await this.escalations.count(work.em, userId), ...page(await this.escalations.open(work.em, userId, positionOf(cursor), most + 1), most, (r) => r.view) };
  }

  /** Of the whole zone: a message has no area of its own. */
  @Handle('command.escalation.messages')
  async sent({ state, cursor, limit }: ListOfficerMessagesInput, work: Work): Promise<OfficerMessagePage> {
    if (!mayOver(callerOf(work), ListOfficerMessages.roles, this.origin.zone)) throw new Refusal('access.area');
    const most = limitOf(limit);
    return page(await this.messages.list(work.em, state, positionOf(cursor), most + 1), most, shown);
  }

  @Handle('command.escalation.acknowledge')
  acknowledge(input: AcknowledgeEscalationInput, work: Work): Promise<EscalationAcknowledgement> { return this.acknowledging.execute(input, work); }
}
