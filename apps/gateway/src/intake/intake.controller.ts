import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { Caller } from '@xunling/contracts';
import { ListQuarantine, ListQuarantineInput, PostAlert, QuarantineById, ReadQuarantineOriginal, ResubmitQuarantined, type QuarantinePage, type TakenAlert } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Intake, type Taken } from './intake.js';

/** Alerts in, quarantine out: raw bodies, so written by hand. */
@Controller()
export class IntakeController {
  constructor(@Inject(Intake) private readonly intake: Intake) {}

  @ServesOperation(PostAlert)
  async post(@Req() request: FastifyRequest, @CurrentCaller() caller: Caller | null, @Res({ passthrough: true }) reply: FastifyReply): Promise<TakenAlert> {
    // JSON reaches this handler parsed by the door; it is no alert.
    if (request.body !== undefined && !Buffer.isBuffer(request.body)) throw new Refusal('request.media-type');
    return answer(await this.intake.take((request.body as Buffer | undefined) ?? Buffer.alloc(0), caller!.username), reply);
  }

  @ServesOperation(ListQuarantine)
  list(@OperationInput(ListQuarantine) { cursor, limit = 50, state }: ListQuarantineInput): QuarantinePage {
    const all = this.intake.quarantine().filter((item) => !state || item.state === state);
    const from = cursor ? all.findIndex((item) => item.id === cursor) + 1 : 0;
    const items = all.slice(from, from + limit);
    return { items, ...(from + limit < all.length && { nextCursor: items.at(-1)!.id }) };
  }

  @ServesOperation(ReadQuarantineOriginal)
  async original(@OperationInput(ReadQuarantineOriginal) { id }: QuarantineById, @Res() reply: FastifyReply): Promise<void> {
    const bytes = await this.intake.originalOfQuarantine(id);
    if (!bytes) throw new Refusal('unknown.id');
    // Hostile by suspicion: never shown by a browser.
    void reply.header('content-type', 'application/octet-stream').header('content-disposition', `attachment; filename="${id}.xml"`).send(bytes);
  }

  @ServesOperation(ResubmitQuarantined)
  async resubmit(@OperationInput(ResubmitQuarantined) { id }: QuarantineById, @Res({ passthrough: true }) reply: FastifyReply): Promise<TakenAlert> {
    return answer(await this.intake.resubmit(id), reply);
  }
}

function answer(taken: Taken, reply: FastifyReply): TakenAlert {
  if (taken.kind === 'refused') throw new Refusal('cap.invalid', { errors: taken.faults, extra: { quarantineId: taken.quarantineId } });
  if (taken.kind === 'duplicate') {
    void reply.status(200);
    return { alertId: taken.alertId, duplicate: true };
  }
  const { alertId, verdict, warnings, stored } = taken;
  return { alertId, verdict, warnings, stored };
}
