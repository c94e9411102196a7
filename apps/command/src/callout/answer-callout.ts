import { Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { CalloutAnswered, ContactProven } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, Refusal } from '@xunling/platform';
import { iso } from '../rows.js';
import { factsOf, withVerdict } from './advance.js';
import { ladder, PROVING, WHOLE_SECONDS, type Callee, type CalleeRole, type ChannelKind, type Verdict } from './callout.js';
import { CalloutStore, type AnswerRow, type CalloutRow, type PersonRow } from './callout.store.js';
import { seasonStart } from './contact.js';
import { ContactStore } from './contact.store.js';

/** One answer as it came in; `attemptId` where a carrier brought it back. */
export interface Given { rowId: string; by: string; channel: ChannelKind; heardSeconds: number; answered: boolean; attemptId?: string }

/** As whom somebody answers: the person before the deputy before the superior. */
export const roleOf = (callees: readonly Callee[], by: string): CalleeRole | undefined => callees.find((c) => c.userId === by)?.role;

/** What an answer is worth, given how the row stood and how it stands with it. */
export function worth(given: Pick<Given, 'channel' | 'answered' | 'heardSeconds'>, role: CalleeRole, running: boolean, before: PersonRow, now: Verdict): string {
  if (!running) return 'after-end';
  if (before.state === 'reached') return 'repeated';
  if (!given.answered) return 'declined';
  if (given.heardSeconds < WHOLE_SECONDS) return 'incomplete';
  if (!PROVING.includes(given.channel)) return 'unproven';
  if (role === 'superior') return before.takenBy ? 'repeated' : 'taken';
  return now.late ? 'late' : 'reached';
}

/** Takes answers: each is kept, what it is worth is the rule's. Rows, answers and proofs are one statement each. */
@Injectable()
export class AnswerCallout {
  constructor(private readonly callouts: CalloutStore, private readonly contacts: ContactStore) {}

  /** On screen: of somebody the row may be answered by, after it was rung, and no longer heard than it has been there. @throws Refusal not-addressee, state.conflict, input.impossible, unknown.id */
  async onScreen(calloutId: string, rowId: string, by: string, heardSeconds: number, answered: boolean, work: Work): Promise<AnswerRow> {
    const [row] = await this.callouts.lockRows(work.em, [rowId]);
    if (!row || row.calloutId !== calloutId) throw new Refusal('unknown.id');
    const role = roleOf(row.callees, by);
    if (!role) throw new Refusal('not-addressee');
    if (role === 'superior' && row.state === 'ringing') throw new Refusal('state.conflict', { state: row.state, allowed: [], detail: 'the person is still being called' });
    const rung = ((await this.callouts.attemptsOf(work.em, [rowId])).get(rowId) ?? []).filter((a) => a.acceptedAt && (role !== 'superior' || a.role === 'superior')).map((a) => a.acceptedAt!.getTime());
    if (rung.length === 0) throw new Refusal('state.conflict', { state: 'not-rung', allowed: [], detail: 'nobody was rung yet' });
    if (heardSeconds * 1000 > work.at.getTime() - Math.min(...rung)) throw impossible('heardSeconds', 'too-long', 'longer than the message has been there');
    const given = { by, channel: 'on-screen' as const, heardSeconds, answered };
    const rows = role === 'superior' && answered ? [...new Set([rowId, ...(await this.callouts.waitingFor(work.em, calloutId, by))])] : [rowId];
    const kept = await this.take(rows.map((id) => ({ ...given, rowId: id })), work);
    return kept.find((a) => a.rowId === rowId)!;
  }

  /** Answers that may be given: each row is locked, judged by the ladder and saved. Whoever may not answer a row is left out. */
  async take(given: readonly Given[], work: Work): Promise<AnswerRow[]> {
    const { em, at } = work;
    const rows = new Map((await this.callouts.lockRows(em, [...new Set(given.map((g) => g.rowId))].sort())).map((r) => [r.id, r]));
    const campaigns = new Map<string, CalloutRow>();
    for (const id of new Set([...rows.values()].map((r) => r.calloutId))) campaigns.set(id, await this.callouts.get(em, id));
    const [attempts, earlier] = [await this.callouts.attemptsOf(em, [...rows.keys()]), await this.callouts.answersOf(em, [...rows.keys()])];
    const kept: AnswerRow[] = [];
    const touched = new Set<string>();
    for (const { rowId, by, channel, heardSeconds, answered, attemptId } of given) {
      const before = rows.get(rowId);
      const role = before && roleOf(before.callees, by);
      if (!before || !role || (role === 'superior' && before.state === 'ringing')) continue;
      const callout = campaigns.get(before.calloutId)!;
      const answers = earlier.get(rowId) ?? [];
      // a carrier that brings the same receipt again is told the same
      const again = attemptId ? answers.find((a) => a.attemptId === attemptId && a.by === by && a.answered === answered && a.heardSeconds === heardSeconds) : undefined;
      if (again) { kept.push(again); continue; }
      const draft: AnswerRow = { calloutId: callout.id, rowId, by, role, channel, heardSeconds, answered, at, attemptId: attemptId ?? null, verdict: '' };
      const running = callout.state === 'running';
      const verdict = ladder(factsOf(callout, before, attempts.get(rowId) ?? [], [...answers, draft]), at);
      const answer = { ...draft, verdict: worth(draft, role, running, before, verdict) };
      const now = running ? withVerdict(before, verdict) : before;
      // a ring that is due stays the ticker's: it looks at the row now
      const after = { ...now, ...(running && verdict.ring ? { nextAt: at } : {}), version: before.version + 1 };
      rows.set(rowId, after);
      earlier.set(rowId, [...answers, answer]);
      touched.add(rowId);
      kept.push(answer);
      work.append(CalloutAnswered, { calloutId: callout.id, rowId, userId: before.userId, by, role, channel, heardSeconds, verdict: answer.verdict, at: iso(at) },
        { aggregate: `callout-row/${rowId}`, version: before.version, street: streetOf(before.area, '000'), ...(callout.incidentId ? { incidentId: callout.incidentId } : {}) });
    }
    await this.callouts.keepAnswers(em, kept.filter((a) => touched.has(a.rowId) && a.at === at));
    await this.callouts.saveRows(em, [...touched].map((id) => rows.get(id)!));
    await this.prove(kept, work);
    return kept;
  }

  private async prove(answers: readonly AnswerRow[], work: Work): Promise<void> {
    const heard = answers.filter((a) => a.answered && a.heardSeconds >= WHOLE_SECONDS && PROVING.includes(a.channel));
    const proven = await this.contacts.prove(work.em, heard.map((a) => ({ user_id: a.by, kind: a.channel })), work.at, seasonStart(work.at));
    for (const c of proven) {
      const { calloutId } = heard.find((a) => a.by === c.userId)!;
      work.append(ContactProven, { contactId: c.id, userId: c.userId, kind: c.kind, calloutId, at: iso(work.at) }, { aggregate: `contact/${c.id}`, version: c.version, street: '999' });
    }
  }
}
