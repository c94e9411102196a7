import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { GatewayModule } from '../gateway.module.js';
import { FeedPolling } from '../intake/feed/feed-polling.js';
import type { Rooms } from '../rooms.js';
import { addSecurityHeaders } from './headers.js';
import { Metrics } from './door-metrics.js';

/** JSON bodies; what a broker message can carry, less the envelope. Evidence and alerts have limits of their own. */
const BODY_LIMIT = 1024 * 1024;
const EVIDENCE_LIMIT = 10 * 1024 * 1024;

/** The door as a Nest application on Fastify, not yet listening. */
export async function makeDoor(rooms: Rooms): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, trustProxy: rooms.config.trustProxy, forceCloseConnections: true, routerOptions: { maxParamLength: 400 } });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.of(rooms), adapter, { logger: ['error', 'warn'], bodyParser: false, abortOnError: false });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, parseJson);
  await fastify.register(multipart, { throwFileSizeLimit: false, limits: { fileSize: EVIDENCE_LIMIT, files: 1, fields: 4, parts: 5, fieldSize: 200, headerPairs: 20 } });
  addSecurityHeaders(fastify);
  app.get(Metrics).watch(fastify);
  app.get(FeedPolling, { strict: false }).watch(app.get(Metrics).registry);
  await app.init();
  return app;
}

/** An absent body is none, not a fault; `__proto__` in a body is. */
function parseJson(_: unknown, text: string, done: (error: Error | null, body?: unknown) => void): void {
  if (text.trim() === '') { done(null, undefined); return; }
  try {
    done(null, JSON.parse(text, (key, value: unknown) => { if (key === '__proto__') throw new SyntaxError('"__proto__" is not a field'); return value; }));
  } catch (error) {
    done(Object.assign(error as Error, { statusCode: 400 }));
  }
}
