export interface Bucket { tokens: number; at: number }
export interface Rate { perSecond: number; burst: number }

/** Token bucket: takes one, or says after how many whole seconds there is one again. Instants in ms. */
export function take(bucket: Bucket | undefined, rate: Rate, at: number): { bucket: Bucket; retryAfter?: number } {
  const full = rate.burst;
  const since = bucket ? Math.max(0, at - bucket.at) / 1000 : 0;
  const tokens = bucket ? Math.min(full, bucket.tokens + since * rate.perSecond) : full;
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, at } };
  return { bucket: { tokens, at }, retryAfter: Math.max(1, Math.ceil((1 - tokens) / rate.perSecond)) };
}
