import { SystemClock } from '@xunling/platform';
import { Bus } from '../bus.js';
import { bytesOf, sampleMap, WITHOUT_BOARD } from './fixtures.js';
import { Intake } from './intake.js';

/** A process of the kill test: takes alerts without end, 16 at a time, and says which it has begun and taken. */
const [folder, url, round] = process.argv.slice(2) as [string, string, string];
const bus = new Bus({ url, name: 'x' });
const intake = new Intake({ dataDir: folder, clock: new SystemClock(), bus, origin: { node: 'c', zone: '410171', mode: 'live' }, inboxPrefix: '_INBOX_x', agreement: WITHOUT_BOARD, onError: () => undefined });
for (const area of sampleMap().all()) intake.areas.open(area);
await intake.start();
process.once('disconnect', () => process.exit(0));

const lane = async (lane: number): Promise<void> => {
  for (let n = 0; ; n++) {
    const identifier = `kill-${round}-${lane}-${n}`;
    process.send!({ begun: identifier });
    await intake.take(bytesOf({ identifier }), 'f');
    process.send!({ taken: identifier });
  }
};
await Promise.all(Array.from({ length: 16 }, (_, i) => lane(i)));
