import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks per second of /proc; 100 on every Linux that Node runs on. */
const TICKS = 100;

interface Stat { ppid: number; own: number; waited: number }
function statOf(pid: number | string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
    return { ppid: fields[1]!, own: fields[11]! + fields[12]!, waited: fields[13]! + fields[14]! };
  } catch { return undefined; }
}

/** CPU seconds so far of each named process with its children, those that have ended too; and of this one as `clients`. */
export function cpuSeconds(pids: Record<string, number>): Record<string, number> {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => statOf(pid)).filter((s) => s !== undefined);
  const of = (pid: number): number => {
    const mine = statOf(pid);
    return mine ? (mine.own + mine.waited + all.filter((s) => s.ppid === pid).reduce((n, s) => n + s.own, 0)) / TICKS : 0;
  };
  return { ...Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, of(pid)])), clients: (statOf(process.pid)?.own ?? 0) / TICKS };
}

export const since = (now: Record<string, number>, then: Record<string, number>): Record<string, number> => Object.fromEntries(Object.entries(now).map(([name, value]) => [name, value - (then[name] ?? 0)]));
