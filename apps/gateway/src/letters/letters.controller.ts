import { Controller, Headers, Inject } from '@nestjs/common';
import { ListLetters, ReplayLetter, type DeadLetterPage, type DeadLetterView, type PageInput, type ReplayedLetter, type ReplayLetterInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { Admitted } from '../door/admitted.js';
import { Forward } from '../door/forward-call.js';
import { idempotencyKeyOf } from '../door/operation.controllers.js';
import { Admission, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { letterCursor } from '../door/page-cursor.js';
import { letterView, mergeLetters, type ServiceLetter } from './letters.js';

const SERVICES = ['command', 'grid', 'rescue', 'supplies', 'gateway'] as const;
const isCode = (error: unknown, ...codes: string[]): boolean => error instanceof Refusal && codes.includes(error.code);

/** One list of the dead letters of all services; a service that does not answer is named, not passed over in silence. */
@Controller()
export class LettersController {
  constructor(@Inject(Forward) private readonly forward: Forward) {}

  @ServesOperation(ListLetters)
  async list(@OperationInput(ListLetters) input: PageInput, @Admission() admitted: Admitted): Promise<DeadLetterPage> {
    const limit = input.limit ?? 50;
    letterCursor(input.cursor);
    const answers = await Promise.all(SERVICES.map((context) => this.ofService(context, { ...input, limit }, admitted)));
    const letters = answers.flatMap((a) => a.items);
    return { ...mergeLetters(letters, limit), unreachable: SERVICES.filter((_, i) => answers[i]!.silent) };
  }

  @ServesOperation(ReplayLetter)
  async replay(@OperationInput(ReplayLetter) { id, context }: ReplayLetterInput, @Admission() admitted: Admitted, @Headers('idempotency-key') header: string | undefined): Promise<ReplayedLetter> {
    const key = idempotencyKeyOf(header);
    const services = SERVICES.filter((s) => context === undefined || s === context);
    let silent: unknown;
    for (const service of services) {
      try {
        await this.forward.call({ operation: `${service}.letters.replay`, input: { id }, admitted, ...(key && { idempotencyKey: key }) });
        return { id, context: service };
      } catch (error) {
        if (isCode(error, 'context.unreachable')) silent = error;
        else if (!isCode(error, 'unknown.id')) throw error;
      }
    }
    // The letter may be with one that did not answer: then it is not known to be unknown.
    throw silent ?? new Refusal('unknown.id');
  }

  private async ofService(context: string, input: { cursor?: string; limit: number }, admitted: Admitted): Promise<{ items: DeadLetterView[]; silent: boolean }> {
    try {
      const { result } = await this.forward.call({ operation: `${context}.letters.list`, input, admitted });
      return { items: (result as { items: ServiceLetter[] }).items.map((letter) => letterView(context, letter)), silent: false };
    } catch (error) {
      if (isCode(error, 'context.unreachable', 'context.timeout')) return { items: [], silent: true };
      throw error;
    }
  }
}
