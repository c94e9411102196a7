import { Refusal, type Clock } from '@xunling/platform';
import { take, type Bucket, type Rate } from './rate.js';

/** Callers remembered at most; the one seen longest ago is forgotten first. */
const MOST_CALLERS = 20_000;

/** One bucket per caller, or per address where nobody is signed in, so that one noisy caller delays no other. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();
  constructor(private readonly rate: Rate, private readonly clock: Clock) {}

  /** Counts one request; throws `request.too-fast` with the seconds to wait. */
  count(key: string): void {
    const { bucket, retryAfter } = take(this.buckets.get(key), this.rate, this.clock.now().getTime());
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    if (this.buckets.size > MOST_CALLERS) this.buckets.delete(this.buckets.keys().next().value!);
    if (retryAfter) throw new Refusal('request.too-fast', { extra: { retryAfter } });
  }
}
