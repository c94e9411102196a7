import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFolder, takeLock, Unable, type Lock } from '@xunling/embedded';

/** Everything a start keeps, each part in a folder of its own. */
export interface DataFolder {
  root: string;
  postgres: string;
  nats: string;
  natsUsers: string;
  keys: string;
  logs: string;
  /** Evidence, originals, the intake's spool. */
  files: string;
}

/** Room that a cluster of PostgreSQL, a first stream and a day's photographs need. */
const NEED_MIB = 500;

export const dataFolder = (root: string): DataFolder => ({
  root, postgres: join(root, 'postgres'), nats: join(root, 'nats'), natsUsers: join(root, 'nats-users'), keys: join(root, 'keys'), logs: join(root, 'logs'), files: join(root, 'files'),
});

/**
 * Makes the folder and takes its lock, so that a second start beside it stops with a sentence.
 * @throws Unable `folder.in-use`, `folder.unwritable`, `disk.full`
 */
export async function holdFolder(folder: DataFolder, note: string): Promise<Lock> {
  ensureFolder(folder.root, NEED_MIB);
  const lock = await takeLock(join(folder.root, 'lock'), note);
  if (!('release' in lock)) throw new Unable('folder.in-use',
    `Xunling is already running on ${folder.root} (process ${lock.pid}): ${lock.note}`,
    `汛令已在该数据目录上运行（进程 ${lock.pid}，${folder.root}）：${lock.note}`);
  return lock;
}

export function makeParts(folder: DataFolder): void {
  for (const part of [folder.natsUsers, folder.keys, folder.logs, folder.files]) ensureFolder(part, 0, 0o700);
}

/** Removes what Xunling made and nothing else: the folder may be the user's own, and the cache of programs stays. */
export function emptyFolder(folder: DataFolder): void {
  const { root: _stays, ...parts } = folder;
  for (const part of Object.values(parts)) rmSync(part, { recursive: true, force: true });
}
