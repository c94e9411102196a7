import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { alertXml } from '../fixtures.js';
import { readCap } from '../cap/read-cap.js';
import type { Taken } from '../intake.js';
import { pollFeed, type PollState } from './poll-feed.js';

const bare = (identifier: string): string => alertXml({ identifier }).replace(/^<\?xml[^>]*\?>/, '');
const prefixed = bare('inner-2').replace('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">', '<cap:alert>').replace(/<(\/?)(?!cap:)(\w)/g, '<$1cap:$2');
let server: Server;
let url = '';
let requests: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url!);
    if (request.url === '/linked.xml') { response.end(alertXml({ identifier: 'linked' })); return; }
    if (request.headers['if-none-match'] === '"1"') { response.statusCode = 304; response.end(); return; }
    response.setHeader('etag', '"1"');
    if (request.url === '/rss') { response.end(`<rss version="2.0"><channel><item><title>x</title><description/>${bare('rss-1')}</item></channel></rss>`); return; }
    response.end(`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2"><title>t</title>
      <entry><id>other-id</id><title>Air quality</title><content type="text/xml">${bare('inner-1')}</content></entry>
      <entry><title>y</title><content>${prefixed}</content></entry>
      <entry><title>link</title><link type="application/cap+xml" href="${url}/linked.xml"/></entry>
      <entry><title>elsewhere</title><link href="http://127.0.0.2:9/x.xml"/></entry><entry><title>nothing</title></entry></feed>`);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => { server.closeAllConnections(); server.close(() => { resolve(); }); }));

const poll = async (path: string, state: PollState = { seen: new Set() }) => {
  const got: string[] = [];
  const take = async (bytes: Uint8Array): Promise<Taken> => {
    const { message, errors } = readCap(bytes);
    expect(errors).toEqual([]);
    got.push(message!.identifier);
    return { kind: 'duplicate', alertId: message!.identifier };
  };
  const polled = await pollFeed({ url: url + path, feed: 'bureau', fetch, take }, state);
  return { got, polled };
};

describe('polling a feed', () => {
  it('takes the inner alerts of an Atom feed, follows links on its own host, and asks no more when nothing changed', async () => {
    const state: PollState = { seen: new Set() };
    const { got, polled } = await poll('/atom', state);
    expect(got).toEqual(['inner-1', 'inner-2', 'linked']);
    expect(polled.failed).toEqual([{ url: 'http://127.0.0.2:9/x.xml', why: 'another host than the feed' }]);
    expect(polled.entries).toBe(5);
    requests = [];
    expect((await poll('/atom', state)).polled.unchanged).toBe(true);
    expect(requests).toEqual(['/atom']);
  });

  it('takes the inner alerts of RSS', async () => { expect((await poll('/rss')).got).toEqual(['rss-1']); });
});
