import { spawn } from 'node:child_process';
import { open, type FileHandle } from 'node:fs/promises';

/** The one intake of a node holds it; the kernel lets go when the process dies, however it dies. */
export interface Lock { release(): Promise<void> }

/**
 * Takes the lock, or answers undefined where another process has it. Node knows no flock(2): util-linux's `flock` locks the
 * open file it inherits from us, and that lock is ours as long as we keep the file open.
 * @throws Error where `flock` is missing
 */
export async function takeLock(path: string): Promise<Lock | undefined> {
  const file: FileHandle = await open(path, 'a', 0o600);
  try {
    if (!(await flock(file.fd))) { await file.close(); return undefined; }
    return { release: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

const flock = (fd: number): Promise<boolean> => new Promise((resolve, reject) => {
  const child = spawn('flock', ['--nonblock', '--conflict-exit-code', '75', '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] });
  child.on('error', (error) => reject(new Error(`the intake needs the command flock (package util-linux): ${error.message}`)));
  child.on('exit', (code) => { if (code === 0) resolve(true); else if (code === 75) resolve(false); else reject(new Error(`flock ended with ${code}`)); });
});
