import { Inject, Injectable } from '@nestjs/common';
import { Ticker, type Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import { factsOf, moved, withVerdict } from './advance.js';
import { CallForWarning } from './call-for-warning.js';
import { CHANNEL_PORT } from './channel.tokens.js';
import { ladder, type Ring, type RowFacts, type Verdict } from './callout.js';
import { CalloutStore, type AttemptRow, type CalloutRow, type PersonRow } from './callout.store.js';
import type { Channels } from './channels.js';
import { EndCallouts } from './end-callout.js';
import { endedBy, guard, HOUR_MS } from './fatigue.js';
import { JoinStore } from './join.store.js';
import { Saying } from './say.js';

/** One look takes at most this many; it is called again at once while there are more. */
const BATCH = 2000;

interface Looked { before: PersonRow; after: PersonRow; rings: AttemptRow[] }

/** Rings who is due, hands silence on, ends what its warning no longer carries; rows, tries and events are one statement each. */
@Injectable()
@Ticker({ name: 'callout-ladder', everyMs: 500 })
export class LadderTicker {
  constructor(private readonly callouts: CalloutStore, private readonly joins: JoinStore, private readonly calling: CallForWarning, private readonly end: EndCallouts, @Inject(CHANNEL_PORT) private readonly channels: Channels) {}

  async tick(work: Work): Promise<number> {
    const { em, at } = work;
    for (const { id, colour, warning } of await this.callouts.warned(em, at)) {
      const reason = endedBy({ colour }, warning, at);
      if (!reason) continue;
      await this.end.execute(id, reason, work);
      // what had joined calls for itself now
      for (const { warningId } of await this.joins.of(em, [id])) await this.calling.execute(warningId, work);
    }
    const due = await this.callouts.lockDue(em, at);
    const rows = due.length > 0 ? await this.callouts.lockDueRows(em, due.map((c) => c.id), at, BATCH) : [];
    const ids = rows.map((r) => r.id);
    const [attempts, answers] = [await this.callouts.attemptsOf(em, ids), await this.callouts.answersOf(em, ids)];
    for (const callout of due) {
      const own = rows.filter((r) => r.calloutId === callout.id);
      if (own.length > 0) await this.look(callout, own.map((row) => ({ row, facts: factsOf(callout, row, attempts.get(row.id) ?? [], answers.get(row.id) ?? []) })), work);
    }
    for (const id of await this.callouts.done(em)) await this.end.execute(id, 'ended', work);
    return rows.length;
  }

  private async look(callout: CalloutRow, rows: readonly { row: PersonRow; facts: RowFacts }[], work: Work): Promise<void> {
    const looked = rows.map(({ row, facts }) => this.lookAt(callout, row, facts, work.at));
    const rings = looked.flatMap((l) => l.rings);
    const handed = callout.lifeSafety ? new Map<string, number>() : await this.callouts.handedSince(work.em, [...new Set(rings.map((r) => r.userId))], new Date(work.at.getTime() - HOUR_MS));
    const { send, suppressed } = guard(rings.filter((r) => r.state !== 'simulated'), handed, callout.lifeSafety);
    const held = suppressed.map(({ ring, reason }): AttemptRow => ({ ...ring, state: 'suppressed', acceptedAt: null, dueAt: null, reason }));
    const simulated = rings.filter((r) => r.state === 'simulated');
    const changed = looked.filter((l) => moved(l.before, l.after)).map((l) => l.after);
    await this.callouts.ring(work.em, [...send, ...held, ...simulated]);
    await this.callouts.saveRows(work.em, looked.map((l) => l.after));
    const areas = new Map(rows.map(({ row }) => [row.id, row.area]));
    const areaOf = (id: string): string => areas.get(id)!;
    const say = new Saying(callout, work.at);
    say.rung(send.filter((a) => a.state === 'accepted'), areaOf);
    say.notRung([...held, ...simulated], areaOf);
    say.passed(changed);
    await this.callouts.save(work.em, say.append(work));
  }

  private lookAt(callout: CalloutRow, before: PersonRow, facts: RowFacts, at: Date): Looked {
    let verdict = ladder(facts, at);
    const rings = ringsOf(facts, verdict).map((ring) => this.attempt(callout, before, ring, at));
    if (rings.length > 0) verdict = ladder({ ...facts, attempts: [...facts.attempts, ...rings] }, at);
    return { before, after: withVerdict(before, verdict), rings };
  }

  private attempt(callout: CalloutRow, row: PersonRow, ring: Ring, at: Date): AttemptRow {
    const base = { ...ring, id: newId(), calloutId: callout.id, rowId: row.id, at };
    if (this.channels.state(ring.channel) === 'simulated') return { ...base, state: 'simulated', acceptedAt: null, dueAt: null, reason: 'simulated' };
    // on screen the event of this very transaction is the message
    if (ring.channel === 'on-screen') return { ...base, state: 'accepted', acceptedAt: at, dueAt: null, reason: null };
    return { ...base, state: 'queued', acceptedAt: null, dueAt: at, reason: null };
  }
}

/** A test rings every contact once, at its beginning; an alarm what the ladder says. */
const ringsOf = (facts: RowFacts, verdict: Verdict): Ring[] =>
  facts.kind === 'test' ? (facts.attempts.length > 0 ? [] : facts.callees.flatMap((c) => c.channels.map((channel) => ({ role: c.role, userId: c.userId, channel, n: 1 })))) : verdict.ring ? [verdict.ring] : [];
