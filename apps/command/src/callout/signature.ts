import { createHmac, timingSafeEqual } from 'node:crypto';

/** Receipts and messages older or newer than this are not taken: a captured one cannot be played again later. */
export const SKEW_SECONDS = 300;

/** HMAC-SHA256 (hex) over the unix seconds, a line feed and the text. */
export const sign = (secret: string, timestamp: number, text: string): string => createHmac('sha256', secret).update(`${timestamp}\n${text}`).digest('hex');

/** Whether a signature is that of the secret and its time is now; compared in constant time. */
export function verified(secret: string, timestamp: number, text: string, signature: string, at: Date): boolean {
  if (Math.abs(at.getTime() / 1000 - timestamp) > SKEW_SECONDS) return false;
  const [mine, theirs] = [Buffer.from(sign(secret, timestamp, text), 'hex'), Buffer.from(signature, 'hex')];
  return mine.length === theirs.length && timingSafeEqual(mine, theirs);
}

/** One line per receipt, as the carrier signs them. */
export const receiptText = (receipts: readonly { attemptId: string; by: string; heardSeconds: number; answered: boolean }[]): string =>
  receipts.map((r) => `${r.attemptId}|${r.by}|${r.heardSeconds}|${r.answered}`).join('\n');
