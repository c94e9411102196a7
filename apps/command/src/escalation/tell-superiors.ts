import { Injectable } from '@nestjs/common';
import { EscalationTold } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import { CalloutStore } from '../callout/callout.store.js';
import { guard, HOUR_MS } from '../callout/fatigue.js';
import type { District } from '../known/district.js';
import { iso } from '../rows.js';
import { messagesFor, type Climb } from './escalation.js';
import { EscalationStore } from './escalation.store.js';
import { MessageStore, type Overtaken } from './message.store.js';
import { ReachView } from './reach.view.js';

/** Silence that climbed stands before the person it climbed to, on screen at once and over the first channel that leads there. */
@Injectable()
export class TellSuperiors {
  constructor(private readonly escalations: EscalationStore, private readonly messages: MessageStore, private readonly reach: ReachView, private readonly callouts: CalloutStore) {}

  async execute(climbs: readonly Climb[], district: District, work: Work): Promise<void> {
    const fresh = await this.escalations.insert(work.em, climbs, work.at);
    if (fresh.length === 0) return;
    const told = messagesFor(fresh, (code) => ({ zh: district.area(code)?.name ?? code, en: district.area(code)?.nameEn ?? code }));
    const users = told.map((t) => t.userId);
    const channels = await this.reach.channelsOf(work.em, users);
    const rung = told.flatMap((t) => { const channel = channels.get(t.userId); return channel ? [{ ...t, id: newId(), kind: 'escalation' as const, channel }] : []; });
    // levels I and II are about lives: no limit holds them back
    const urgent = rung.filter((r) => r.lifeSafety);
    const { send, suppressed } = guard(rung.filter((r) => !r.lifeSafety), await this.callouts.handedSince(work.em, users, new Date(work.at.getTime() - HOUR_MS)), false);
    for (const m of [...urgent, ...send]) await this.messages.insert(work.em, { ...m, state: 'queued' }, work.at);
    for (const { ring, reason } of suppressed) {
      await this.messages.insert(work.em, { ...ring, state: 'suppressed', reason }, work.at);
      say({ ...ring, outcome: 'suppressed', reason }, work);
    }
  }
}

/** What became of a message, once. */
export function say({ id, kind, userId, channel, orders, about, outcome, reason }: Overtaken & { outcome: 'accepted' | 'failed' | 'suppressed'; reason?: string }, work: Work): void {
  work.append(EscalationTold, { messageId: id, userId, channel, orders, outcome, ...(kind === 'escalation' ? {} : { kind, about: about[0]! }), ...(reason ? { reason } : {}), at: iso(work.at) }, { aggregate: `escalation-message/${id}`, version: 1, street: '999' });
}
