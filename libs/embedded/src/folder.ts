import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, statSync, statfsSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Unable } from './unable.js';

const MIB = 1024 * 1024;

/**
 * Makes the folder if it is absent and proves that it takes bytes.
 * @param needMiB free space below which starting would only fail later
 * @throws Unable `folder.unwritable` or `disk.full`
 */
export function ensureFolder(path: string, needMiB = 0, mode = 0o755): void {
  try {
    makeFolders(path, mode);
    const { bavail, bsize } = statfsSync(path);
    if (bavail * bsize < needMiB * MIB) throw full(path, Math.floor((bavail * bsize) / MIB), needMiB);
    probe(join(path, `.probe-${process.pid}`));
  } catch (error) {
    throw asUnable(error, path);
  }
}

/** Turns an error of the file system into a sentence; other errors pass unchanged. */
export function asUnable(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof Unable) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return full(path, 0);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'ENOENT' || code === 'EEXIST')
    return new Unable('folder.unwritable',
      `Cannot write to ${path} (${code}); choose another folder with XL_DATA_DIR.`,
      `无法写入目录 ${path}（${code}），请用 XL_DATA_DIR 指定其他目录。`, { cause: error });
  return error;
}

/** One level after the other: Node's own recursive mkdir never returns where a parent takes no folders, such as /proc. */
function makeFolders(path: string, mode: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolders(dirname(path), 0o755);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have been quicker.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

function probe(file: string): void {
  const fd = openSync(file, 'w', 0o600);
  try {
    writeSync(fd, Buffer.alloc(64 * 1024, 1));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
    rmSync(file, { force: true });
  }
}

const full = (path: string, haveMiB: number, needMiB?: number): Unable => new Unable('disk.full',
  `The disk that holds ${path} is full (${haveMiB} MiB free${needMiB ? `, ${needMiB} MiB needed` : ''}); free some space or choose another folder with XL_DATA_DIR.`,
  `目录 ${path} 所在磁盘已满（剩余 ${haveMiB} MiB${needMiB ? `，需要 ${needMiB} MiB` : ''}），请清理空间或用 XL_DATA_DIR 指定其他目录。`);
