import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readFeed } from './feed/read-feed.js';
import { readCap } from './cap/read-cap.js';
import { decode } from './cap/decode.js';
import { readXml } from './cap/xml.js';
import type { Fault } from './cap/fault.js';

const files = (folder: string): string[] => readdirSync(folder).sort().flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? files(path) : /\.(cap|xml|atom|rss)$/i.test(name) ? [path] : [];
});
const line = (f: Fault): string => `      ${f.reason} ${f.path} ${f.message}`;

/** The alerts of a file: itself, or the inner alerts of a feed. */
function alertsOf(bytes: Buffer): Buffer[] {
  try {
    const { root } = readXml(decode(bytes));
    return root.name === 'alert' ? [bytes] : readFeed(bytes).alerts;
  } catch { return [bytes]; }
}

/** `npm run conformance -- DIR`: a verdict for every CAP file below a folder, by form and rules (areas are no part of it). */
const folder = process.argv[2];
if (!folder) {
  console.error('npm run conformance -- DIR   (a folder of .cap, .xml, .atom files)');
  process.exit(2);
}
const counts = { accepted: 0, warned: 0, refused: 0 };
for (const path of files(folder)) {
  const alerts = alertsOf(readFileSync(path));
  if (alerts.length === 0) console.log(`empty     ${relative(folder, path)}`);
  for (const bytes of alerts) {
    const { errors, warnings } = readCap(bytes);
    const verdict = errors.length > 0 ? 'refused' : warnings.length > 0 ? 'warned' : 'accepted';
    counts[verdict] += 1;
    console.log(`${verdict.padEnd(9)} ${relative(folder, path)}`);
    for (const f of errors.length > 0 ? errors : warnings) console.log(line(f));
  }
}
console.log(`${counts.accepted} accepted, ${counts.warned} accepted with warnings, ${counts.refused} refused`);
