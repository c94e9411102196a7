import type { Channel, Handed, Message } from './channels.js';
import { sign } from './signature.js';

/** Messages under way at once. */
const CONCURRENT = 32;
const TIMEOUT_MS = 10_000;

/** Hands messages to a carrier by HTTP POST; accepted is a 2xx, nothing else. The attempt's id is the Idempotency-Key: the same try sent twice is one call. */
export class WebhookChannel implements Channel {
  readonly kind = 'webhook' as const;
  readonly proves = true;
  readonly simulated = false;
  constructor(private readonly url: string, private readonly secret: string, private readonly now: () => Date) {}

  async send(batch: readonly Message[]): Promise<Handed[]> {
    const results = new Array<Handed>(batch.length);
    let next = 0;
    const worker = async (): Promise<void> => { for (let i = next++; i < batch.length; i = next++) results[i] = await this.post(batch[i]!); };
    await Promise.all(Array.from({ length: Math.min(CONCURRENT, batch.length) }, worker));
    return results;
  }

  private async post({ at, ...message }: Message): Promise<Handed> {
    const body = JSON.stringify({ ...message, at: at.toISOString() });
    const timestamp = Math.floor(this.now().getTime() / 1000);
    try {
      const response = await fetch(this.url, {
        method: 'POST', redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS), body,
        headers: { 'content-type': 'application/json', 'idempotency-key': message.attemptId, 'x-xunling-timestamp': String(timestamp), 'x-xunling-signature': sign(this.secret, timestamp, body) },
      });
      await response.arrayBuffer();
      return response.ok ? { ok: true } : { ok: false, reason: `http-${response.status}` };
    } catch (error) {
      return { ok: false, reason: error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable' };
    }
  }
}
