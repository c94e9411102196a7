import { existsSync } from 'node:fs';
import type { Mode } from '@xunling/contracts';

/** A setting is missing or wrong; the message names it and says what to do. */
export class ConfigError extends Error {}

type Env = Record<string, string | undefined>;

/** Text of a setting, or its default. @throws ConfigError where there is neither. */
export function setting(env: Env, name: string, fallback?: string): string {
  const value = env[name] ?? fallback;
  if (value === undefined || value === '') throw new ConfigError(`${name} is not set; npm start sets it, or set it yourself (README, Settings)`);
  return value;
}

/** A whole number setting within bounds. */
export function wholeSetting(env: Env, name: string, fallback: number, min = 0, max = 65_535): number {
  const text = env[name];
  const value = text === undefined || text === '' ? fallback : Number(text);
  if (!Number.isInteger(value) || value < min || value > max) throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
  return value;
}

/** Path of a file that must exist, or undefined where the setting is absent. */
export function fileSetting(env: Env, name: string): string | undefined {
  const path = env[name];
  if (path && !existsSync(path)) throw new ConfigError(`${name} names ${path}, which does not exist`);
  return path || undefined;
}

/** What every service is told by its environment (design.md §8); the launcher sets it. */
export interface ServiceConfig {
  node: string;
  zone: string;
  mode: Mode;
  databaseUrl: string;
  /** Same database as its owner, for migrations at boot; absent = they were run by somebody else. */
  ownerUrl: string | undefined;
  natsUrl: string;
  natsSeedFile: string | undefined;
  nodeKeyFile: string | undefined;
  innerPort: number;
  dataDir: string;
  /** `sample`: seed the sample district where the tables are empty. */
  seed: string | undefined;
  /** Connections of the process; every subscription holds one for as long as it reads. */
  poolSize: number;
}

export function readServiceConfig(env: Env = process.env): ServiceConfig {
  const mode = setting(env, 'XL_MODE', 'live');
  if (mode !== 'live' && mode !== 'exercise') throw new ConfigError(`XL_MODE must be live or exercise, not "${mode}"`);
  return {
    node: setting(env, 'XL_NODE', 'c'),
    zone: setting(env, 'XL_ZONE', '410171'),
    mode,
    databaseUrl: setting(env, 'XL_DATABASE_URL'),
    ownerUrl: env['XL_OWNER_URL'] || undefined,
    natsUrl: setting(env, 'XL_NATS_URL'),
    natsSeedFile: fileSetting(env, 'XL_NATS_SEED'),
    nodeKeyFile: fileSetting(env, 'XL_NODE_KEY'),
    innerPort: wholeSetting(env, 'XL_INNER_PORT', 0),
    dataDir: setting(env, 'XL_DATA_DIR', '.xunling'),
    seed: env['XL_SEED'] || undefined,
    poolSize: wholeSetting(env, 'XL_POOL_SIZE', 40, 4, 200),
  };
}
