import { resolve } from 'node:path';
import { readServiceConfig, wholeSetting, type ServiceConfig } from '@xunling/platform';
import { readBucket, type BucketSettings } from './evidence/evidence-bucket.js';
import { readFeeds, type FeedSetting } from './intake/feed/feed-setting.js';

export interface GatewayConfig extends ServiceConfig {
  httpPort: number;
  httpHost: string;
  consoleDir: string | undefined;
  demoPassword: string | undefined;
  demoFeedSecret: string | undefined;
  natsUsersDir: string | undefined;
  /** Hours a session lasts: a shift of 12 hours with its hand-over and a margin. */
  sessionHours: number;
  /** Requests per second one caller (or one address without a session) may make, and the burst on top. */
  ratePerSecond: number;
  rateBurst: number;
  /** True behind a proxy that sets X-Forwarded-For and -Proto. */
  trustProxy: boolean;
  /** Feeds the intake polls, and how often, in seconds. */
  feeds: FeedSetting[];
  feedSeconds: number;
  /** S3-compatible store of evidence; absent = a folder in the data directory. */
  evidenceBucket: BucketSettings | undefined;
}

/** Settings of the gateway, read once. @throws ConfigError with the name of the setting that is wrong. */
export function readConfig(env: Record<string, string | undefined> = process.env): GatewayConfig {
  const service = readServiceConfig(env);
  return {
    ...service,
    dataDir: resolve(service.dataDir),
    httpPort: wholeSetting(env, 'XL_HTTP_PORT', 8080),
    httpHost: env['XL_HTTP_HOST'] || '127.0.0.1',
    consoleDir: env['XL_CONSOLE_DIR'] ? resolve(env['XL_CONSOLE_DIR']) : undefined,
    demoPassword: env['XL_DEMO_PASSWORD'] || undefined,
    demoFeedSecret: env['XL_DEMO_FEED_SECRET'] || undefined,
    natsUsersDir: env['XL_NATS_USERS_DIR'] || undefined,
    sessionHours: wholeSetting(env, 'XL_SESSION_HOURS', 24, 1, 720),
    ratePerSecond: wholeSetting(env, 'XL_RATE_PER_SECOND', 100, 1, 1_000_000),
    rateBurst: wholeSetting(env, 'XL_RATE_BURST', 300, 1, 1_000_000),
    trustProxy: env['XL_TRUST_PROXY'] === 'true',
    feeds: readFeeds(env['XL_FEEDS']),
    feedSeconds: wholeSetting(env, 'XL_FEED_SECONDS', 60, 1, 86_400),
    evidenceBucket: readBucket(env),
  };
}
