import { ConfigError, endWithLauncher, sayReady, SystemClock } from '@xunling/platform';
import { sampleAreas } from '@xunling/sample';
import type { ServiceState } from './board/board.js';
import { readConfig } from './config.js';
import { startGateway } from './start.js';

/** The launcher hears `ready` when everything serves; alerts are taken before, so it does not wait for a database that stays away. */
const LONGEST_WAIT_MS = 15_000;

try {
  const config = readConfig();
  const gateway = await startGateway(config, new SystemClock());
  for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(event, (err: unknown) => { gateway.rooms.log.fatal({ err }, event); process.exit(1); });
  }
  endWithLauncher(() => gateway.stop());
  // the launcher tells of every change of any process, our own readiness last, so none is missed
  process.on('message', (told: { kind?: string; services?: ServiceState[] } | null) => { if (told?.kind === 'services' && told.services) gateway.rooms.board.setServices(told.services); });
  const serving = Promise.all([gateway.complete(), config.seed === 'sample' && gateway.knowsAreas(sampleAreas().length)]);
  await Promise.race([serving, new Promise((resolve) => { setTimeout(resolve, LONGEST_WAIT_MS).unref(); })]);
  sayReady(gateway.port);
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else console.error(error);
  process.exit(1);
}
