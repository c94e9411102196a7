import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { Caller, RpcReply } from '@xunling/contracts';
import { Messaging, type MessagingOptions } from '@xunling/messaging';
import { ForeignOrigin } from '@xunling/messaging/testing';
import { MovableClock, NatsLink, type ServiceConfig } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { freshDatabase, startServers, type FreshDatabase, type Servers } from '@xunling/testing';
import { DataSource } from 'typeorm';
import { GridModule } from '../grid.module.js';

/** The grid service on real servers, spoken to as the gateway would. */
export class GridService {
  readonly clock = new MovableClock(new Date('2026-07-20T08:00:00Z'));
  private calls = 0;
  private constructor(readonly servers: Servers, readonly database: FreshDatabase, readonly app: INestApplicationContext, private readonly link: NatsLink, readonly command: ForeignOrigin, readonly config: ServiceConfig) {}

  static async start(seed: string | undefined = 'sample'): Promise<GridService> {
    const servers = await startServers();
    const database = await freshDatabase({ context: 'grid' });
    const config: ServiceConfig = {
      node: 'c', zone: '410171', mode: 'live', databaseUrl: database.url, ownerUrl: database.ownerUrl, natsUrl: servers.nats.url,
      natsSeedFile: undefined, nodeKeyFile: undefined, innerPort: 0, dataDir: '.', seed, poolSize: 12,
    };
    const link = new NatsLink({ url: servers.nats.url, name: 'door' });
    const command = new ForeignOrigin(await link.connected(), { context: 'command', node: 'c', zone: '410171', mode: 'live' });
    const service = new GridService(servers, database, undefined as never, link, command, config);
    (service as { app: INestApplicationContext }).app = await service.instance();
    return service;
  }

  /** One more instance of the same service on the same database. */
  async instance(options: Partial<MessagingOptions> = {}): Promise<INestApplicationContext> {
    const app = await NestFactory.createApplicationContext(GridModule.with({ config: this.config, clock: this.clock, board: 'none', ...options }) as never, { logger: false });
    app.get(Messaging);
    return app;
  }

  /** Calls an operation as `username`. */
  async call<T>(operation: string, input: object, caller: Caller, key = `k${this.calls++}`): Promise<RpcReply<T>> {
    const nc = await this.link.connected();
    const reply = await nc.request(`rpc.c.${operation}`, JSON.stringify({ caller, requestId: `${caller.userId}/${operation}/${key}`, correlationId: key, input }), { timeout: 5_000 });
    return reply.json<RpcReply<T>>();
  }

  sql<T>(query: string, parameters?: unknown[]): Promise<T[]> { return this.app.get(DataSource).query(query, parameters); }

  async stop(): Promise<void> {
    this.command.close();
    await this.app.close();
    await this.link.close();
    await this.database.drop();
    await this.servers.stop();
  }
}

/** A caller of the sample district, with one grant. */
export const caller = (username: string, role: Caller['grants'][number]['role'], area: string): Caller =>
  ({ userId: personId(username), username, name: username, lang: 'zh', grants: [{ role, area }] });
