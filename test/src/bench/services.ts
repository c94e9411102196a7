import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MessagingOptions } from '@xunling/messaging';
import type { ServiceConfig } from '@xunling/platform';
import type { FreshDatabase } from '@xunling/testing';
import type { DataSource, MigrationInterface } from 'typeorm';

/** The services are programs, not libraries: what is measured is what their build has put on disk. */
const built = (app: string, file: string): Promise<Record<string, unknown>> => import(new URL(`../../../apps/${app}/dist/${file}`, import.meta.url).href) as Promise<Record<string, unknown>>;

interface ServiceModule { with(options: Partial<MessagingOptions>): object }
type Migration = new () => MigrationInterface;

export const commandModule = async (): Promise<ServiceModule> => (await built('command', 'command.module.js'))['CommandModule'] as ServiceModule;
export const gridModule = async (): Promise<ServiceModule> => (await built('grid', 'grid.module.js'))['GridModule'] as ServiceModule;
export const issueOrdersClass = async (): Promise<abstract new () => unknown> => (await built('command', 'order/issue-orders.js'))['IssueOrders'] as abstract new () => unknown;
export const commandMigrations = async (): Promise<Migration[]> => (await built('command', 'migrations/all.js'))['MIGRATIONS'] as Migration[];
export const gridMigrations = async (): Promise<Migration[]> => ((await built('grid', 'grid.module.js'))['GRID'] as { migrations: Migration[] }).migrations;
interface ManyOrders { manyOrders(db: DataSource, sets: readonly [string, string]): Promise<void>; listsOf(set: string): [string, object, string[]][] }
export const manyOrders = async (): Promise<ManyOrders> => (await built('command', 'order/many-orders.fixture.js')) as unknown as ManyOrders;
interface Query { sql: string; params: unknown[] }
/** Statements behind the lists of command, by what they ask. */
export const orderQueries = async (): Promise<Record<'listQuery' | 'stagesQuery' | 'standDownQuery', (input: object, scopes: readonly string[]) => Query>> => ({
  ...(await built('command', 'order/order.view.js')), ...(await built('command', 'order/stages.view.js')), ...(await built('command', 'stand-down/stand-down.view.js')),
}) as never;
export const hubModule = (): Promise<Record<string, unknown>> => built('gateway', 'board/sse-hub.js');

export const configFor = (database: FreshDatabase, natsUrl: string): ServiceConfig => ({
  node: 'c', zone: '410171', mode: 'live', databaseUrl: database.url, ownerUrl: undefined, natsUrl, natsSeedFile: undefined, nodeKeyFile: undefined, innerPort: 0, dataDir: '.', seed: undefined, poolSize: 40,
});

export const startApp = (module: object): Promise<INestApplicationContext> => NestFactory.createApplicationContext(module as never, { logger: false, abortOnError: false });
