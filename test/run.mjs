/**
 * The one test command: builds, runs every suite in tiers, adds up, ends with `N passed, N failed`.
 * `npm test -- fast` runs rules and services only, `npm test -- browser` (chaos, …) one tier; CI and a user's `npm test` run all.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const artefacts = join(root, 'test/artifacts');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const only = process.argv.slice(2);

const run = (command, args, extra = {}) => spawnSync(command, args, { cwd: root, stdio: 'inherit', ...extra }).status ?? 1;

/** Path of a Chromium, installed first where we may; undefined where there is none and none can be had. */
function chromium() {
  const find = () => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim()).find(Boolean);
  if (find() || process.getuid?.() !== 0) return find();
  console.log('— no Chromium in PATH: installing Debian\'s package for the browser suite');
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  return find();
}

/** Rules and services share the two cores; whole systems run one after another, each on its own ports and folders. */
const TIERS = [
  { name: 'rules and services', args: ['libs/', 'apps/', 'deploy/'] },
  { name: 'lint rules bite', args: ['test/dist/lint/', '--maxWorkers=1'] },
  { name: 'end to end', args: ['test/dist/e2e/', '--maxWorkers=1'] },
  { name: 'conformance', args: ['test/dist/conformance/', '--maxWorkers=1'] },
  { name: 'chaos', args: ['test/dist/chaos/', '--maxWorkers=1'] },
  { name: 'browser', browser: true, args: ['test/dist/browser/', '--maxWorkers=1'] },
];

let passed = 0;
let failed = 0;
const trouble = [];

function tier({ name, args, browser }, executable) {
  if (browser && !executable) {
    trouble.push('browser: NOT RUN — no Chromium in PATH. Install it and run again: sudo apt-get install -y chromium');
    return;
  }
  console.log(`\n— ${name}`);
  const report = join(artefacts, `${name.replaceAll(' ', '-')}.json`);
  const status = run(process.execPath, [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args], { env: { XL_LOG_LEVEL: 'fatal', ...process.env, XL_CHROMIUM: executable ?? '' } });
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  // a file that could not be loaded, or whose beforeAll failed, has no failed test of its own
  const unloaded = (result?.testResults ?? []).filter((f) => f.status === 'failed' && !f.assertionResults.some((t) => t.status === 'failed')).length;
  passed += result?.numPassedTests ?? 0;
  const broken = (result?.numFailedTests ?? 0) + unloaded;
  failed += broken;
  if (status !== 0 && broken === 0) { failed += 1; trouble.push(`${name}: the runner ended with ${status}`); }
}

rmSync(artefacts, { recursive: true, force: true });
mkdirSync(artefacts, { recursive: true });
if (run('npm', ['run', '--silent', 'build']) !== 0) {
  console.log('the build failed\n0 passed, 1 failed');
  process.exit(1);
}
const chosen = only.length === 0 ? TIERS : TIERS.filter(({ name }) => only.some((word) => name.includes(word === 'fast' ? 'rules and services' : word)));
if (chosen.length === 0) trouble.push(`no tier is named ${only.join(' ')}; there are: ${TIERS.map(({ name }) => name).join(', ')}`);
const executable = chosen.some((t) => t.browser) ? chromium() : undefined;
for (const t of chosen) tier(t, executable);
for (const line of trouble) console.log(line);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || trouble.length > 0 ? 1 : 0);
