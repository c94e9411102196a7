import { Injectable } from '@nestjs/common';
import type { Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { MessageStore, type MessageKind } from './message.store.js';
import { ReachView } from './reach.view.js';

/** One person who is waited for now. `key` tells this call from every other: the same one again is no second message. */
export interface Call { key: string; userId: string; textZh: string; textEn: string }

/** Calls officers whom a decision, a level or a seat waits for, over the first channel that leads there; about lives, so no hourly limit holds (C18). */
@Injectable()
export class TellOfficers {
  constructor(private readonly messages: MessageStore, private readonly reach: ReachView) {}

  async execute(kind: Exclude<MessageKind, 'escalation'>, about: string, calls: readonly Call[], work: Work): Promise<void> {
    if (calls.length === 0) return;
    const channels = await this.reach.channelsOf(work.em, calls.map((c) => c.userId));
    for (const { key, ...told } of calls) {
      const channel = channels.get(told.userId);
      if (channel) await this.messages.insert(work.em, { ...told, id: derivedId('message', `${kind}/${about}/${key}/${told.userId}`), kind, channel, orders: 1, about: [about], state: 'queued' }, work.at);
    }
  }
}
