import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Unable } from '@xunling/embedded';

/** The repository, found from `deploy/local/dist`. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** The order in which services are started and stopped; a context whose app has not been built is left out. */
const CONTEXTS = ['command', 'grid', 'rescue', 'supplies', 'gateway'] as const;

export interface Settings {
  dataDir: string;
  httpHost: string;
  httpPort: number;
  /** Superuser's url of a real PostgreSQL; absent: the embedded one. */
  databaseUrl?: string;
  /** A real nats-server; absent: the embedded one. */
  natsUrl?: string;
  node: string;
  zone: string;
  /** Set by the operator; absent: generated at first start. */
  demoPassword?: string;
  services: ServiceFile[];
}

export interface ServiceFile { name: string; main: string }

/** @param env the process's environment; an unusable value is an Unable */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    dataDir: resolve(env['XL_DATA_DIR'] || join(ROOT, '.xunling')),
    httpHost: env['XL_HTTP_HOST'] || '127.0.0.1',
    httpPort: portOf(env['XL_HTTP_PORT'] || '8080'),
    databaseUrl: env['XL_DATABASE_URL'] || undefined,
    natsUrl: env['XL_NATS_URL'] || undefined,
    node: env['XL_NODE'] || 'c',
    zone: env['XL_ZONE'] || '410171',
    demoPassword: env['XL_DEMO_PASSWORD'] || undefined,
    services: CONTEXTS.map(name => ({ name, main: join(ROOT, 'apps', name, 'dist', 'bundle', 'main.js') })).filter(({ main }) => existsSync(main)),
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Unable('port.taken', `XL_HTTP_PORT=${text} is not a port number.`, `XL_HTTP_PORT=${text} 不是有效端口号。`);
}
