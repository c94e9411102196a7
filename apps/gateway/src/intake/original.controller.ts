import { Controller, Inject, Res } from '@nestjs/common';
import { QuarantineById, ReadWarningOriginal, type WarningDetail } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { FastifyReply } from 'fastify';
import type { Admitted } from '../door/admitted.js';
import { Forward } from '../door/forward-call.js';
import { Admission, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Intake } from './intake.js';

/** The original of a warning: command knows which alert, the spool has its bytes. */
@Controller()
export class OriginalController {
  constructor(@Inject(Intake) private readonly intake: Intake, @Inject(Forward) private readonly forward: Forward) {}

  @ServesOperation(ReadWarningOriginal)
  async original(@OperationInput(ReadWarningOriginal) input: QuarantineById, @Admission() admitted: Admitted, @Res() reply: FastifyReply): Promise<void> {
    const { result } = await this.forward.call({ operation: 'command.warning.get', input, admitted });
    const { digest } = result as WarningDetail;
    const bytes = await this.intake.original(digest);
    if (!bytes) throw new Refusal('unknown.id');
    void reply.header('content-type', 'application/cap+xml').header('content-disposition', `attachment; filename="${input.id}.xml"`).header('etag', `"${digest}"`).send(bytes);
  }
}
