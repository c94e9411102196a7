import type { ChildProcess } from 'node:child_process';
import { gone, spawnTied, stopProcess, tied, Unable } from '@xunling/embedded';
import { logFile } from './log-file.js';
import type { Running } from './supervised.js';

export interface ServiceStart {
  name: string;
  main: string;
  env: NodeJS.ProcessEnv;
  log: string;
  onMessage(message: { kind?: string }): void;
}

export interface ServiceProcess extends Running { send(message: object): void }

/** Starts a service with an IPC channel: it says `{ kind: 'ready' }` and exits when the channel closes; kill -9 of this process kills it. */
export function startService({ name, main, env, log, onMessage }: ServiceStart): ServiceProcess {
  const child = spawnTied(tied(process.execPath, [main], 'KILL'), { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const { pid } = child;
  if (!pid) throw new Error(`cannot start ${name}`);
  const write = logFile(log);
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => { write(bytes); tail = (tail + bytes).slice(-4000); });
  return {
    pid,
    ready: readiness(child, () => failed(name, log, tail), onMessage),
    ended: new Promise<void>(resolve => { child.once('exit', () => resolve()); }),
    send: message => { if (child.connected) child.send(message, () => undefined); },
    stop: async () => {
      if (child.connected) child.disconnect();
      if (!await gone(pid, 10_000)) await stopProcess(pid, [{ signal: 'SIGKILL', waitMs: 5_000 }]);
    },
  };
}

function readiness(child: ChildProcess, failure: () => Error, onMessage: ServiceStart['onMessage']): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: { kind?: string }) => {
      if (message.kind === 'ready') resolve();
      else onMessage(message);
    });
    // `close` comes after the last output, so the sentence can quote it.
    child.once('close', () => reject(failure()));
  });
}

function failed(name: string, log: string, tail: string): Unable {
  const lines = tail.trim().split('\n').filter(Boolean);
  const reason = lines.filter(line => /error/i.test(line)).at(-1) ?? lines.at(-1) ?? '';
  return new Unable('service.failed', `The service ${name} ended before it was ready: ${reason.trim().slice(0, 400)} (log: ${log})`, `服务 ${name} 未能启动：${reason.trim().slice(0, 400)}（日志：${log}）`);
}
