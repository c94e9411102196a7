import { spawnSync } from 'node:child_process';
import { accessSync, constants, lchownSync, lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inPath } from './process.js';
import { Unable } from './unable.js';

const NOBODY = 65534;

/** What stands before a PostgreSQL command so that it does not run as root, which it refuses. */
export interface RunAs { prefix: string[]; own(folder: string): void }

/** An ordinary user runs it directly; root inside a user namespace that shows it as nobody, or, where those are forbidden, as nobody itself. */
export function runAs(binaries: string, dataDir: string): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [], own: () => undefined };
  const inside = ['unshare', '-U', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];
  if (inPath('unshare') && process.env['XL_NO_USERNS'] !== '1' && spawnSync(inside[0]!, [...inside.slice(1), 'true']).status === 0)
    return { prefix: inside, own: () => undefined };
  return asNobody(binaries, dataDir);
}

function asNobody(binaries: string, dataDir: string): RunAs {
  for (const folder of [binaries, dataDir]) if (!open(folder)) throw new Unable('postgres.user',
    `PostgreSQL does not run as root, user namespaces are forbidden here, and ${folder} cannot be reached by an ordinary user; start as an ordinary user, or move the folder out of ${barrier(folder)}.`,
    `PostgreSQL 不能以 root 运行，本机禁用了用户命名空间，普通用户又无法进入 ${folder}；请以普通用户启动，或把目录移出 ${barrier(folder)}。`);
  return { prefix: ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'], own: chownAll };
}

const ancestors = (path: string): string[] => (dirname(path) === path ? [path] : [...ancestors(dirname(path)), path]);
const traversable = (path: string): boolean => (lstatSync(path).mode & constants.S_IXOTH) !== 0;
const barrier = (path: string): string => ancestors(path).find(folder => !traversable(folder)) ?? path;

function open(folder: string): boolean {
  accessSync(folder);
  return ancestors(dirname(folder)).every(traversable);
}

function chownAll(path: string): void {
  lchownSync(path, NOBODY, NOBODY);
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) chownAll(join(path, name));
}
