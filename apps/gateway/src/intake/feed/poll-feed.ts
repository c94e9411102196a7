import { MAX_BYTES } from '../cap/decode.js';
import type { Taken } from '../intake.js';
import { FEED_BYTES, readFeed } from './read-feed.js';

export interface PollState { etag?: string; lastModified?: string; /** Links of the feed that were read with success. */ seen: Set<string> }
export interface PollOptions { url: string; feed: string; fetch: typeof fetch; take: (bytes: Uint8Array, feed: string) => Promise<Taken>; timeoutMs?: number; /** Ends a poll at once. */ signal?: AbortSignal }
export interface Polled { entries: number; taken: Taken[]; failed: { url: string; why: string }[]; unchanged: boolean }

const ACCEPT = 'application/atom+xml, application/rss+xml, application/cap+xml, application/xml, text/xml';

/**
 * Reads an Atom or RSS feed once and takes every alert in it; entries without an inner alert are followed by their link, on the
 * feed's own host only. Duplicates cost nothing. @throws Error where the feed itself cannot be read
 */
export async function pollFeed(options: PollOptions, state: PollState): Promise<Polled> {
  const polled: Polled = { entries: 0, taken: [], failed: [], unchanged: false };
  const answer = await get(options, options.url, FEED_BYTES, state);
  if (!answer) return { ...polled, unchanged: true };
  const { alerts, links, entries } = readFeed(answer.bytes);
  polled.entries = entries;
  for (const bytes of alerts) await take(options, bytes, polled);
  let again = false;
  for (const url of links) {
    if (state.seen.has(url)) continue;
    if (new URL(url).host !== new URL(options.url).host) { polled.failed.push({ url: shown(url), why: 'another host than the feed' }); continue; }
    try {
      const linked = await get(options, url, MAX_BYTES);
      if (linked) await take(options, linked.bytes, polled);
      state.seen.add(url);
    } catch (error) {
      polled.failed.push({ url: shown(url), why: whyOf(error) });
      again = true;
    }
  }
  state.seen = new Set(links.filter((url) => state.seen.has(url)));
  // Remembered last, and only where nothing is left to be read again.
  if (answer.etag && !again) state.etag = answer.etag; else delete state.etag;
  if (answer.lastModified && !again) state.lastModified = answer.lastModified; else delete state.lastModified;
  return polled;
}

async function take({ take: hand, feed, signal }: PollOptions, bytes: Uint8Array, polled: Polled): Promise<void> {
  signal?.throwIfAborted();
  polled.taken.push(await hand(bytes, feed));
}

/** An address without what may be secret in it. */
const shown = (url: string): string => { const { origin, pathname } = new URL(url); return origin + pathname; };

/** Why it failed, in one line: fetch hides the reason in its cause. */
export function whyOf(error: unknown): string {
  const { message, cause } = (error ?? {}) as { message?: string; cause?: { message?: string; code?: string } };
  const reason = cause?.message || cause?.code;
  return [message ?? String(error), ...(reason && !message?.includes(reason) ? [reason] : [])].join(': ');
}

async function get({ fetch, timeoutMs = 15_000, signal }: PollOptions, url: string, most: number, state?: PollState): Promise<{ bytes: Buffer; etag?: string; lastModified?: string } | undefined> {
  const headers = { accept: ACCEPT, ...(state?.etag && { 'if-none-match': state.etag }), ...(state?.lastModified && { 'if-modified-since': state.lastModified }) };
  const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]) })
    .catch((error: unknown) => { throw new Error(whyOf(error), { cause: error }); });
  if (response.status === 304) { await response.body?.cancel(); return undefined; }
  if (!response.ok) { await response.body?.cancel(); throw new Error(`${shown(url)} answered ${response.status}`); }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) throw new Error(`${shown(url)} is over ${most} bytes`);
    chunks.push(chunk);
  }
  const etag = response.headers.get('etag');
  const lastModified = response.headers.get('last-modified');
  return { bytes: Buffer.concat(chunks), ...(etag && { etag }), ...(lastModified && { lastModified }) };
}
