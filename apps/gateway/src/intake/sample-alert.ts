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

/** Posts it to the running door as the demo feed does; answers the door's words. */
async function post(xml: string, key: string | undefined, url = `http://127.0.0.1:${process.env['XL_HTTP_PORT'] ?? '8080'}`): Promise<void> {
  if (!key) throw new Error('name the feed key: npm run sample-alert -- --post feed-demo.<secret>   (npm start shows it once) / 请附上数据源密钥');
  const response = await fetch(`${url}/api/feeds/cap`, { method: 'POST', headers: { 'content-type': 'application/cap+xml', authorization: `Bearer ${key}` }, body: xml });
  console.log(response.status, await response.text());
}

// `npm run -s sample-alert` prints it; `npm run sample-alert -- --post <feed key>` posts it to the running door
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const xml = freshSample(new SystemClock().now());
  if (process.argv[2] === '--post') await post(xml, process.argv[3] ?? process.env['XL_FEED_KEY']).catch((error: Error) => { console.error(error.message); process.exitCode = 1; });
  else process.stdout.write(xml);
}
