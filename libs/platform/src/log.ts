import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Structured log on stdout. Secrets and bodies never go in: pass ids and codes. */
/** An error as name, message, code and stack: drivers hang whole connections on theirs. */
const err = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const { code } = error as { code?: unknown };
  return { type: error.name, message: error.message, ...(code === undefined ? {} : { code }), stack: error.stack };
};

export const makeLog = (context: string): Log =>
  pino({ serializers: { err }, level: process.env['XL_LOG_LEVEL'] ?? 'info', base: { context }, redact: ['password', 'secret', 'token', 'authorization', '*.password', '*.secret', '*.token'] });

/** Nest's own messages through pino, quieter: its start-up chatter is debug. */
export const nestLogger = (log: Log): LoggerService => ({
  log: (message: unknown, ...rest: unknown[]) => log.debug({ rest }, String(message)),
  warn: (message: unknown, ...rest: unknown[]) => log.warn({ rest }, String(message)),
  error: (message: unknown, ...rest: unknown[]) => log.error({ rest }, String(message)),
  debug: (message: unknown) => log.trace(String(message)),
  verbose: (message: unknown) => log.trace(String(message)),
});
