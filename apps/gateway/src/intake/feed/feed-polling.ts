import { Counter, Gauge, type Registry } from 'prom-client';
import { FeedPoller, type FeedReport, type PollerOptions } from './feed-poller.js';
import type { FeedSetting } from './feed-setting.js';

/** All feeds of XL_FEEDS, each with a poller of its own: a slow one delays no other. */
export class FeedPolling {
  private readonly pollers: FeedPoller[];

  constructor(feeds: readonly FeedSetting[], options: Omit<PollerOptions, 'feed'>) {
    this.pollers = feeds.map((feed) => new FeedPoller({ ...options, feed }));
  }

  start(): void { for (const poller of this.pollers) poller.start(); }
  async stop(): Promise<void> { await Promise.all(this.pollers.map((poller) => poller.stop())); }
  reports(): FeedReport[] { return this.pollers.map(({ report }) => report); }

  /** Figures per feed, read when they are asked for. */
  watch(registry: Registry): void {
    const { pollers } = this;
    if (pollers.length === 0) return;
    new Gauge({ name: 'xl_feed_up', help: '1 where the last poll read the feed and every entry of it.', labelNames: ['feed'], registers: [registry],
      collect() { for (const { report } of pollers) this.set({ feed: report.name }, report.state === 'ok' ? 1 : 0); } });
    new Counter({ name: 'xl_feed_polls_total', help: 'Polls by feed and result.', labelNames: ['feed', 'result'], registers: [registry],
      collect() { this.reset(); for (const { report } of pollers) for (const [result, n] of Object.entries(report.polls)) this.inc({ feed: report.name, result }, n); } });
    new Counter({ name: 'xl_feed_alerts_total', help: 'Alerts found in a feed, by what became of them.', labelNames: ['feed', 'verdict'], registers: [registry],
      collect() { this.reset(); for (const { report } of pollers) for (const [verdict, n] of Object.entries(report.alerts)) this.inc({ feed: report.name, verdict }, n); } });
  }
}
