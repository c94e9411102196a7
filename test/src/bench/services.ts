import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MessagingOptions } from '@xunling/messaging';
import type { ServiceConfig } from '@xunling/platform';
import type { FreshDatabase } from '@xunling/testing';
import type { MigrationInterface } from 'typeorm';

/** The services are programs, not libraries: what is measured is what their build has put on disk. */
const built = (app: string, file: string): Promise<Record<string, unknown>> => import(new URL(`../../../apps/${app}/dist/${file}`, import.meta.url).href) as Promise<Record<string, unknown>>;

interface ServiceModule { with(options: Partial<MessagingOptions>): object }
type Migration = new () => MigrationInterface;

const first = <T>(module: Record<string, unknown>): T => Object.values(module).find((value) => typeof value === 'function') as T;
export const commandModule = async (): Promise<ServiceModule> => (await built('command', 'command.module.js'))['CommandModule'] as ServiceModule;
export const gridModule = async (): Promise<ServiceModule> => (await built('grid', 'grid.module.js'))['GridModule'] as ServiceModule;
export const issueOrdersClass = async (): Promise<abstract new () => unknown> => (await built('command', 'order/issue-orders.js'))['IssueOrders'] as abstract new () => unknown;
export const commandMigrations = async (): Promise<Migration[]> => (await built('command', 'migrations/all.js'))['MIGRATIONS'] as Migration[];
export const gridMigrations = async (): Promise<Migration[]> => Promise.all(['grid-1', 'duty-additions', 'area-datum', 'units', 'casualties'].map(async (name) => first<Migration>(await built('grid', `migrations/${name}.js`))));
export const hubModule = (): Promise<Record<string, unknown>> => built('gateway', 'board/sse-hub.js');

export const configFor = (database: FreshDatabase, natsUrl: string): ServiceConfig => ({
  node: 'c', zone: '410171', mode: 'live', databaseUrl: database.url, ownerUrl: undefined, natsUrl, natsSeedFile: undefined, nodeKeyFile: undefined, innerPort: 0, dataDir: '.', seed: undefined, poolSize: 12,
});

export const startApp = (module: object): Promise<INestApplicationContext> => NestFactory.createApplicationContext(module as never, { logger: false, abortOnError: false });
