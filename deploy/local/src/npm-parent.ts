import { readFileSync } from 'node:fs';
import { startOf } from '@xunling/embedded';

/** Calls back when the `npm start` that ran this process is gone: kill -9 of npm must stop the system too. */
export function watchNpm(gone: () => void): void {
  if (process.env['npm_lifecycle_event'] !== 'start') return;
  // npm runs a shell which runs this process.
  const shell = process.ppid;
  const above = [shell, parentOf(shell)].filter(pid => pid > 1).map(pid => ({ pid, start: startOf(pid) }));
  const timer = setInterval(() => {
    if (above.every(({ pid, start }) => startOf(pid) === start)) return;
    clearInterval(timer);
    gone();
  }, 500);
  timer.unref();
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}
