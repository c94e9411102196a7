import { Inject, Injectable } from '@nestjs/common';
import { LetterReplayed } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { XlEvent } from '@xunling/contracts';
import { countLetters, findLetter, listLetters, markReplayed, type DeadLetter } from '../subscribe/dead-letter.store.js';
import { takeNew } from '../subscribe/inbox.store.js';
import type { Work } from '../work.js';
import type { Subscriber } from '../subscribe/subscribe.decorator.js';
import { FIND_SUBSCRIBER } from './tokens.js';

/** Dead letters of this service: `rpc.<node>.<context>.letters.{list,replay}`, called by the gateway's one list of all contexts. */
@Injectable()
export class LettersHandler {
  constructor(@Inject(FIND_SUBSCRIBER) private readonly findSubscriber: (name: string) => Subscriber | undefined) {}

  async list({ cursor, limit = 50, reason }: { cursor?: string; limit?: number; reason?: string }, work: Work): Promise<{ items: DeadLetter[]; counts: { reason: string; n: number }[]; nextCursor?: string }> {
    const items = await listLetters(work.em, cursor, limit, reason);
    const last = items.at(-1);
    return { items, counts: await countLetters(work.em), ...(items.length === limit && last ? { nextCursor: `${new Date(last.at).toISOString()}/${last.id}` } : {}) };
  }

  /** Handles the message again, in this transaction; it fails as the handler fails, and the letter stays. */
  async replay({ id }: { id: string }, work: Work): Promise<{ id: string; replayedAt: string }> {
    const letter = await findLetter(work.em, id);
    if (!letter) throw new Refusal('unknown.id');
    if (letter.replayedAt) throw new Refusal('state.conflict', { state: 'replayed', allowed: [] });
    const subscriber = this.findSubscriber(letter.subscription);
    if (!subscriber || letter.reason === 'invalid') throw new Refusal('state.conflict', { state: letter.reason, allowed: [], detail: 'nothing here can handle it' });
    const event = JSON.parse(letter.body) as XlEvent;
    await takeNew(work.em, letter.subscription, [event.id], work.at);
    await subscriber.handle([{ event, subject: letter.subject, seq: letter.seq, received: letter.received, text: letter.body }], work.because(event));
    await markReplayed(work.em, id, work.at, work.actor);
    work.append(LetterReplayed, { letterId: id, by: work.caller?.userId ?? id }, { aggregate: `letter/${id}`, version: 2, street: '999' });
    return { id, replayedAt: work.at.toISOString() };
  }
}
