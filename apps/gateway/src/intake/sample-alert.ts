import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SystemClock } from '@xunling/platform';

const FILE = fileURLToPath(new URL('../../samples/rainstorm-red.xml', import.meta.url));

/** Beijing time as CAP writes it. */
const stamp = (at: number): string => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

/** The sample with a fresh identifier, sent now and valid for three hours. */
export function freshSample(now: Date, identifier = `sample-${randomBytes(6).toString('hex')}`): string {
  const at = now.getTime();
  return readFileSync(FILE, 'utf8')
    .replace(/<identifier>[^<]*</, `<identifier>${identifier}<`)
    .replace(/<(sent|effective|onset)>[^<]*</g, (_, name: string) => `<${name}>${stamp(at)}<`)
    .replace(/<expires>[^<]*</g, `<expires>${stamp(at + 3 * 3_600_000)}<`);
}

// `npm run sample-alert` prints it: npm run -s sample-alert | curl --data-binary @- …
if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(freshSample(new SystemClock().now()));
