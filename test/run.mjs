/**
 * The one test command: builds, runs every suite, adds up, ends with `N passed, N failed`.
 * `npm test -- fast` runs rules and services only, `npm test -- browser` (chaos, e2e …) one suite of whole systems; CI and a user's `npm test` run all.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/**
 * Specs wait for servers, ticks, redeliveries and pages a good part of their time: four spec files of services share two cores, and
 * two whole systems, each on its own ports and folder (with three the door's five seconds ran out). All suites of whole systems make one run, so that no core is idle at a suite's end;
 * their tests walk through many pages and get three minutes, since each wait in them has its own end.
 */
const FAST = 'rules and services';
const WHOLE = ['lint', 'e2e', 'conformance', 'chaos', 'browser'];

let passed = 0;
let failed = 0;
const trouble = [];
/** What this machine could not show, said beside the sum. */
const notRun = [];

function tier(name, args, env = {}) {
  console.log(`\n— ${name}`);
  const report = join(artefacts, `${name.replaceAll(/\W+/g, '-')}.json`);
  const status = run(process.execPath, [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args], { env: { XL_LOG_LEVEL: 'fatal', ...process.env, ...env } });
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  // a file that could not be loaded, or whose beforeAll failed, has no failed test of its own
  const unloaded = (result?.testResults ?? []).filter((f) => f.status === 'failed' && !f.assertionResults.some((t) => t.status === 'failed')).length;
  passed += result?.numPassedTests ?? 0;
  const skipped = (result?.testResults ?? []).flatMap((f) => f.assertionResults).filter((t) => ['skipped', 'pending', 'todo'].includes(t.status)).map((t) => t.ancestorTitles[0] ?? t.title);
  for (const what of new Set(skipped)) notRun.push(`${name}: NOT RUN on this machine — ${skipped.filter((w) => w === what).length} of “${what}”`);
  const broken = (result?.numFailedTests ?? 0) + unloaded;
  failed += broken;
  if (status !== 0 && broken === 0) { failed += 1; trouble.push(`${name}: the runner ended with ${status}`); }
}

/** Room that two whole systems and the browser beside them have never filled. */
const ROOM = 6 * 2 ** 30;
/**
 * Where whole systems put their data: in memory where there is room, else with temporary files. Five services that commit on a slow disk
 * wait for it more than they work; what the suites kill are processes, which lose nothing of either.
 */
function placeOfCities() {
  if (process.env.XL_TEST_DIR) return process.env.XL_TEST_DIR;
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > ROOM && process.availableMemory() > 1.5 * ROOM ? '/dev/shm' : tmpdir();
  } catch { return tmpdir(); }
}

function wholeSystems(suites) {
  const executable = suites.includes('browser') ? chromium() : undefined;
  if (suites.includes('browser') && !executable) trouble.push('browser: NOT RUN — no Chromium in PATH. Install it and run again: sudo apt-get install -y chromium');
  const ready = suites.filter((name) => name !== 'browser' || executable);
  if (ready.length === 0) return;
  const place = placeOfCities();
  const seeded = mkdtempSync(join(place, 'xunling-seeded-'));
  try {
    const cities = ready.some((name) => !['lint', 'conformance'].includes(name));
    if (cities && run(process.execPath, ['test/dist/kit/seed-city.js', seeded], { env: { XL_LOG_LEVEL: 'fatal', ...process.env } }) !== 0) throw new Error('a first start failed; see above');
    tier(`whole systems: ${ready.join(', ')}`, [...ready.map((name) => `test/dist/${name}/`), '--maxWorkers=2', '--testTimeout=180000'], { XL_SEEDED_CITY: seeded, XL_TEST_DIR: place, XL_CHROMIUM: executable ?? '' });
  } catch (error) {
    failed += 1;
    trouble.push(error.message);
  } finally {
    rmSync(seeded, { recursive: true, force: true });
  }
}

rmSync(artefacts, { recursive: true, force: true });
mkdirSync(artefacts, { recursive: true });
if (run('npm', ['run', '--silent', 'build']) !== 0) {
  console.log('the build failed\n0 passed, 1 failed');
  process.exit(1);
}
const chosen = only.length === 0 ? [FAST, ...WHOLE] : [FAST, ...WHOLE].filter((name) => only.some((word) => name === word || (word === 'fast' && name === FAST)));
if (chosen.length === 0) trouble.push(`no suite is named ${only.join(' ')}; there are: fast, ${WHOLE.join(', ')}`);
if (chosen.includes(FAST)) tier(FAST, ['libs/', 'apps/', 'deploy/', '--maxWorkers=4']);
wholeSystems(chosen.filter((name) => name !== FAST));
for (const line of [...notRun, ...trouble]) console.log(line);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || trouble.length > 0 ? 1 : 0);
