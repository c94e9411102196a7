import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchDebianPackage, machineMirror } from './debian-package.js';
import { ensureFolder } from './folder.js';
import { waitForLock } from './lock.js';
import { inPath } from './process.js';
import { Unable } from './unable.js';

/** The first version with consumers of several filter subjects, which every subscription needs. */
const LEAST = [2, 10] as const;
/** Debian 13's nats-server 2.10 also runs on Debian 12. */
const SUITE = 'trixie';

export interface BinaryOptions {
  /** Default: XL_CACHE_DIR, else `.xunling/cache` of this repository. */
  cacheDir?: string;
  /** Folder of the machine's apt sources; default `/etc/apt`. */
  apt?: string;
  onProgress?: (en: string, zh: string) => void;
}

/** Where fetched programs are kept; survives `--reset`. */
export const cacheFolder = (): string =>
  process.env['XL_CACHE_DIR'] ? resolve(process.env['XL_CACHE_DIR']) : join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '.xunling', 'cache');

/**
 * Path of a nats-server new enough: in PATH, else in the cache, else fetched from the machine's own Debian mirror, verified.
 * @throws Unable `nats.missing` with what to install
 */
export async function natsServerBinary({ cacheDir = cacheFolder(), apt, onProgress }: BinaryOptions = {}): Promise<string> {
  const installed = inPath('nats-server');
  if (installed && newEnough(installed)) return installed;
  const cached = join(cacheDir, `nats-server-${process.arch}`);
  if (newEnough(cached)) return cached;
  ensureFolder(cacheDir, 200);
  const lock = await waitForLock(join(cacheDir, 'nats.lock'));
  try {
    if (newEnough(cached)) return cached;
    onProgress?.('fetching nats-server from Debian', '正在从 Debian 获取 nats-server');
    return await fetchInto(cached, apt);
  } finally {
    lock.release();
  }
}

async function fetchInto(target: string, apt?: string): Promise<string> {
  const mirror = machineMirror(apt);
  if (!mirror || !inPath('apt-get') || !inPath('dpkg')) throw missing('no Debian package source on this machine', '本机没有 Debian 软件源');
  let unpacked: string;
  try {
    unpacked = await fetchDebianPackage('nats-server', SUITE, mirror, join(dirname(target), 'work'));
  } catch (error) {
    throw missing(`fetching it from ${mirror.uri} failed: ${(error as Error).message}`, `从 ${mirror.uri} 获取失败：${(error as Error).message}`, error);
  }
  try {
    const program = ['usr/sbin/nats-server', 'usr/bin/nats-server'].map(path => join(unpacked, path)).find(existsSync);
    if (!program || !newEnough(program)) throw missing('the package of Debian does not run here', 'Debian 软件包无法在本机运行');
    mkdirSync(dirname(target), { recursive: true });
    renameSync(program, target);
    return target;
  } finally {
    rmSync(dirname(unpacked), { recursive: true, force: true });
  }
}

/** True when the file runs and says it is at least 2.10. */
export const newEnough = (program: string): boolean =>
  existsSync(program) && versionEnough(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '');

/** True for `2.10.27`, `nats-server: v2.12.1`; false for older versions and for text without one. */
export function versionEnough(text: string): boolean {
  const found = /(\d+)\.(\d+)\./.exec(text);
  if (!found) return false;
  const [major, minor] = [Number(found[1]), Number(found[2])];
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}

const missing = (why: string, zhWhy: string, cause?: unknown): Unable => new Unable('nats.missing',
  `nats-server 2.10 or newer is needed (${why}); put it in PATH (https://github.com/nats-io/nats-server/releases, or "apt-get install nats-server" on Debian 13) or set XL_NATS_URL to a running server.`,
  `需要 nats-server 2.10 或更高版本（${zhWhy}）；请把它放入 PATH（https://github.com/nats-io/nats-server/releases，Debian 13 可用 “apt-get install nats-server”），或用 XL_NATS_URL 指定已有服务器。`, { cause });
