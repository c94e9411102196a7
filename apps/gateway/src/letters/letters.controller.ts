import { Controller, Headers, Inject } from '@nestjs/common';
import {
  ListLetters, ReplayLetter, ReplayLetters, type DeadLetterPage, type LetterCount, type LetterFailure, type ListLettersInput, type ReplayedLetter, type ReplayedLetters, type ReplayLetterInput, type ReplayLettersInput,
} from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { Admitted } from '../door/admitted.js';
import { Forward } from '../door/forward-call.js';
import { idempotencyKeyOf } from '../door/operation.controllers.js';
import { Admission, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { letterCursor } from '../door/page-cursor.js';
import { aggregateOf, letterView, mergeLetters, type ServiceLetter } from './letters.js';

const SERVICES = ['command', 'grid', 'rescue', 'supplies', 'gateway'] as const;
/** Letters of one service replayed by one call; a later call goes on. */
const MOST_REPLAYED = 200;
interface OfService { context: string; letters: ServiceLetter[]; counts: LetterCount[]; silent: boolean }
const isCode = (error: unknown, ...codes: string[]): boolean => error instanceof Refusal && codes.includes(error.code);

/** One list of the dead letters of all services; a service that does not answer is named, not passed over in silence. */
@Controller()
export class LettersController {
  constructor(@Inject(Forward) private readonly forward: Forward) {}

  @ServesOperation(ListLetters)
  async list(@OperationInput(ListLetters) { context, ...input }: ListLettersInput, @Admission() admitted: Admitted): Promise<DeadLetterPage> {
    const limit = input.limit ?? 50;
    letterCursor(input.cursor);
    const answers = await Promise.all(named(context).map((service) => this.ofService(service, { ...input, limit }, admitted)));
    const letters = answers.flatMap((a) => a.letters.map((letter) => letterView(a.context, letter)));
    return { ...mergeLetters(letters, limit), counts: answers.flatMap((a) => a.counts), unreachable: silent(answers) };
  }

  @ServesOperation(ReplayLetters)
  async replayAll(@OperationInput(ReplayLetters) { context, reason }: ReplayLettersInput, @Admission() admitted: Admitted): Promise<ReplayedLetters> {
    const kinds = reason ? [reason] : ['failed', 'refused'];
    const answers = (await Promise.all(kinds.flatMap((kind) => named(context).map((service) => this.ofService(service, { limit: MOST_REPLAYED, reason: kind }, admitted)))));
    const failed: LetterFailure[] = [];
    let replayed = 0;
    const stuck = new Set<string>();
    const all = answers.flatMap((a) => a.letters.map((letter) => ({ context: a.context, letter, place: `${a.context}/${letter.subscription}/${aggregateOf(letter)}` })));
    for (const { context: service, letter, place } of all.sort((a, b) => Date.parse(a.letter.at) - Date.parse(b.letter.at)).slice(0, MOST_REPLAYED)) {
      const code = stuck.has(place) ? 'behind-a-failed-one' : await this.again(service, letter.id, admitted);
      if (code === undefined) { replayed += 1; continue; }
      stuck.add(place);
      failed.push({ id: letter.id, context: service, code });
    }
    const after = await Promise.all(named(context).map((service) => this.ofService(service, { limit: 1 }, admitted)));
    return { replayed, failed, left: after.flatMap((a) => a.counts).filter((c) => kinds.includes(c.reason)).reduce((n, c) => n + c.n, 0), unreachable: silent(after) };
  }

  @ServesOperation(ReplayLetter)
  async replay(@OperationInput(ReplayLetter) { id, context }: ReplayLetterInput, @Admission() admitted: Admitted, @Headers('idempotency-key') header: string | undefined): Promise<ReplayedLetter> {
    const key = idempotencyKeyOf(header);
    const services = named(context);
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

  /** Why it did not go; undefined where it did. */
  private async again(service: string, id: string, admitted: Admitted): Promise<string | undefined> {
    try {
      await this.forward.call({ operation: `${service}.letters.replay`, input: { id }, admitted });
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  }

  private async ofService(context: string, input: { cursor?: string; limit: number; reason?: string }, admitted: Admitted): Promise<OfService> {
    try {
      const { result } = await this.forward.call({ operation: `${context}.letters.list`, input, admitted });
      const { items, counts } = result as { items: ServiceLetter[]; counts: { reason: string; n: number }[] };
      return { context, letters: items, counts: counts.map((c) => ({ context, ...c })), silent: false };
    } catch (error) {
      if (isCode(error, 'context.unreachable', 'context.timeout')) return { context, letters: [], counts: [], silent: true };
      throw error;
    }
  }
}

const named = (context: string | undefined): readonly string[] => SERVICES.filter((service) => context === undefined || service === context);
const silent = (answers: readonly OfService[]): string[] => [...new Set(answers.filter((a) => a.silent).map((a) => a.context))];
