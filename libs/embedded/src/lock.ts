import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { pause, startOf } from './process.js';

export interface Lock { release(): void }

interface Holder { pid: number; start: string; note: string }

/**
 * Takes a lock file for this process; a lock whose process is gone (kill -9) is taken over.
 * @returns the lock, or who holds it: `{ pid, note }`
 */
export async function takeLock(file: string, note = ''): Promise<Lock | { pid: number; note: string }> {
  const mine = `${file}.${process.pid}`;
  const holder: Holder = { pid: process.pid, start: startOf(process.pid) ?? '', note };
  writeFileSync(mine, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(mine, file);
  } catch {
    const other = holderOf(file);
    if (other && startOf(other.pid) === other.start) return { pid: other.pid, note: other.note };
    renameSync(mine, file);
    // Two may take over the same dead lock: the last rename wins, and the first sees it after this pause.
    await pause(100);
    const now = holderOf(file);
    if (now && now.pid !== process.pid) return { pid: now.pid, note: now.note };
  } finally {
    rmSync(mine, { force: true });
  }
  return { release: () => { if (holderOf(file)?.pid === process.pid) rmSync(file, { force: true }); } };
}

/** As `takeLock`, but waits until the holder has let go. */
export async function waitForLock(file: string): Promise<Lock> {
  for (;;) {
    const taken = await takeLock(file);
    if ('release' in taken) return taken;
    await pause(100);
  }
}

function holderOf(file: string): Holder | null {
  try { return JSON.parse(readFileSync(file, 'utf8')) as Holder; } catch { return null; }
}
