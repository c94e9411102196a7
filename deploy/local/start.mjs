/** `npm start`: builds what has changed, then runs the launcher. Plain JavaScript, as nothing is built at first. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const main = join(root, 'deploy', 'local', 'dist', 'main.js');
const stamp = join(root, '.xunling', 'cache', 'built');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) fail(`需要 Node.js 20.19 或更高版本，当前为 ${process.version}。`, `Node.js 20.19 or newer is needed; this is ${process.version}.`);
if (!existsSync(join(root, 'node_modules', 'nx'))) fail('尚未安装依赖，请先运行 “npm ci”。', 'The dependencies are not installed; run "npm ci" first.');

const now = fingerprint();
if (!existsSync(main) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== now) await build();
const { main: start } = await import(pathToFileURL(main));
await start(process.argv.slice(2));

/** Name, size and time of every source file; cheaper than asking nx each time. */
function fingerprint() {
  const hash = createHash('sha256');
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (['node_modules', 'dist', '.nx', 'artifacts'].includes(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else { const { size, mtimeMs } = statSync(path); hash.update(`${path} ${size} ${mtimeMs}\n`); }
    }
  };
  for (const name of ['libs', 'apps', 'deploy/local']) {
    walk(join(root, name));
    for (const project of name === 'deploy/local' ? ['.'] : readdirSync(join(root, name))) hash.update(`${project} ${existsSync(join(root, name, project, 'dist'))}\n`);
  }
  return hash.digest('hex');
}

/** Builds with nx, one line per project; its whole output only where something failed. */
async function build() {
  console.log('正在编译（首次约需半分钟）… building (about half a minute the first time)');
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  // The suites under test/ are no part of the running system.
  const child = spawn(process.execPath, [nx, 'run-many', '-t', 'build', '--exclude=@xunling/test', '--outputStyle=static'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let line = '';
  child.stdout.on('data', (bytes) => {
    said += bytes;
    const lines = (line + bytes).split('\n');
    line = lines.pop();
    for (const text of lines) {
      const [, project] = /nx run @xunling\/([\w-]+):build/.exec(text) ?? [];
      if (project) console.log(`  · ${project}`);
    }
  });
  child.stderr.on('data', (bytes) => { said += bytes; });
  const status = await new Promise((done) => { child.once('error', () => done(1)); child.once('close', done); });
  if (status !== 0) {
    console.error(said);
    fail('编译失败，原因见上。', 'The build failed; see above.');
  }
  try {
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, fingerprint());
  } catch {
    // Without the stamp the next start asks nx again, no more.
  }
}

function fail(zh, en) {
  console.error(`${zh}\n${en}`);
  process.exit(1);
}
