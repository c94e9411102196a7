import { ConfigError, endWithLauncher, sayReady, SystemClock } from '@xunling/platform';
import { readConfig } from './config.js';
import { startGateway } from './start.js';

/** The launcher hears `ready` when everything serves; alerts are taken before, so it does not wait for a database that stays away. */
const LONGEST_WAIT_MS = 15_000;

try {
  const gateway = await startGateway(readConfig(), new SystemClock());
  for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(event, (err: unknown) => { gateway.rooms.log.fatal({ err }, event); process.exit(1); });
  }
  endWithLauncher(() => gateway.stop());
  await Promise.race([gateway.complete(), new Promise((resolve) => { setTimeout(resolve, LONGEST_WAIT_MS).unref(); })]);
  sayReady(gateway.port);
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else console.error(error);
  process.exit(1);
}
