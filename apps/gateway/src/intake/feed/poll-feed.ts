import { MAX_BYTES } from '../cap/decode.js';
import type { Taken } from '../intake.js';
import { readFeed } from './read-feed.js';

export interface PollState { etag?: string; lastModified?: string; /** Links already read with success. */ seen: Set<string> }
export interface PollOptions { url: string; feed: string; fetch: typeof fetch; take: (bytes: Uint8Array, feed: string) => Promise<Taken>; timeoutMs?: number }
export interface Polled { entries: number; taken: Taken[]; failed: { url: string; why: string }[]; unchanged: boolean }

const FEED_BYTES = 8 * MAX_BYTES;
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
  for (const bytes of alerts) polled.taken.push(await options.take(bytes, options.feed));
  for (const url of links) {
    if (state.seen.has(url)) continue;
    if (new URL(url).host !== new URL(options.url).host) { polled.failed.push({ url, why: 'another host than the feed' }); continue; }
    try {
      const linked = await get(options, url, MAX_BYTES);
      if (linked) polled.taken.push(await options.take(linked.bytes, options.feed));
      state.seen.add(url);
    } catch (error) { polled.failed.push({ url, why: (error as Error).message }); }
  }
  // Remembered last: what failed half-way is read again.
  if (answer.etag) state.etag = answer.etag; else delete state.etag;
  if (answer.lastModified) state.lastModified = answer.lastModified; else delete state.lastModified;
  return polled;
}

async function get({ fetch, timeoutMs = 15_000 }: PollOptions, url: string, most: number, state?: PollState): Promise<{ bytes: Buffer; etag?: string; lastModified?: string } | undefined> {
  const headers = { accept: ACCEPT, ...(state?.etag && { 'if-none-match': state.etag }), ...(state?.lastModified && { 'if-modified-since': state.lastModified }) };
  const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  if (response.status === 304) return undefined;
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) throw new Error(`${url} is over ${most} bytes`);
    chunks.push(chunk);
  }
  const etag = response.headers.get('etag');
  const lastModified = response.headers.get('last-modified');
  return { bytes: Buffer.concat(chunks), ...(etag && { etag }), ...(lastModified && { lastModified }) };
}
