import { Inject, Injectable } from '@nestjs/common';
import { EscalationTold } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import type { ChannelKind } from '../callout/callout.js';
import { CalloutStore } from '../callout/callout.store.js';
import { CHANNEL_PORT } from '../callout/channel.tokens.js';
import type { Channels } from '../callout/channels.js';
import { ContactStore } from '../callout/contact.store.js';
import { guard, HOUR_MS } from '../callout/fatigue.js';
import type { District } from '../known/district.js';
import { iso } from '../rows.js';
import { messagesFor, type Climb, type Told } from './escalation.js';
import { EscalationStore } from './escalation.store.js';
import { MessageStore } from './message.store.js';

/** Silence that climbed stands before the person it climbed to, on screen at once and over the first channel that leads there. */
@Injectable()
export class TellSuperiors {
  constructor(private readonly escalations: EscalationStore, private readonly messages: MessageStore, private readonly contacts: ContactStore, private readonly callouts: CalloutStore, @Inject(CHANNEL_PORT) private readonly channels: Channels) {}

  async execute(climbs: readonly Climb[], district: District, work: Work): Promise<void> {
    const fresh = await this.escalations.insert(work.em, climbs, work.at);
    if (fresh.length === 0) return;
    const told = messagesFor(fresh, (code) => ({ zh: district.area(code)?.name ?? code, en: district.area(code)?.nameEn ?? code }));
    const users = told.map((t) => t.userId);
    const contacts = await this.contacts.ofPersons(work.em, users);
    // on screen needs no carrier: the event of this transaction is the message
    const channelOf = (userId: string): ChannelKind | undefined => (contacts.get(userId) ?? []).map((c) => c.kind).find((kind) => kind !== 'on-screen' && this.channels.state(kind) === 'real');
    const rung = told.flatMap((t) => { const channel = channelOf(t.userId); return channel ? [{ ...t, id: newId(), channel }] : []; });
    const { send, suppressed } = guard(rung, await this.callouts.handedSince(work.em, users, new Date(work.at.getTime() - HOUR_MS)), false);
    for (const m of send) await this.messages.insert(work.em, { ...m, state: 'queued' }, work.at);
    for (const { ring, reason } of suppressed) {
      await this.messages.insert(work.em, { ...ring, state: 'suppressed', reason }, work.at);
      say({ ...ring, outcome: 'suppressed', reason }, work);
    }
  }
}

/** What became of a message, once. */
export function say({ id, userId, channel, orders, outcome, reason }: Omit<Told, 'about'> & { id: string; channel: string; outcome: 'accepted' | 'failed' | 'suppressed'; reason?: string }, work: Work): void {
  work.append(EscalationTold, { messageId: id, userId, channel, orders, outcome, ...(reason ? { reason } : {}), at: iso(work.at) }, { aggregate: `escalation-message/${id}`, version: 1, street: '999' });
}
