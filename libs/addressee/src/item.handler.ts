import { Inject, Injectable, type Type } from '@nestjs/common';
import type { AnswerInput, CheckInInput, ExecuteInput, GiveAgainInput, HandBackInput, ItemById, ItemPage, ItemView as View, ListItems, ReturnInput } from '@xunling/contracts/classes';
import { mayOver } from '@xunling/contracts';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { AnswerItem } from './answer-item.js';
import { dueAt, type Item } from './item.js';
import { ItemStore } from './item.store.js';
import { ItemView } from './item.view.js';
import { NOUN, type Noun } from './noun.js';
import type { VerbInput } from './said.js';
import { listScopes } from './scope.js';

/** An item as the door answers it. */
export const viewOf = ({ addresseeId, addresseeName, evidenceAsked, ...item }: Item): View =>
  ({ ...item, post: { id: addresseeId, name: addresseeName }, evidence: evidenceAsked, dueAt: dueAt(item) });

/** Makes the rpc handlers of `<context>.<noun>.*`: list, get and nine verbs. */
export function itemHandlers(context: string, noun: string): Type {
  @Injectable()
  class ItemHandlers {
    private readonly store: ItemStore;
    private readonly view: ItemView;
    constructor(@Inject(NOUN) bound: Noun, @Inject(AnswerItem) private readonly answering: AnswerItem) {
      this.store = new ItemStore(bound.name);
      this.view = new ItemView(bound.name);
    }

    @Handle(`${context}.${noun}.list`)
    list({ mine, area, ...query }: ListItems, work: Work): Promise<ItemPage> {
      const caller = work.caller!;
      // one's own items may lie anywhere; an area narrows them
      const areas = mine ? area && [area] : listScopes(area, caller);
      return this.view.list(work.em, { ...query, ...(areas ? { areas } : {}), ...(mine ? { person: caller.userId } : {}) }, viewOf);
    }

    @Handle(`${context}.${noun}.get`)
    async get({ id }: ItemById, work: Work): Promise<View> {
      const item = await this.store.find(work.em, id);
      const { userId } = work.caller!;
      if (!mayOver(work.caller!, ['*'], item.area) && ![item.holderId, item.deputyId].includes(userId)) throw new Refusal('access.area');
      return viewOf(item);
    }

    @Handle(`${context}.${noun}.acknowledge`)
    acknowledge({ id, ...input }: AnswerInput, work: Work): Promise<View> { return this.answer(id, { verb: 'acknowledge', ...input }, work); }

    @Handle(`${context}.${noun}.check-in`)
    checkIn({ id, ...input }: CheckInInput, work: Work): Promise<View> { return this.answer(id, { verb: 'check-in', ...input }, work); }

    @Handle(`${context}.${noun}.start`)
    startWork({ id, ...input }: AnswerInput, work: Work): Promise<View> { return this.answer(id, { verb: 'start', ...input }, work); }

    @Handle(`${context}.${noun}.execute`)
    execute({ id, ...input }: ExecuteInput, work: Work): Promise<View> { return this.answer(id, { verb: 'execute', ...input }, work); }

    @Handle(`${context}.${noun}.verify`)
    verify({ id, ...input }: AnswerInput, work: Work): Promise<View> { return this.answer(id, { verb: 'verify', ...input }, work); }

    @Handle(`${context}.${noun}.return`)
    sendBack({ id, ...input }: ReturnInput, work: Work): Promise<View> { return this.answer(id, { verb: 'return', ...input }, work); }

    @Handle(`${context}.${noun}.pass`)
    pass({ id, ...input }: AnswerInput, work: Work): Promise<View> { return this.answer(id, { verb: 'pass', ...input }, work); }

    @Handle(`${context}.${noun}.hand-back`)
    handBack({ id, ...input }: HandBackInput, work: Work): Promise<View> { return this.answer(id, { verb: 'hand-back', ...input }, work); }

    @Handle(`${context}.${noun}.give-again`)
    giveAgain({ id, ...input }: GiveAgainInput, work: Work): Promise<View> { return this.answer(id, { verb: 'give-again', ...input }, work); }

    private async answer(id: string, input: VerbInput, work: Work): Promise<View> { return viewOf(await this.answering.run(id, input, work)); }
  }
  return ItemHandlers;
}
