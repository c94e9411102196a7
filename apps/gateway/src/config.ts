import { resolve } from 'node:path';

export interface GatewayConfig {
  node: string;
  zone: string;
  natsUrl: string;
  natsSeedFile?: string;
  httpPort: number;
  httpHost: string;
  consoleDir?: string;
  dataDir: string;
  databaseUrl?: string;
  ownerUrl?: string;
  seedSample: boolean;
  demoPassword?: string;
  demoFeedSecret?: string;
  natsUsersDir?: string;
  /** Hours a session lasts; a shift of 12 with a margin by default. */
  sessionHours: number;
  /** Requests per second one caller (or one address without a session) may make, and the burst on top. */
  ratePerSecond: number;
  rateBurst: number;
  /** True behind a proxy that sets X-Forwarded-For and -Proto. */
  trustProxy: boolean;
}

const whole = (env: NodeJS.ProcessEnv, name: string, fallback: number): number => {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  if (!/^\d+$/.test(text)) throw new Error(`${name} must be a whole number, not "${text}"`);
  return Number(text);
};

/** Settings of the gateway, read once. Throws with the name of the setting that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  const zone = env['XL_ZONE'] ?? '410171';
  if (!/^\d{6}$/.test(zone)) throw new Error(`XL_ZONE must have six digits, not "${zone}"`);
  return {
    node: env['XL_NODE'] ?? 'c',
    zone,
    natsUrl: env['XL_NATS_URL'] ?? 'nats://127.0.0.1:4222',
    natsSeedFile: env['XL_NATS_SEED'],
    httpPort: whole(env, 'XL_HTTP_PORT', 8080),
    httpHost: env['XL_HTTP_HOST'] ?? '127.0.0.1',
    consoleDir: env['XL_CONSOLE_DIR'] ? resolve(env['XL_CONSOLE_DIR']) : undefined,
    dataDir: resolve(env['XL_DATA_DIR'] ?? '.xunling'),
    databaseUrl: env['XL_DATABASE_URL'],
    ownerUrl: env['XL_OWNER_URL'],
    seedSample: env['XL_SEED'] === 'sample',
    demoPassword: env['XL_DEMO_PASSWORD'],
    demoFeedSecret: env['XL_DEMO_FEED_SECRET'],
    natsUsersDir: env['XL_NATS_USERS_DIR'],
    sessionHours: whole(env, 'XL_SESSION_HOURS', 24),
    ratePerSecond: whole(env, 'XL_RATE_PER_SECOND', 100),
    rateBurst: whole(env, 'XL_RATE_BURST', 300),
    trustProxy: env['XL_TRUST_PROXY'] === 'true',
  };
}
