import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jetstreamManager } from '@nats-io/jetstream';
import type { XlEvent } from '@xunling/contracts';
import { SystemClock } from '@xunling/platform';
import { waitFor } from '@xunling/testing';
import { openSampleAreas } from '../../testing/open-areas.js';
import { testGateway, type TestGateway } from '../../testing/test-gateway.js';
import { alertXml } from '../fixtures.js';
import type { Taken } from '../intake.js';
import { FeedPoller, pauseAfter } from './feed-poller.js';

/** A feed's server that can go away and come back on its port. */
class FeedServer {
  entries: string[] = [];
  broken = new Set<string>();
  requests: string[] = [];
  private server: Server | undefined;
  port = 0;

  get url(): string { return `http://127.0.0.1:${this.port}`; }
  async up(): Promise<void> {
    this.server = createServer(this.answer);
    await new Promise<void>((resolve) => { this.server!.listen(this.port, '127.0.0.1', resolve); });
    ({ port: this.port } = this.server.address() as AddressInfo);
  }
  async down(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
  }

  private readonly answer: RequestListener = (request, response) => {
    this.requests.push(request.url!);
    if (this.broken.has(request.url!)) { response.statusCode = 500; response.end(); return; }
    if (request.url !== '/atom') { response.end(alertXml({ identifier: request.url!.slice(1) })); return; }
    const etag = `"${this.entries.length}"`;
    if (request.headers['if-none-match'] === etag) { response.statusCode = 304; response.end(); return; }
    response.setHeader('etag', etag);
    response.end(`<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>${this.entries.map((entry) => `<entry><title>e</title>${entry}</entry>`).join('')}</feed>`);
  };
}
const inner = (xml: string): string => `<content type="text/xml">${xml.replace(/^<\?xml[^>]*\?>/, '')}</content>`;

describe('a feed of XL_FEEDS', () => {
  let t: TestGateway;
  let token: string;
  const server = new FeedServer();

  beforeAll(async () => {
    server.entries = [inner(alertXml({ identifier: 'polled-1' })), inner(alertXml({ identifier: 'polled-bad', scope: '' }))];
    await server.up();
    t = await testGateway({ XL_FEEDS: `bureau=${server.url}/atom`, XL_FEED_SECONDS: '1' });
    await openSampleAreas(t.gateway.rooms.bus.connection!);
    ({ token } = await t.session('reader', [{ role: 'observer', area: '410171' }, { role: 'duty-officer', area: '410171' }]));
  }, 60_000);
  afterAll(async () => { await t?.stop(); await server.down(); });

  const received = async (): Promise<XlEvent<{ identifier: string }>[]> => {
    const jsm = await jetstreamManager(t.gateway.rooms.bus.connection!);
    const { state } = await jsm.streams.info('XL');
    const found: XlEvent<{ identifier: string }>[] = [];
    for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) found.push((await jsm.direct.getMessage('XL', { seq }))!.json());
    return found.filter((e) => e.type === 'feed.alert.received.v1');
  };
  const feeds = async (): Promise<unknown> => (await t.call('GET', '/health/ready')).body['feeds'];
  const figures = async (): Promise<string> => (await t.call('GET', '/metrics')).body['text'] as string;

  it('becomes alerts once, and what is refused lands in quarantine under the feed\'s name', async () => {
    await waitFor(async () => (await received()).length === 1, 45_000, 'the polled alert in the stream');
    const polls = server.requests.length;
    await waitFor(() => server.requests.length >= polls + 2, 45_000, 'two more polls');
    expect((await received()).map((e) => [e.data.identifier, e.actor])).toEqual([['polled-1', 'feed:bureau']]);
    const { body } = await t.call('GET', '/api/feeds/quarantine', { token });
    expect(body['items']).toEqual([expect.objectContaining({ feed: 'bureau', state: 'open', errors: [expect.objectContaining({ reason: 'schema.missing-element' })] })]);
    expect(await feeds()).toEqual({ bureau: 'ok' });
    expect(await figures()).toMatch(/xl_feed_up\{feed="bureau"\} 1[\s\S]*xl_feed_alerts_total\{feed="bureau",verdict="accepted"\} 1/);
  }, 60_000);

  it('says so while its server is away, and goes on when it is back', async () => {
    await server.down();
    await waitFor(async () => (await feeds() as { bureau: string }).bureau === 'failing', 20_000);
    expect(await figures()).toMatch(/xl_feed_up\{feed="bureau"\} 0/);
    expect((await t.call('GET', '/health/ready')).status).toBe(200);
    server.entries.push(inner(alertXml({ identifier: 'polled-2' })));
    await server.up();
    await waitFor(async () => (await received()).length === 2, 45_000, 'the alert that came meanwhile');
    expect((await received()).map((e) => e.data.identifier)).toEqual(['polled-1', 'polled-2']);
    expect(await feeds()).toEqual({ bureau: 'ok' });
  }, 60_000);
});

describe('one poller', () => {
  const server = new FeedServer();
  const said: string[] = [];
  const log = { warn: (line: { why: string }) => { said.push(line.why); }, info: () => { said.push('again'); } } as never;
  const taken: string[] = [];
  const intake = { state: 'ok' as const, take: async (bytes: Uint8Array): Promise<Taken> => { const id = /<identifier>([^<]*)/.exec(Buffer.from(bytes).toString())![1]!; taken.push(id); return { kind: 'duplicate', alertId: id }; } };
  let poller: FeedPoller | undefined;
  afterAll(async () => { await poller?.stop(); await server.down(); });

  it('tells a failure once, reads a link that failed again though the feed has not changed, and stops in the middle', async () => {
    await server.up();
    server.entries = [`<link type="application/cap+xml" href="${server.url}/linked?token=secret"/>`];
    server.broken.add('/linked?token=secret');
    poller = new FeedPoller({ feed: { name: 'bureau', url: `${server.url}/atom` }, everyMs: 10, intake, clock: new SystemClock(), log });
    const { report } = poller;
    poller.start();
    await waitFor(() => report.polls.read >= 3);
    expect([report.state, said]).toEqual(['failing', [`${server.url}/linked: ${server.url}/linked answered 500`]]);
    server.broken.clear();
    await waitFor(() => report.polls.unchanged >= 2);
    expect([report.state, taken, said.slice(1)]).toEqual(['ok', ['linked?token=secret'], ['again']]);
    await server.down();
    await waitFor(() => report.polls.failed >= 6);
    // the kept connection may break first in its own words, then the port refuses: each is told once
    const told = said.slice(2);
    expect(told.at(-1)).toMatch(/^fetch failed: .*ECONN/);
    expect(told.filter((why, i) => told.indexOf(why) !== i)).toEqual([]);
    await server.up();
    // unchanged since the last reading: nothing is taken twice, and the failure is over
    await waitFor(() => report.state === 'ok');
    expect([said.slice(2 + told.length), taken.length]).toEqual([['again'], 1]);
    await poller.stop();
    // a request that was under way reaches the server when it likes; the poller's own count says that none is begun after the stop
    const polled = { ...report.polls };
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    expect(report.polls).toEqual(polled);
  }, 60_000);

  it('waits longer after each failure, five minutes at most', () => {
    expect([0, 1, 2, 9].map((n) => pauseAfter(n, 60_000))).toEqual([60_000, 120_000, 240_000, 300_000]);
    expect(pauseAfter(3, 3_600_000)).toBe(3_600_000);
  });
});
