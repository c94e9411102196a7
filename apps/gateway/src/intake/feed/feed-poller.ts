import type { Clock, Log } from '@xunling/platform';
import type { Intake } from '../intake.js';
import type { FeedSetting } from './feed-setting.js';
import { pollFeed, whyOf, type PollState } from './poll-feed.js';

/** Longest pause after failures in a row. */
const LONGEST_MS = 300_000;
/** Pause while the intake itself takes nothing. */
const CLOSED_MS = 2_000;

export interface FeedReport {
  name: string;
  /** `failing`: the feed, or an entry of it, could not be read; the log says why. */
  state: 'not polled yet' | 'ok' | 'failing' | 'intake closed';
  /** When the feed was last read as a whole, ISO-8601. */
  lastRead?: string;
  polls: Record<'read' | 'unchanged' | 'failed', number>;
  alerts: Record<'accepted' | 'duplicate' | 'refused', number>;
}

export interface PollerOptions { feed: FeedSetting; everyMs: number; intake: Pick<Intake, 'state' | 'take'>; clock: Clock; log: Pick<Log, 'warn' | 'info'>; fetch?: typeof fetch }

/** Pause before the next poll: doubled per failure in a row, at most five minutes or the interval itself. */
export const pauseAfter = (failures: number, everyMs: number): number => Math.min(everyMs * 2 ** failures, Math.max(everyMs, LONGEST_MS));

/** Reads one feed for ever, one poll at a time. What it knows is lost at a restart: a duplicate costs nothing. */
export class FeedPoller {
  readonly report: FeedReport;
  private readonly memory: PollState = { seen: new Set() };
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private failures = 0;
  /** Entries that could not be read when the feed was last read as a whole. */
  private unread = '';
  /** The failure that was told last. */
  private told = '';

  constructor(private readonly options: PollerOptions) {
    this.report = { name: options.feed.name, state: 'not polled yet', polls: { read: 0, unchanged: 0, failed: 0 }, alerts: { accepted: 0, duplicate: 0, refused: 0 } };
  }

  start(): void { this.running = this.turn(); }

  async stop(): Promise<void> {
    this.ending.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private async turn(): Promise<void> {
    const pause = await this.poll();
    if (this.ending.signal.aborted) return;
    this.timer = setTimeout(() => { this.running = this.turn(); }, pause);
  }

  /** One poll; answers how long to wait for the next. Never throws. */
  private async poll(): Promise<number> {
    const { feed, everyMs, intake, clock, fetch: get = fetch } = this.options;
    if (intake.state !== 'ok') {
      this.report.state = 'intake closed';
      return Math.min(everyMs, CLOSED_MS);
    }
    try {
      const { unchanged, failed } = await pollFeed({
        url: feed.url, feed: feed.name, fetch: get, signal: this.ending.signal,
        take: async (bytes) => {
          const taken = await intake.take(bytes, feed.name);
          this.report.alerts[taken.kind] += 1;
          return taken;
        },
      }, this.memory);
      if (this.ending.signal.aborted) return 0;
      this.failures = 0;
      this.report.polls[unchanged ? 'unchanged' : 'read'] += 1;
      this.report.lastRead = clock.now().toISOString();
      if (!unchanged) this.unread = failed.map(({ url, why }) => `${url}: ${why}`).join('; ');
      this.say(this.unread);
    } catch (error) {
      // Stopped in the middle of a poll: no failure.
      if (this.ending.signal.aborted) return 0;
      this.failures += 1;
      this.report.polls.failed += 1;
      this.say(whyOf(error));
    }
    return pauseAfter(this.failures, everyMs);
  }

  /** Tells what changed, once: a feed that is away for a day is two lines. */
  private say(failure: string): void {
    this.report.state = failure === '' ? 'ok' : 'failing';
    if (failure === this.told) return;
    const { feed: { name: feed }, log } = this.options;
    if (failure) log.warn({ feed, why: failure.slice(0, 2_000) }, 'the feed cannot be read'); else log.info({ feed }, 'the feed can be read again');
    this.told = failure;
  }
}
