import { MovableClock } from '@xunling/platform';
import { readConfig } from '../config.js';
import { startGateway } from '../start.js';

/** A process of the disk test: a gateway whose files may not grow beyond what the test sets by prlimit. */
const [dataDir, url] = process.argv.slice(2) as [string, string];
// the kernel's signal beside EFBIG would end the process; the write's error is what is tested
process.on('SIGXFSZ', () => undefined);
const gateway = await startGateway(readConfig({ XL_NATS_URL: url, XL_DATA_DIR: dataDir, XL_HTTP_PORT: '0', XL_DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' }), new MovableClock(new Date('2026-07-20T08:05:00Z')));
process.once('disconnect', () => process.exit(0));
process.send!({ port: gateway.port });
