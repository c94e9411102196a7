import type { XlEvent } from '@xunling/contracts';
import { ChainChecker } from './chain.js';
import { SubscriptionRefused, type Delivery, type Snapshot, type SubscriptionOptions } from './delivery.js';
import { provesItself } from './prove.js';
import { SseParser, type SseFrame } from './sse-parser.js';

export interface SseOptions extends SubscriptionOptions {
  /** The door, `https://host[:port]`. */
  url: string;
  /** Full area code, 6–18 digits; the caller needs a grant over it. */
  area: string;
  /** Bearer token of `POST /api/sessions`; in a browser the session cookie serves. */
  token?: string;
  /** Cursor of the last event handled; without it only what comes from now on. */
  after?: string;
  signal?: AbortSignal;
  /** Silence after which the link counts as lost; the door sends a heartbeat every 15 s. */
  silentMs?: number;
}

const SILENT_MS = 40_000;
const RETRY_MS = { first: 250, most: 10_000 };

/**
 * Subscribes to one area by server-sent events. Reconnects for ever with back-off, resumes at the last cursor, drops
 * duplicates and says where a chain has a gap. A cursor older than kept yields a `Snapshot` and goes on from there.
 * @throws SubscriptionRefused on 401 and 403.
 */
export async function* subscribeSse(options: SseOptions): AsyncGenerator<Delivery | Snapshot, void, void> {
  const chain = new ChainChecker(options.heads);
  let after = options.after;
  let wait = RETRY_MS.first;
  /** The cursor is no longer kept: a snapshot comes before the next events, tried as often as the stream itself. */
  let gone = false;
  options.onState?.('connecting');
  while (!options.signal?.aborted) {
    try {
      if (gone) {
        const taken = await snapshot(options);
        gone = false;
        after = taken.cursor;
        yield taken;
      }
      for await (const frame of frames(options, after)) {
        wait = RETRY_MS.first;
        // where nothing was handled yet, the first heartbeat says where "from now on" begins: a cut before the first event loses none
        if (frame.event === 'heartbeat') after ??= (JSON.parse(frame.data) as { id?: string }).id;
        if (frame.event === 'heartbeat' || !frame.id) continue;
        const { received, ...event } = JSON.parse(frame.data) as XlEvent & { received: string };
        after = frame.id;
        const verdict = chain.check(event as XlEvent, await provesItself(event as XlEvent));
        if (verdict.kind !== 'duplicate') yield { event: event as XlEvent, cursor: frame.id, received, chain: verdict };
      }
      options.onState?.('lost', 'the server ended the stream');
    } catch (error) {
      if (options.signal?.aborted) break;
      if (error instanceof SubscriptionRefused) {
        if (error.status !== 410) throw error;
        gone = true;
      }
      options.onState?.('lost', error instanceof Error ? error.message : String(error));
    }
    await sleep(wait * (0.5 + Math.random() / 2), options.signal);
    wait = Math.min(wait * 2, RETRY_MS.most);
  }
  options.onState?.('closed');
}

const headers = (options: SseOptions, more: Record<string, string> = {}): Record<string, string> =>
  ({ ...(options.token ? { authorization: `Bearer ${options.token}` } : {}), ...more });

async function* frames(options: SseOptions, after: string | undefined): AsyncGenerator<SseFrame> {
  const query = new URLSearchParams({ area: options.area, ...(after ? { after } : {}) });
  const quiet = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, quiet.signal]) : quiet.signal;
  const silentMs = options.silentMs ?? SILENT_MS;
  let timer = setTimeout(() => quiet.abort(new Error('no heartbeat')), silentMs);
  try {
    const response = await fetch(`${options.url}/api/picture/events?${query}`, { headers: headers(options, { accept: 'text/event-stream' }), signal, credentials: 'include' });
    if (!response.ok || !response.body) throw await refusalOf(response);
    options.onState?.('live');
    const parser = new SseParser();
    const decoder = new TextDecoder();
    for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(() => quiet.abort(new Error('no heartbeat')), silentMs);
      yield* parser.push(decoder.decode(bytes, { stream: true }));
    }
  } finally {
    clearTimeout(timer);
    quiet.abort();
  }
}

async function refusalOf(response: Response): Promise<Error> {
  const problem = (await response.json().catch(() => ({}))) as { code?: string; title?: string };
  const text = problem.title ?? `HTTP ${response.status}`;
  return [401, 403, 410].includes(response.status) ? new SubscriptionRefused(response.status, problem.code ?? '', text) : new Error(text);
}

async function snapshot(options: SseOptions): Promise<Snapshot> {
  const response = await fetch(`${options.url}/api/picture?${new URLSearchParams({ area: options.area })}`, { headers: headers(options), credentials: 'include', signal: AbortSignal.any([AbortSignal.timeout(options.silentMs ?? SILENT_MS), ...(options.signal ? [options.signal] : [])]) });
  if (!response.ok) throw await refusalOf(response);
  const body = (await response.json()) as { cursor: string };
  return { snapshot: body, cursor: body.cursor };
}

const sleep = (ms: number, signal?: AbortSignal): Promise<void> => new Promise((resolve) => {
  const timer = setTimeout(resolve, ms);
  signal?.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
});
