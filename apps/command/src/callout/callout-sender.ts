import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LOG, rowsOf, Transactions, type Work } from '@xunling/messaging';
import { Clock, type Log } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { CHANNEL_PORT } from './channel.tokens.js';
import { deadlineOf, type ChannelKind } from './callout.js';
import { CalloutStore, CARRIED } from './callout.store.js';
import type { Channels, Handed, Message } from './channels.js';
import { Rounds } from './rounds.js';
import { Saying } from './say.js';

const BATCH = 250;
/** Whoever claimed a message has this long to hand it over; then another may, under the same id: a carrier that had it already takes it once. */
const LEASE_MS = 30_000;
/** Further goes at a carrier that refuses: until the try's own deadline, not until a count. */
export const backOff = (failures: number): number => Math.min(1000 * 2 ** Math.min(failures, 10), 30_000);

interface Claimed extends Message { rowId: string; area: string; channel: ChannelKind; failures: number }
/** What its warning no longer says is not handed over, even before the campaign is ended for it (C5). */
const CLAIM = `with c as (
    select a.id from callout_attempt a join callout k on k.id = a.callout_id and k.state = 'running' where a.state = 'queued' and a.due_at <= $1
      and (k.warning_id is null or exists (select from warning w where w.id = k.warning_id and w.state = 'active' and w.expires_at > $1 and (k.colour is null or w.colour = k.colour)) or ${CARRIED('k', '$1')}) order by a.due_at, a.pos limit $2 for update of a skip locked)
  update callout_attempt a set due_at = $3 from c, callout k, callout_row r where a.id = c.id and k.id = a.callout_id and r.id = a.row_id
  returning a.id "attemptId", a.callout_id "calloutId", a.row_id "rowId", r.user_id "personId", r.area, a.user_id "userId", (select address from contact t where t.user_id = a.user_id and t.kind = a.channel) address, a.role, a.channel, a.n, k.kind,
    k.message_zh "textZh", k.message_en "textEn", k.colour, k.level, a.at, a.failures`;

/** Hands queued messages to their carriers, outside of any transaction: claimed in one, marked in another; an attempt's id makes a second hand-over the same one. */
@Injectable()
export class CalloutSender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(private readonly transactions: Transactions, private readonly callouts: CalloutStore, private readonly clock: Clock, @Inject(CHANNEL_PORT) private readonly channels: Channels, @Inject(LOG) log: Log) {
    this.rounds = new Rounds('callout sender', () => this.round(), log);
  }

  onApplicationBootstrap(): void { this.rounds.plan(); }
  async onModuleDestroy(): Promise<void> { await this.rounds.stop(); this.channels.close(); }

  private async round(): Promise<void> {
    while (!this.rounds.stopped) {
      const claimed = await this.transactions.run({}, (work) => this.claim(work.em, work.at));
      if (claimed.length === 0) return;
      const at = this.clock.now();
      const late = claimed.filter((m) => deadlineOf(m) <= at);
      const due = claimed.filter((m) => deadlineOf(m) > at);
      const handed = await this.hand(due);
      await this.transactions.run({}, (work) => this.mark([...late.map((message) => ({ message, handed: { ok: false, reason: 'over-deadline' } as Handed })), ...handed], work));
    }
  }

  private async claim(em: EntityManager, at: Date): Promise<Claimed[]> {
    const rows = rowsOf<Omit<Claimed, 'about'> & { personId: string }>(await em.query(CLAIM, [at, BATCH, new Date(at.getTime() + LEASE_MS)]));
    return rows.map(({ personId, ...m }) => ({ ...m, about: m.role === 'superior' ? [personId] : [] }));
  }

  /** A superior of many is told of all of them at once: one message stands for the batch. */
  private async hand(messages: readonly Claimed[]): Promise<{ message: Claimed; handed: Handed }[]> {
    const groups = new Map<string, Claimed[]>();
    for (const m of messages) {
      const key = m.role === 'superior' ? `${m.calloutId}|${m.userId}|${m.channel}` : m.attemptId;
      groups.set(key, [...(groups.get(key) ?? []), m]);
    }
    const list = [...groups.values()];
    const answers = new Map<Claimed[], Handed>();
    for (const kind of new Set(list.map((g) => g[0]!.channel))) {
      const own = list.filter((g) => g[0]!.channel === kind);
      const channel = this.channels.get(kind);
      const results = channel ? await channel.send(own.map((g) => messageOf(g))) : own.map((): Handed => ({ ok: false, reason: 'no-carrier' }));
      own.forEach((g, i) => answers.set(g, results[i]!));
    }
    return list.flatMap((g) => g.map((message) => ({ message, handed: answers.get(g)! })));
  }

  private async mark(results: readonly { message: Claimed; handed: Handed }[], work: Work): Promise<void> {
    const locked = await this.callouts.lock(work.em, [...new Set(results.map((r) => r.message.calloutId))]);
    for (const callout of locked) {
      const own = results.filter((r) => r.message.calloutId === callout.id);
      const accepted = own.filter((r) => r.handed.ok);
      const again = own.filter((r) => !r.handed.ok && new Date(work.at.getTime() + backOff(r.message.failures)) < deadlineOf(r.message));
      const failed = own.filter((r) => !r.handed.ok && !again.includes(r));
      const areas = new Map(own.map((r) => [r.message.rowId, r.message.area]));
      const marked = new Set(await this.callouts.stateOf(work.em, accepted.map((r) => r.message.attemptId), 'accepted', work.at, null));
      for (const reason of new Set(failed.map((r) => (r.handed.ok ? '' : r.handed.reason)))) for (const id of await this.callouts.stateOf(work.em, failed.filter((r) => !r.handed.ok && r.handed.reason === reason).map((r) => r.message.attemptId), 'failed', null, reason)) marked.add(id);
      for (const { message } of again) await work.em.query(`update callout_attempt set failures = failures + 1, due_at = $2 where id = $1 and state = 'queued'`, [message.attemptId, new Date(work.at.getTime() + backOff(message.failures))]);
      const rows = (await this.callouts.attempts(work.em, [...marked]));
      const say = new Saying(callout, work.at);
      say.rung(rows.filter((a) => a.state === 'accepted'), (id) => areas.get(id)!);
      say.notRung(rows.filter((a) => a.state === 'failed'), (id) => areas.get(id)!);
      await this.callouts.save(work.em, say.append(work));
    }
  }
}

const messageOf = (group: readonly Claimed[]): Message => {
  const { attemptId, calloutId, userId, address, role, n, kind, textZh, textEn, colour, level, at } = group[0]!;
  return { attemptId, calloutId, userId, address, role, n, kind, textZh, textEn, colour, level, at, about: group.flatMap((m) => m.about) };
};
