import 'reflect-metadata';
import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ConfigError } from './config.js';
import { makeLog, nestLogger } from './log.js';

/** Tells the launcher that this process serves; without a launcher nothing. */
export const sayReady = (port: number): void => { process.send?.({ kind: 'ready', port }); };

/** Ends the process with its launcher, so that nothing outlives it. */
export function endWithLauncher(close: () => Promise<void>): void {
  const end = (): void => {
    const hard = setTimeout(() => process.exit(1), 8_000);
    void close().finally(() => { clearTimeout(hard); process.exit(0); });
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  if (process.connected) process.once('disconnect', () => process.exit(0));
}

export interface Boot {
  context: string;
  module: Type | object;
  /** Inner port of health and metrics; 0 takes a free one. */
  port: number;
  /** What must be so before others may count on the service; `ready` is said afterwards, or after 20 s all the same. */
  complete?: (app: INestApplication) => Promise<void>;
}
const LONGEST_WAIT_MS = 20_000;

/**
 * `main.ts` of a service: Nest with health and metrics on the inner port; rpc, subscriptions, tickers and relay come with the
 * module. Crash-only on what nobody caught: the supervisor starts it again.
 */
export async function bootService({ context, module, port, complete }: Boot): Promise<INestApplication> {
  const log = makeLog(context);
  process.on('unhandledRejection', (error) => { log.fatal({ err: error }, 'unhandled rejection'); process.exit(1); });
  process.on('uncaughtException', (error) => { log.fatal({ err: error }, 'uncaught exception'); process.exit(1); });
  try {
    const app = await NestFactory.create(module as Type, new FastifyAdapter(), { logger: nestLogger(log), abortOnError: false });
    endWithLauncher(() => app.close());
    await app.listen(port, '127.0.0.1');
    const address = app.getHttpServer().address() as { port: number };
    log.info({ port: address.port }, 'serving');
    if (complete) await Promise.race([complete(app), new Promise((resolve) => { setTimeout(resolve, LONGEST_WAIT_MS).unref(); })]);
    sayReady(address.port);
    return app;
  } catch (error) {
    if (error instanceof ConfigError) console.error(error.message); else log.fatal({ err: error }, 'could not start');
    process.exit(1);
  }
}
