import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import '../classes.js';
import { allEvents } from '../event.js';
import { brokenEvents } from './broken-events.js';
import { asyncApi } from './asyncapi.js';
import { goldenOf } from './golden.js';
import { openApi } from './openapi.js';
import { routesFile } from './routes.js';

/** `npm run contracts` writes the documents anew; with `--check` it only compares and fails on a difference. */
const package_ = resolve(import.meta.dirname, '../..');
const root = resolve(package_, '../..');
const check = process.argv.includes('--check');
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const events = asyncApi();
const files = new Map<string, string>([
  [join(root, 'docs/openapi.json'), json(openApi())],
  [join(root, 'docs/asyncapi.json'), json(events)],
  [join(package_, 'src/routes.gen.ts'), routesFile()],
]);
const faults: string[] = [];

const committed = join(root, 'docs/asyncapi.json');
if (existsSync(committed)) faults.push(...brokenEvents(JSON.parse(readFileSync(committed, 'utf8')) as Record<string, unknown>, events));

const golden = join(package_, 'golden');
const known = new Set(existsSync(golden) ? readdirSync(golden).map((name) => name.replace(/\.json$/, '')) : []);
for (const event of allEvents()) if (!known.has(event.type)) files.set(join(golden, `${event.type}.json`), json(goldenOf(event)));

for (const [path, text] of files) {
  const same = existsSync(path) && readFileSync(path, 'utf8') === text;
  if (same) continue;
  if (check) { faults.push(`${path.slice(root.length + 1)} differs from the code; run: npm run contracts`); continue; }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`wrote ${path.slice(root.length + 1)}`);
}
for (const fault of faults) console.error(fault);
// A breaking change is told while writing too, but only `--check` refuses it: before the first release v1 may still move.
process.exit(check && faults.length > 0 ? 1 : 0);
