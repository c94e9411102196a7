import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFolder } from './folder.js';
import { claimPort, freePort, greeting } from './port.js';
import { endOf, gone, isAlive, pause, spawnTied, stopProcess, tied } from './process.js';
import { Unable } from './unable.js';

export interface NatsOptions {
  binary: string;
  /** Ours alone: `jetstream/`, `nats.conf`, `pid`, `log`. Made when absent. */
  storeDir: string;
  /** Absent: a free one, another at each start. */
  port?: number;
  serverName?: string;
  /** More of nats-server's configuration language: `authorization { … }`, `include …` (relative to storeDir). */
  config?: string;
}

export interface Nats {
  url: string;
  port: number;
  pid: number;
  version: string;
  log: string;
  /** Settles when the server has ended, for whatever reason. */
  ended: Promise<void>;
  /** Has users and permissions read again (SIGHUP). @throws Error with the server's words when it refused the new text */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a nats-server with JetStream on files, on 127.0.0.1 alone. It dies with this process.
 * @throws Unable `nats.failed`, `port.taken`, `disk.full`, `folder.unwritable`
 */
export async function startNats(options: NatsOptions): Promise<Nats> {
  const { binary, storeDir, config = '' } = options;
  ensureFolder(storeDir, 100, 0o700);
  await predecessorGone(storeDir);
  if (options.port) await claimPort(options.port, '127.0.0.1');
  const port = options.port ?? await freePort();
  const file = join(storeDir, 'nats.conf');
  writeFileSync(file, text(storeDir, port, options.serverName ?? 'xunling', config), { mode: 0o600 });
  const log = join(storeDir, 'log');
  writeFileSync(log, '', { mode: 0o600 });
  const out = openSync(join(storeDir, 'stderr'), 'w', 0o600);
  const child = spawnTied(tied(binary, ['-c', file], 'TERM'), { stdio: ['ignore', out, out], cwd: storeDir, env: { PATH: process.env['PATH'], TZ: 'UTC' } });
  closeSync(out);
  const ended = endOf(child);
  child.unref();
  const pid = child.pid;
  if (!pid) throw failed(storeDir);
  const version = await untilReady(port, pid, storeDir);
  return {
    url: `nats://127.0.0.1:${port}`, port, pid, version, log, ended,
    reload: () => reload(pid, log),
    stop: () => stopProcess(pid, [{ signal: 'SIGTERM', waitMs: 10_000 }, { signal: 'SIGKILL', waitMs: 5_000 }]),
  };
}

/** `sync_interval` 100 ms costs nothing measurable end to end (stack.md §4a); the default of two minutes loses a tail on power loss. */
const text = (storeDir: string, port: number, name: string, more: string): string => `
host: "127.0.0.1"
port: ${port}
server_name: ${JSON.stringify(name)}
max_payload: 1MB
max_connections: 4096
write_deadline: "10s"
pid_file: ${JSON.stringify(join(storeDir, 'pid'))}
log_file: ${JSON.stringify(join(storeDir, 'log'))}
logfile_size_limit: 16MB
logfile_max_num: 3
jetstream { store_dir: ${JSON.stringify(join(storeDir, 'jetstream'))}, sync_interval: "100ms", max_file_store: 1TB }
${more}
`;

/** After a kill -9 of the launcher the old server still writes its last files for a moment. */
async function predecessorGone(storeDir: string): Promise<void> {
  const file = join(storeDir, 'pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (!pid || !isNats(pid) || await gone(pid, 15_000)) return;
  throw new Unable('folder.in-use', `Another nats-server (process ${pid}) still uses ${storeDir}; stop it first.`, `另一个 nats-server（进程 ${pid}）仍在使用 ${storeDir}，请先停止它。`);
}

function isNats(pid: number): boolean {
  try { return isAlive(pid) && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('nats-server'); } catch { return false; }
}

async function untilReady(port: number, pid: number, storeDir: string): Promise<string> {
  for (let tries = 0; tries < 3000; tries++) {
    const info = /^INFO (\{.*\})/m.exec(await greeting(port, 2000) ?? '')?.[1];
    if (info) {
      const { version, jetstream } = JSON.parse(info) as { version: string; jetstream?: boolean };
      if (jetstream) return version;
    }
    if (!isAlive(pid)) throw failed(storeDir);
    await pause(10);
  }
  throw failed(storeDir);
}

async function reload(pid: number, log: string): Promise<void> {
  const before = statSync(log).size;
  process.kill(pid, 'SIGHUP');
  for (let tries = 0; tries < 500; tries++) {
    await pause(10);
    const said = readFileSync(log).subarray(before).toString('utf8');
    if (/Reloaded server configuration|Reloaded:/.test(said)) return;
    const refusal = /\[ERR\].*(?:reload|Failed).*/i.exec(said);
    if (refusal) throw new Error(refusal[0]);
    if (!isAlive(pid)) throw new Error('nats-server has ended');
  }
  throw new Error('nats-server did not answer the reload');
}

function failed(storeDir: string): Unable {
  const said = ['log', 'stderr'].map(name => join(storeDir, name)).filter(existsSync).map(name => readFileSync(name, 'utf8')).join('\n');
  const reason = said.split('\n').filter(line => /\[(FTL|ERR)\]|nats-server:/.test(line)).at(-1)?.trim() ?? said.trim().split('\n').at(-1) ?? '';
  return new Unable('nats.failed', `nats-server did not start: ${reason} (log: ${join(storeDir, 'log')})`, `nats-server 启动失败：${reason}（日志：${join(storeDir, 'log')}）`);
}
