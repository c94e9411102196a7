import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { SubscriptionRefused } from './delivery.js';
import { subscribeSse } from './sse.js';

let server: Server;
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** A door that answers as the test says; `url` of it. */
async function door(answer: RequestListener): Promise<string> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const problem = (to: ServerResponse, status: number): void => { to.writeHead(status, { 'content-type': 'application/problem+json' }).end('{"code":"c","title":"t"}'); };
const event = { source: 'grid@c', street: '561', originseq: 1, prevhash: '0', hash: 'a', data: {} };

describe('subscribing by server-sent events', () => {
  it('goes on from a snapshot where its cursor is gone, however often the snapshot is refused or cut first', async () => {
    const asked: string[] = [];
    const snapshots = [(to: ServerResponse) => problem(to, 503), (to: ServerResponse) => problem(to, 429), (to: ServerResponse) => to.socket!.destroy(),
      (to: ServerResponse) => { to.end('{"cursor":"2-7"}'); }];
    const url = await door((request, to) => {
      const after = new URL(request.url!, 'http://x').searchParams.get('after');
      asked.push(request.url!.startsWith('/api/picture/events') ? `events after ${after}` : 'picture');
      if (asked.at(-1) === 'picture') snapshots.shift()!(to);
      else if (after === '1-5') problem(to, 410);
      else to.write(`id: 2-8\nevent: e\ndata: ${JSON.stringify({ ...event, received: '2026-07-20T08:00:00Z' })}\n\n`);
    });
    const stop = new AbortController();
    const got: string[] = [];
    for await (const d of subscribeSse({ url, area: '410171561', after: '1-5', signal: stop.signal })) {
      got.push('snapshot' in d ? `snapshot ${d.cursor}` : `event ${d.cursor}`);
      if (!('snapshot' in d)) stop.abort();
    }
    expect(got).toEqual(['snapshot 2-7', 'event 2-8']);
    expect(asked).toEqual(['events after 1-5', 'picture', 'picture', 'picture', 'picture', 'events after 2-7']);
  });

  it('ends where the door says no: another try would not help', async () => {
    const url = await door((_, to) => problem(to, 403));
    await expect(subscribeSse({ url, area: '410171561' }).next()).rejects.toBeInstanceOf(SubscriptionRefused);
  });
});
