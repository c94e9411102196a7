import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { asUnable, ensureFolder } from './folder.js';
import { claimPort, freePort } from './port.js';
import { postgresBinaries } from './postgres-binaries.js';
import { runAs, type RunAs } from './postgres-user.js';
import { endOf, gone, isAlive, pause, reaped, spawnTied, stopProcess, tied } from './process.js';
import { Unable } from './unable.js';

export interface PostgresOptions {
  /** Ours alone: `data/` (the cluster), `superuser` (its password, 0600), `log`. Made when absent. */
  dataDir: string;
  /** Absent: a free one, another at each start. */
  port?: number;
  /** false switches off fsync and dies at once without checkpoint: for tests that throw the data away. Default true. */
  durable?: boolean;
  onProgress?: (en: string, zh: string) => void;
}

export interface Postgres {
  /** Superuser's url of the database `postgres`; other databases differ in the path alone. */
  url: string;
  port: number;
  pid: number;
  /** The log file, for a person who wants to know more. */
  log: string;
  /** Settles when the server has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that came with npm, on 127.0.0.1 alone, password by scram; its data persists. It dies with this process.
 * @throws Unable `postgres.missing`, `postgres.user`, `postgres.failed`, `port.taken`, `disk.full`, `folder.unwritable`
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataDir, durable = true, onProgress } = options;
  ensureFolder(dataDir, durable ? 300 : 100, 0o711);
  const binaries = postgresBinaries();
  const user = runAs(binaries, dataDir);
  const cluster = join(dataDir, 'data');
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    onProgress?.('creating the database cluster', '正在创建数据库');
    create(binaries, dataDir, user, durable);
  }
  await predecessorGone(cluster);
  if (options.port) await claimPort(options.port, '127.0.0.1');
  const port = options.port ?? await freePort();
  const log = join(dataDir, 'log');
  const out = openSync(log, 'w', 0o600);
  const child = spawnTied(
    tied(join(binaries, 'postgres'), ['-D', cluster, ...settings(port, durable)], durable ? 'INT' : 'QUIT', user.prefix),
    { stdio: ['ignore', out, out], cwd: '/', env: environment() });
  closeSync(out);
  const ended = endOf(child);
  child.unref();
  const pid = child.pid;
  if (!pid) throw failed(log);
  const password = readFileSync(join(dataDir, 'superuser'), 'utf8').trim();
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  await untilAnswering(url, pid, log);
  return { url, port, pid, log, ended, stop: () => stopProcess(pid, [{ signal: durable ? 'SIGINT' : 'SIGQUIT', waitMs: 30_000 }, { signal: 'SIGQUIT', waitMs: 5_000 }, { signal: 'SIGKILL', waitMs: 5_000 }]) };
}

function create(binaries: string, dataDir: string, user: RunAs, durable: boolean): void {
  const unfinished = join(dataDir, 'data.new');
  const secret = join(dataDir, 'superuser');
  try {
    rmSync(unfinished, { recursive: true, force: true });
    writeFileSync(secret, randomBytes(24).toString('hex') + '\n', { mode: 0o600 });
  } catch (error) {
    throw asUnable(error, dataDir);
  }
  user.own(dataDir);
  const [command, ...args] = [...user.prefix, join(binaries, 'initdb'), '-D', unfinished, '-U', 'postgres', `--pwfile=${secret}`, '-A', 'scram-sha-256',
    '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions', ...(durable ? [] : ['--no-sync'])];
  const made = spawnSync(command!, args, { encoding: 'utf8', cwd: '/', env: environment() });
  if (made.status !== 0) throw asDisk(made.stderr ?? String(made.error), dataDir);
  // A start killed half-way leaves `data.new`, which the next one throws away.
  renameSync(unfinished, join(dataDir, 'data'));
}

function settings(port: number, durable: boolean): string[] {
  const common: Record<string, string> = {
    listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', max_connections: '300', timezone: 'UTC', log_timezone: 'UTC',
    // Statements may hold personal data; errors are reported by the service that asked.
    log_min_messages: 'error', log_min_error_statement: 'panic',
  };
  const rest: Record<string, string> = durable
    ? { shared_buffers: '256MB', max_wal_size: '2GB', wal_compression: 'on', wal_level: 'replica' }
    : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB', wal_level: 'minimal', max_wal_senders: '0', max_wal_size: '1GB' };
  return Object.entries({ ...common, ...rest }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** After a kill -9 of the launcher the old server is still closing its files for a moment. */
async function predecessorGone(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [pid, folder] = readFileSync(file, 'utf8').split('\n');
  // a server that ended but was not waited for yet still owns its lock file in the eyes of the next one
  if (!isAlive(Number(pid))) await reaped(Number(pid), 5_000);
  if (folder !== cluster || !isPostgres(Number(pid)) || await gone(Number(pid), 30_000)) return;
  throw new Unable('folder.in-use', `Another PostgreSQL (process ${pid}) still uses ${cluster}; stop it first.`, `另一个 PostgreSQL（进程 ${pid}）仍在使用 ${cluster}，请先停止它。`);
}

function isPostgres(pid: number): boolean {
  try { return isAlive(pid) && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres'); } catch { return false; }
}

async function untilAnswering(url: string, pid: number, log: string): Promise<void> {
  for (let tries = 0; tries < 6000; tries++) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if ((error as { code?: string }).code === '28P01') throw failed(log, error);
    }
    if (!isAlive(pid)) throw failed(log);
    await pause(20);
  }
  throw failed(log);
}

const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' });

function asDisk(said: string, dataDir: string): unknown {
  if (/No space left|Disk quota/.test(said)) return asUnable({ code: 'ENOSPC' }, dataDir);
  return refused(said);
}

function failed(log: string, cause?: unknown): Unable {
  const said = existsSync(log) ? readFileSync(log, 'utf8') : '';
  if (/No space left/.test(said)) return asUnable({ code: 'ENOSPC' }, log) as Unable;
  return refused(said, log, cause);
}

function refused(said: string, log?: string, cause?: unknown): Unable {
  const reason = said.trim().split('\n').filter(line => /FATAL|PANIC|error/i.test(line)).at(-1) ?? said.trim().split('\n').at(-1) ?? '';
  return new Unable('postgres.failed', `The embedded PostgreSQL did not start: ${reason}${log ? ` (log: ${log})` : ''}`, `内置 PostgreSQL 启动失败：${reason}${log ? `（日志：${log}）` : ''}`, { cause });
}
