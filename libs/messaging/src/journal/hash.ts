import { createHash, hash as oneShot, randomFillSync } from 'node:crypto';
import type { XlEvent } from '@xunling/contracts';

const sha256: (text: string) => string = typeof oneShot === 'function'
  ? (text) => oneShot('sha256', text)
  : (text) => createHash('sha256').update(text).digest('hex');

const pool = Buffer.alloc(12 * 512);
let used = pool.length;

/** 12 random bytes; drawn from a pool, since a level change asks for thousands and each call of the system costs 8 µs. */
function newSalt(): string {
  if (used === pool.length) { randomFillSync(pool); used = 0; }
  return pool.toString('base64url', used, used += 12);
}

/** `prevhash` of the first entry of a chain. */
export const GENESIS = '0'.repeat(64);

/** Salt and hash of a body: `datahash = sha256(salt ‖ exact data text)`. The salt is erased with the body, so it cannot be guessed back. */
export function sealBody(data: string, salt = newSalt()): { salt: string; datahash: string } {
  return { salt, datahash: sha256(salt + data) };
}

/**
 * Hash of one chain entry: `sha256(prevhash ‖ "\n" ‖ originseq ‖ "\n" ‖ head)`, all as text, hex.
 * `head` is the envelope's exact JSON without `originseq`, `prevhash`, `hash`, `datasalt` and `data`; `datahash` is part of it.
 */
export const linkHash = (prevhash: string, originseq: number, head: string): string => sha256(`${prevhash}\n${originseq}\n${head}`);

/** The text that is published: head, then place in the chain, then the body (`data: null`, no salt, where it was erased). */
export const publishedText = (head: string, originseq: number, prevhash: string, hash: string, salt: string, data: string): string =>
  `${head.slice(0, -1)},"originseq":${originseq},"prevhash":"${prevhash}","hash":"${hash}","datasalt":"${salt}","data":${data}}`;

/** Takes a received event apart again. JSON keeps key order, so the head is the exact text that was hashed. */
export function takeApart(event: XlEvent): { head: string; data: string } {
  const { originseq: _o, prevhash: _p, hash: _h, datasalt: _s, data, ...head } = event;
  return { head: JSON.stringify(head), data: JSON.stringify(data) };
}

/** The published text of an event without its body: what a put-back sends once the body is erased. */
export function tombstoneText(text: string): string {
  const event = JSON.parse(text) as XlEvent;
  return publishedText(takeApart(event).head, event.originseq, event.prevhash, event.hash, '', 'null');
}

/** True where the body was erased by order: handlers skip it, only their floor moves. */
export const isTombstone = (event: Pick<XlEvent, 'data' | 'datasalt'>): boolean => event.data === null && event.datasalt === '';

/** True where hash and body of a received event are what they say; an erased body proves by its datahash alone. */
export function provesItself(event: XlEvent): boolean {
  const { head, data } = takeApart(event);
  const body = isTombstone(event) || sealBody(data, event.datasalt).datahash === event.datahash;
  return body && linkHash(event.prevhash, event.originseq, head) === event.hash;
}
