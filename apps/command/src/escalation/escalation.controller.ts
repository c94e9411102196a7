import { Controller } from '@nestjs/common';
import type { AcknowledgeEscalationInput, EscalationAcknowledgement, EscalationPage, ListEscalationsInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { callerOf } from '../caller.js';
import { limitOf, page, positionOf } from '../rows.js';
import { AcknowledgeEscalation } from './acknowledge-escalation.js';
import { EscalationStore } from './escalation.store.js';

@Controller()
export class EscalationController {
  constructor(private readonly escalations: EscalationStore, private readonly acknowledging: AcknowledgeEscalation) {}

  @Handle('command.escalation.list')
  async list({ cursor, limit }: ListEscalationsInput, work: Work): Promise<EscalationPage> {
    const { userId } = callerOf(work);
    const most = limitOf(limit);
    return { total: await this.escalations.count(work.em, userId), ...page(await this.escalations.open(work.em, userId, positionOf(cursor), most + 1), most, (r) => r.view) };
  }

  @Handle('command.escalation.acknowledge')
  acknowledge(input: AcknowledgeEscalationInput, work: Work): Promise<EscalationAcknowledgement> { return this.acknowledging.execute(input, work); }
}
