import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext, Type } from '@nestjs/common';
import type { Caller, Role, RpcReply } from '@xunling/contracts';
import type { MessagingOptions, Ticking } from '@xunling/messaging';
import { ForeignOrigin, look } from '@xunling/messaging/testing';
import { NatsLink, type ServiceConfig } from '@xunling/platform';
import { freshDatabase, MovableClock, startServers, waitFor, withClient, type FreshDatabase, type Servers } from '@xunling/testing';
import { DataSource } from 'typeorm';

/** What a spec of an addressee's service starts: its context and how its module is made. */
export interface ServiceUnderTest { context: string; module(options: Partial<MessagingOptions>): object; seed?: string }

/** One addressee's service on real PostgreSQL and NATS, spoken to as the gateway would; command and grid are spoken by the spec. */
export class ItemService {
  readonly clock = new MovableClock(new Date('2026-07-20T08:00:00Z'));
  private readonly apps = new Set<INestApplicationContext>();
  private readonly origins = new Map<string, ForeignOrigin>();
  private calls = 0;
  private constructor(readonly under: ServiceUnderTest, private readonly servers: Servers, private readonly database: FreshDatabase, private readonly link: NatsLink) {}

  static async start(under: ServiceUnderTest): Promise<ItemService> {
    const template = { name: `${under.context}_${under.seed ?? 'sample'}`, prepare: (ownerUrl: string) => ItemService.seed(under, ownerUrl) };
    const [servers, database] = await Promise.all([startServers(), freshDatabase({ context: under.context, template })]);
    const service = new ItemService(under, servers, database, new NatsLink({ url: servers.nats.url, name: 'door' }));
    await service.from('command');
    await service.instance();
    return service;
  }

  /** Lets the service migrate and seed a database, once a worker; each spec gets a clone. */
  private static async seed(under: ServiceUnderTest, ownerUrl: string): Promise<void> {
    const servers = await startServers();
    const database: FreshDatabase = { name: 'template', ownerUrl, adminUrl: ownerUrl, url: ownerUrl.replace('xl_owner', `xl_${under.context}`), drop: () => Promise.resolve() };
    const service = new ItemService(under, servers, database, new NatsLink({ url: servers.nats.url, name: 'door' }));
    await service.instance();
    await waitFor(async () => (await service.count('outbox')) === 0, 60_000, 'what the seed said to be published');
    await service.stop();
  }

  /** One more instance of the same service on the same database. */
  async instance(): Promise<INestApplicationContext> {
    const config: ServiceConfig = {
      node: 'c', zone: '410171', mode: 'live', databaseUrl: this.database.url, ownerUrl: this.database.ownerUrl, natsUrl: this.servers.nats.url,
      natsSeedFile: undefined, nodeKeyFile: undefined, innerPort: 0, dataDir: '.', seed: this.under.seed ?? 'sample', poolSize: 24,
    };
    const app = await NestFactory.createApplicationContext(this.under.module({ config, clock: this.clock, board: 'none' }) as never, { logger: false });
    this.apps.add(app);
    return app;
  }

  /** What a process of its own needs to be one more instance. */
  get env(): NodeJS.ProcessEnv { return { XL_DATABASE_URL: this.database.url, XL_OWNER_URL: this.database.ownerUrl, XL_NATS_URL: this.servers.nats.url, XL_ZONE: '410171', XL_POOL_SIZE: '24', XL_LOG_LEVEL: 'warn' }; }

  /** Ends one instance; the others take over. */
  async end(app: INestApplicationContext): Promise<void> {
    this.apps.delete(app);
    await app.close();
  }

  /** Every instance looks until nothing is due. */
  look(ticker: Type<Ticking>): Promise<void> { return look(this.apps, ticker); }

  /** The first instance still running. */
  get app(): INestApplicationContext { return [...this.apps][0]!; }
  get command(): ForeignOrigin { return this.origins.get('command')!; }

  /** Another context of the system, as its relay would publish. */
  async from(context: string): Promise<ForeignOrigin> {
    const there = this.origins.get(context) ?? new ForeignOrigin(await this.link.connected(), { context, node: 'c', zone: '410171', mode: 'live' });
    this.origins.set(context, there);
    return there;
  }

  /** Calls an operation as a person; each call is a request of its own unless a key is given. */
  async call<T>(operation: string, input: object, caller: Caller, key = `k${this.calls++}`): Promise<RpcReply<T>> {
    const nc = await this.link.connected();
    const request = { caller, requestId: `${caller.userId}/${operation}/${key}`, correlationId: key, input };
    return (await nc.request(`rpc.c.${operation}`, JSON.stringify(request), { timeout: 20_000 })).json<RpcReply<T>>();
  }

  /** The answer of a call that must not be refused. */
  async ok<T>(operation: string, input: object, caller: Caller): Promise<T> {
    const reply = await this.call<T>(operation, input, caller);
    if (!reply.ok) throw new Error(`${operation}: ${JSON.stringify(reply.refusal)}`);
    return reply.result;
  }

  /** Code of the refusal, or `ok`. */
  async refusal(operation: string, input: object, caller: Caller): Promise<string> {
    const reply = await this.call(operation, input, caller);
    return reply.ok ? 'ok' : reply.refusal.code;
  }

  /** Lets the planner see what the spec filled in; only a table's owner may, another's wish is passed over in silence. */
  analyze(tables: string): Promise<void> { return withClient(this.database.ownerUrl, (client) => client.query(`analyze ${tables}`)); }
  sql<T>(query: string, parameters?: unknown[]): Promise<T[]> { return this.app.get(DataSource).query(query, parameters); }
  async count(from: string): Promise<number> { return Number((await this.sql<{ n: string }>(`select count(*)::text as n from ${from}`))[0]!.n); }

  async stop(): Promise<void> {
    for (const origin of this.origins.values()) origin.close();
    for (const app of [...this.apps]) await this.end(app);
    await this.link.close();
    await this.database.drop();
    await this.servers.stop();
  }
}

/** A caller with one grant. */
export const callerWith = (userId: string, role: Role, area: string): Caller => ({ userId, username: userId, name: userId, lang: 'zh', grants: [{ role, area }] });
