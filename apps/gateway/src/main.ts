import { SystemClock } from '@xunling/platform';
import { startGateway } from './start.js';
import { readConfig } from './config.js';

const gateway = await startGateway(readConfig(process.env), new SystemClock());
process.send?.({ kind: 'ready', port: gateway.port });
const stop = (): void => { void gateway.stop().then(() => process.exit(0)); };
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
if (process.connected) process.once('disconnect', stop);
