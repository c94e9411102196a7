import type { Role } from '@xunling/contracts';
import { derivedId, newId, SystemClock, type Clock } from '@xunling/platform';
import { freshDatabase, freshFolder, freshNats, withClient, type FreshDatabase, type OwnNats } from '@xunling/testing';
import { readConfig } from '../config.js';
import { sha256 } from '../identity/token.js';
import { startGateway, type RunningGateway } from '../start.js';

export interface Answer { status: number; body: Record<string, any>; headers: Headers }

export interface TestGateway {
  url: string;
  database: FreshDatabase;
  nats: OwnNats;
  gateway: RunningGateway;
  /** Calls the door; `body` goes as JSON. */
  call(method: string, path: string, options?: { token?: string; body?: unknown; headers?: Record<string, string> }): Promise<Answer>;
  /** A session of a person with these grants, put straight into the database. */
  session(username: string, grants: { role: Role; area: string; to?: Date }[]): Promise<{ token: string; userId: string }>;
  stop(): Promise<void>;
}

export interface TestOptions { /** Wait for the database side; default true. */ complete?: boolean; clock?: Clock; nats?: OwnNats; database?: FreshDatabase; reload?: () => Promise<boolean> }

/** The whole gateway on a real database and broker of its own. */
export async function testGateway(env: Record<string, string> = {}, { complete = true, clock = new SystemClock() as Clock, nats: own, database: given, reload }: TestOptions = {}): Promise<TestGateway> {
  const [nats, database] = await Promise.all([own ?? freshNats(), given ?? freshDatabase({ context: 'gateway' })]);
  const gateway = await startGateway(readConfig({
    XL_NATS_URL: nats.url, XL_DATABASE_URL: database.url, XL_OWNER_URL: database.ownerUrl, XL_DATA_DIR: freshFolder('gateway'), XL_HTTP_PORT: '0', XL_POOL_SIZE: '8', XL_RATE_PER_SECOND: '100000', XL_RATE_BURST: '100000', ...env,
  }), clock, reload);
  if (complete) await gateway.complete();
  const url = `http://127.0.0.1:${gateway.port}`;
  return {
    url, database, nats, gateway,
    call: async (method, path, { token, body, headers } = {}) => {
      const response = await fetch(`${url}${path}`, {
        method, headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(token && { authorization: `Bearer ${token}` }), ...headers }, ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: (/json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : { text }) as Answer['body'] };
    },
    session: async (username, grants) => {
      const userId = derivedId('person', username);
      const token = `token-of-${username}`;
      await withClient(database.ownerUrl, async (client) => {
        await client.query(`insert into account (id, username, name, password_hash, opened_at) values ($1, $2, $2, 'none', now())`, [userId, username]);
        for (const { role, area, to } of grants) await client.query(`insert into held_grant (id, user_id, role, area, from_at, to_at, given_by, given_at) values ($1, $2, $3, $4, now() - interval '1 day', $5, $2, now())`, [newId(), userId, role, area, to ?? null]);
        await client.query(`insert into session (id, token_hash, user_id, opened_at, expires_at) values ($1, $2, $3, now(), now() + interval '1 day')`, [newId(), sha256(token), userId]);
      });
      return { token, userId };
    },
    stop: async () => {
      await gateway.stop();
      await nats.stop();
      await database.drop();
    },
  };
}
