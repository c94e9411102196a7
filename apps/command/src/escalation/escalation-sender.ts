import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LOG, Transactions, type Work } from '@xunling/messaging';
import type { Log } from '@xunling/platform';
import { backOff } from '../callout/callout-sender.js';
import { CHANNEL_PORT } from '../callout/channel.tokens.js';
import type { Channels, Handed, Message } from '../callout/channels.js';
import { Rounds } from '../callout/rounds.js';
import { GIVE_UP_MS } from './escalation.js';
import { MessageStore, type Notice } from './message.store.js';
import { say } from './tell-superiors.js';

/** Hands messages to officers to their carriers, outside of any transaction: claimed in one, marked in another; the id of a message makes a second hand-over the same one. */
@Injectable()
export class EscalationSender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds: Rounds;
  constructor(private readonly transactions: Transactions, private readonly messages: MessageStore, @Inject(CHANNEL_PORT) private readonly channels: Channels, @Inject(LOG) log: Log) {
    this.rounds = new Rounds('escalation sender', () => this.round(), log);
  }
  onApplicationBootstrap(): void { this.rounds.plan(); }
  onModuleDestroy(): Promise<void> { return this.rounds.stop(); }

  private async round(): Promise<void> {
    while (!this.rounds.stopped) {
      const claimed = await this.transactions.run({}, async (work) => {
        for (const over of await this.messages.dropOvertaken(work.em, work.at)) say({ ...over, outcome: 'suppressed' }, work);
        return this.messages.claim(work.em, work.at);
      });
      if (claimed.length === 0) return;
      const handed = await Promise.all(claimed.map((notice) => this.hand(notice)));
      await this.transactions.run({}, async (work) => { for (const [i, notice] of claimed.entries()) await this.mark(notice, handed[i]!, work); });
    }
  }

  private async hand(notice: Notice): Promise<Handed> {
    const channel = this.channels.get(notice.channel);
    if (!channel) return { ok: false, reason: 'no-carrier' };
    return (await channel.send([messageOf(notice)]))[0]!;
  }

  private async mark(notice: Notice, handed: Handed, work: Work): Promise<void> {
    const next = new Date(work.at.getTime() + backOff(notice.failures));
    if (!handed.ok && next.getTime() < notice.at.getTime() + GIVE_UP_MS) return this.messages.again(work.em, notice.id, next);
    const ended = await this.messages.end(work.em, notice.id, handed.ok ? 'accepted' : 'failed', work.at, handed.ok ? null : handed.reason);
    if (ended) say({ ...notice, outcome: handed.ok ? 'accepted' : 'failed', ...(handed.ok ? {} : { reason: handed.reason }) }, work);
  }
}

const messageOf = ({ id, kind, userId, address, textZh, textEn, at }: Notice): Message => ({ attemptId: id, calloutId: id, userId, address, role: kind === 'escalation' ? 'superior' : 'officer', n: 1, kind, textZh, textEn, colour: null, level: null, about: [], at });
