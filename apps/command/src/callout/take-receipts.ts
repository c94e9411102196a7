import { Inject, Injectable } from '@nestjs/common';
import type { PostReceiptsInput, ReceiptVerdict } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { AnswerCallout, type Given } from './answer-callout.js';
import { CALLOUT_SETTINGS } from './channel.tokens.js';
import { CalloutStore } from './callout.store.js';
import type { CalloutSettings } from './settings.js';
import { receiptText, verified } from './signature.js';

/** Answers a carrier brings back: the shared secret says that it is the carrier, the row says who may answer. */
@Injectable()
export class TakeReceipts {
  constructor(private readonly callouts: CalloutStore, private readonly answering: AnswerCallout, @Inject(CALLOUT_SETTINGS) private readonly settings: CalloutSettings) {}

  /** @throws Refusal callout.bad-signature, also where no carrier is set up */
  async execute({ timestamp, receipts, signature }: PostReceiptsInput, work: Work): Promise<ReceiptVerdict[]> {
    const secret = this.settings.webhook?.secret;
    if (!secret || !verified(secret, timestamp, receiptText(receipts), signature, work.at)) throw new Refusal('callout.bad-signature');
    const attempts = new Map((await this.callouts.attempts(work.em, [...new Set(receipts.map((r) => r.attemptId))])).map((a) => [a.id, a]));
    // what was simulated, held back or withdrawn was never at the carrier
    const known = receipts.flatMap((r) => { const a = attempts.get(r.attemptId); return a && a.channel === 'webhook' && ['queued', 'accepted', 'failed'].includes(a.state) ? [{ r, a }] : []; });
    const given: Given[] = [];
    for (const { r, a } of known) {
      const one: Given = { rowId: a.rowId, by: r.by, channel: 'webhook', heardSeconds: r.heardSeconds, answered: r.answered, attemptId: r.attemptId };
      given.push(one);
      if (a.role === 'superior' && r.by === a.userId && r.answered) for (const rowId of await this.callouts.waitingFor(work.em, a.calloutId, r.by)) if (rowId !== a.rowId) given.push({ ...one, rowId });
    }
    const kept = await this.answering.take(given, work);
    return receipts.map((r) => {
      const a = attempts.get(r.attemptId);
      const answer = a && kept.find((k) => k.rowId === a.rowId && k.by === r.by && k.attemptId === r.attemptId);
      return { attemptId: r.attemptId, verdict: answer ? answer.verdict : known.some((k) => k.r === r) ? 'not-addressee' : 'unknown' };
    });
  }
}
