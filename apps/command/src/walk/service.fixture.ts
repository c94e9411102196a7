import { createHash } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { streetOf, subjectOf, type Caller, type Role, type RpcReply, type XlEvent } from '@xunling/contracts';
import { AreaOpened, DepotRegistered, eventOf, PostHeld, PostOpened, SitePublished, TeamRegistered, UnitListed, type EventClass } from '@xunling/contracts/classes';
import type { Ticking } from '@xunling/messaging';
import { look } from '@xunling/messaging/testing';
import { derivedId, newId, type ServiceConfig } from '@xunling/platform';
import { personId, sampleAccounts, sampleAreas, sampleDepots, samplePosts, sampleSites, sampleTeams, sampleUnits } from '@xunling/sample';
import { freshDatabase, MovableClock, startServers, waitFor, type FreshDatabase, type Servers } from '@xunling/testing';
import pg from 'pg';
import { CommandModule } from '../command.module.js';

/** Made once: a spec calls hundreds of times. */
const accounts = new Map(sampleAccounts().map((a) => [a.username, a]));

/** Names the district as grid, rescue and supplies would tell it. */
type Said = { event: EventClass; data: object; aggregate: string; street?: string; version?: number };
const AT = '2021-07-01T00:00:00.000Z';

function district(): Said[] {
  const who = (username: string | undefined): string | undefined => (username ? personId(username) : undefined);
  return [
    ...sampleAreas().map((a) => ({ event: AreaOpened, aggregate: `area/${a.code}`, data: { code: a.code, kind: a.kind, name: a.name, nameEn: a.nameEn, homeNode: 'c', ring: a.ring, datum: 'WGS84', validFrom: AT } })),
    ...samplePosts().flatMap((p): Said[] => [
      { event: PostOpened, aggregate: `post/${p.id}`, data: { postId: p.id, area: p.area, name: p.name, nameEn: p.nameEn, force: p.force, kind: p.kind, siteId: p.siteId } },
      { event: PostHeld, aggregate: `post/${p.id}`, version: 2, data: { postId: p.id, area: p.area, holderId: who(p.holder), deputyId: who(p.deputy), from: AT } },
    ]),
    ...sampleSites().map((s) => ({ event: SitePublished, aggregate: `site/${s.id}`, data: { siteId: s.id, area: s.area, name: s.name, nameEn: s.nameEn, kind: s.kind, owner: s.owner, closeAtCm: s.closeAtCm, position: s.position } })),
    ...sampleTeams().map((t) => ({ event: TeamRegistered, aggregate: `team/${t.id}`, data: { teamId: t.id, area: t.area, name: t.name, nameEn: t.nameEn, kind: t.kind, leaderId: who(t.leader), deputyId: who(t.deputy) } })),
    ...sampleDepots().map((d) => ({ event: DepotRegistered, aggregate: `depot/${d.id}`, data: { depotId: d.id, area: d.area, name: d.name, nameEn: d.nameEn, kind: d.kind, keeperId: who(d.keeper), deputyId: who(d.deputy) } })),
    ...sampleUnits().map(({ id, ...u }) => ({ event: UnitListed, aggregate: `unit/${id}`, data: { unitId: id, ...u, validFrom: AT } })),
  ];
}

/** The command service on real PostgreSQL and NATS, with the rest of the system spoken by the spec. */
export class CommandService {
  private seq = 0;
  private apps: INestApplicationContext[] = [];
  /** Connections kept: a spec polls, and each new one costs a password's hash and a process. */
  private readonly reader: pg.Pool;
  private constructor(readonly servers: Servers, readonly database: FreshDatabase, readonly clock: MovableClock, readonly nats: NatsConnection) {
    this.reader = new pg.Pool({ connectionString: database.adminUrl, max: 3, allowExitOnIdle: true });
    this.reader.on('error', () => undefined);
  }

  static async start(at: string): Promise<CommandService> {
    const service = await CommandService.prepare(at);
    await service.boot();
    return service;
  }

  /** Servers only, with a service that knows the district, or nothing yet; the spec starts processes of its own. */
  static async prepare(at: string, { knows = 'district' }: { knows?: 'district' | 'nothing' } = {}): Promise<CommandService> {
    const [servers, database] = await Promise.all([startServers(), freshDatabase({ context: 'command', ...(knows === 'district' ? { template: { name: 'command_knows_district', prepare: CommandService.learn } } : {}) })]);
    const service = new CommandService(servers, database, new MovableClock(new Date(at)), await connect({ servers: servers.nats.url }));
    if (knows === 'district') service.seq = district().length;
    return service;
  }

  /** Lets a service learn the district from its events, once a worker: what is cloned is what the service itself made of them. */
  private static async learn(ownerUrl: string): Promise<void> {
    const servers = await startServers();
    const database: FreshDatabase = { name: 'template', ownerUrl, adminUrl: ownerUrl, url: ownerUrl.replace('xl_owner', 'xl_command'), drop: () => Promise.resolve() };
    const service = new CommandService(servers, database, new MovableClock(new Date(AT)), await connect({ servers: servers.nats.url }));
    const app = await service.boot();
    const said = district();
    await service.say(said);
    await waitFor(async () => (await service.sql('select count(*)::int n from known'))[0]!.n === said.length, 120_000, 'the district is known');
    await service.shut(app);
    // the forecast ladder is laid out from a spec's own time on
    await service.sql('truncate forecast_watch, forecast_slot');
    await service.stop();
  }

  /** Environment of a process of this service. */
  get env(): Record<string, string> {
    return { XL_DATABASE_URL: this.database.url, XL_OWNER_URL: this.database.ownerUrl, XL_NATS_URL: this.servers.nats.url, XL_SEED: 'sample', XL_POOL_SIZE: '28' };
  }

  /** One more process, as far as the service can tell: own pools, own connections. */
  async boot(mode: ServiceConfig['mode'] = 'live'): Promise<INestApplicationContext> {
    const config: ServiceConfig = {
      node: 'c', zone: '410171', mode, databaseUrl: this.database.url, ownerUrl: this.database.ownerUrl, natsUrl: this.servers.nats.url,
      natsSeedFile: undefined, nodeKeyFile: undefined, innerPort: 0, dataDir: '/nonexistent', seed: 'sample', poolSize: 32,
    };
    const app = await NestFactory.createApplicationContext(CommandModule.with({ config, clock: this.clock, board: 'none' }), { logger: ['error', 'warn'] });
    this.apps.push(app);
    return app;
  }

  async shut(app: INestApplicationContext): Promise<void> {
    this.apps = this.apps.filter((a) => a !== app);
    await app.close();
  }

  /** Every process looks until nothing is due. */
  look(ticker: Type<Ticking>): Promise<void> { return look(this.apps, ticker); }

  async stop(): Promise<void> {
    for (const app of this.apps) await app.close();
    await this.nats.close();
    await this.reader.end();
    await this.servers.stop();
    await this.database.drop();
  }

  /** Says events on behalf of other contexts; answers their ids. */
  async say(said: readonly Said[]): Promise<string[]> {
    const js = jetstream(this.nats);
    const ids: string[] = [];
    const pending = said.map(({ event, data, aggregate, street, version = 1 }) => {
      const { type, context } = eventOf(event);
      const d = JSON.parse(JSON.stringify(data)) as { area?: string; code?: string };
      const token = street ?? streetOf(d.area ?? d.code ?? '410171', '000');
      const e: XlEvent = {
        specversion: '1.0', id: newId(), source: `${context}@c`, type, subject: aggregate, time: this.clock.now().toISOString(), datacontenttype: 'application/json', version, actor: `system:${context}`,
        correlationid: newId(), mode: 'live', street: token, datahash: createHash('sha256').update('').digest('hex'), datasalt: '', originseq: ++this.seq, prevhash: '0'.repeat(64), hash: '0'.repeat(64), data: d,
      };
      ids.push(e.id);
      return js.publish(subjectOf('410171', token, 'c', type), JSON.stringify(e), { msgID: e.id, timeout: 30_000 });
    });
    await Promise.all(pending);
    return ids;
  }

  /** Calls an operation as a demo account; answers the reply as the gateway would get it. `after` names events it must not be answered from before. */
  async call<T = Record<string, never>>(username: string, operation: string, input: object = {}, requestId = newId(), after: { id: string; subject: string }[] = []): Promise<RpcReply<T>> {
    const account = accounts.get(username)!;
    const caller: Caller = { userId: account.userId, username, name: account.name, grants: account.grants as { role: Role; area: string }[], lang: 'zh' };
    const reply = await this.nats.request(`rpc.c.${operation}`, JSON.stringify({ caller, requestId, correlationId: newId(), input, after }), { timeout: 20_000 });
    return reply.json<RpcReply<T>>();
  }

  async ok<T = Record<string, never>>(username: string, operation: string, input: object = {}): Promise<T> {
    const reply = await this.call<T>(username, operation, input);
    if (!reply.ok) throw new Error(`${operation}: ${JSON.stringify(reply.refusal)}`);
    return reply.result;
  }

  async refused(username: string, operation: string, input: object = {}): Promise<string> {
    const reply = await this.call(username, operation, input);
    return reply.ok ? 'accepted' : reply.refusal.code;
  }

  /** Reads the service's own tables. */
  async sql<T = Record<string, never>>(text: string, params: unknown[] = []): Promise<T[]> {
    return (await this.reader.query(text, params)).rows as T[];
  }

  /** Data of the service's events of a type, in order. */
  async events<T = Record<string, never>>(type: string): Promise<T[]> {
    return (await this.sql<{ data: string }>('select data from journal where type = $1 order by no', [type])).map((r) => JSON.parse(r.data) as T);
  }
}

export const alertData = (more: { name: string; sent: string; colour?: string; msgType?: string; status?: string; references?: object[]; expires?: string; ours?: boolean; areas?: string[]; hazard?: string; issuer?: string }): object => ({
  alertId: derivedId('alert', more.name), digest: createHash('sha256').update(more.name).digest('hex'), dialect: 'cap12', sender: 'sample@example.org', identifier: more.name, issuer: more.issuer ?? '示例市气象台',
  sent: more.sent, receivedAt: more.sent, status: more.status ?? 'Actual', msgType: more.msgType ?? 'Alert', references: more.references ?? [], ours: more.ours ?? true, warnings: [], feed: 'feed-demo',
  signals: [{
    hazard: more.hazard ?? 'RAINSTORM', colour: more.colour ?? 'RED', areas: more.areas ?? ['410171'], issuedArea: '郑州经开区', headline: `${more.name}`, expires: more.expires ?? '2021-07-21T00:00:00+08:00', expiresDefaulted: false,
  }],
});
export const referenceTo = (name: string, sent: string): object => ({ sender: 'sample@example.org', identifier: name, sent });
