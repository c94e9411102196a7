import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Unable } from './unable.js';

/** Ends at once if the parent died before the death signal was armed, else becomes the program. */
const STILL_WANTED = 'test "$PPID" = "$1" || exit 1; shift; exec "$@"';

/** `prefix … setpriv --pdeathsig … program`, all one process by exec, which the kernel signals when this process dies, kill -9 too. */
export function tied(command: string, args: readonly string[], deathSignal: 'INT' | 'TERM' | 'QUIT' | 'KILL', prefix: readonly string[] = []): string[] {
  // The death signal is armed last: the kernel forgets it when a process changes its credentials.
  return [...prefix, tool('setpriv'), '--pdeathsig', deathSignal, '--', '/bin/sh', '-c', STILL_WANTED, 'sh', String(process.pid), command, ...args];
}

/** Spawns a tied command in a session of its own, so a terminal's Ctrl-C reaches the launcher alone. */
export function spawnTied(line: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(line[0]!, line.slice(1), { ...options, detached: true });
  child.on('error', () => undefined);
  return child;
}

/** Settles when the child has ended or could not be started. */
export const endOf = (child: ChildProcess): Promise<void> =>
  new Promise(resolve => { child.once('exit', () => resolve()); child.once('error', () => resolve()); });

/** @throws Unable `tool.missing` */
export function tool(name: string): string {
  const found = inPath(name);
  if (!found) throw new Unable('tool.missing', `The program ${name} is missing; install it (Debian: apt-get install util-linux).`, `缺少程序 ${name}，请安装（Debian：apt-get install util-linux）。`);
  return found;
}

export function inPath(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/usr/local/bin'];
  return folders.filter(Boolean).map(folder => join(folder, name)).find(existsSync) ?? null;
}

/** True while the process runs; a zombie nobody has reaped counts as gone. */
export function isAlive(pid: number): boolean {
  return startOf(pid) !== null;
}

/** The process's start in kernel ticks, which tells a reused pid from the one that was meant; null when it is gone. */
export function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : fields[19] ?? null;
  } catch {
    return null;
  }
}

/** Signals, waits, and signals harder when the wait was in vain. */
export async function stopProcess(pid: number, steps: readonly { signal: NodeJS.Signals; waitMs: number }[]): Promise<void> {
  for (const { signal, waitMs } of steps) {
    if (!isAlive(pid)) return;
    try { process.kill(pid, signal); } catch { return; }
    if (await gone(pid, waitMs)) return;
  }
}

/** True as soon as the process has ended, false when it still runs after `ms`. */
export async function gone(pid: number, ms: number): Promise<boolean> {
  for (let left = ms; left > 0; left -= 10) {
    if (!isAlive(pid)) return true;
    await pause(10);
  }
  return !isAlive(pid);
}

/** Waits until an ended process was waited for by its parent and is no zombie any more. */
export async function reaped(pid: number, ms: number): Promise<void> {
  for (let left = ms; left > 0 && existsSync(`/proc/${pid}`); left -= 10) await pause(10);
}

export const pause = (ms: number): Promise<void> => new Promise(resolve => { setTimeout(resolve, ms); });
