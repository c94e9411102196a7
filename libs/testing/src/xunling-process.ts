import { gone, isAlive, pause, spawnTied, stopProcess, tied } from '@xunling/embedded';

export interface ProcessOptions {
  /** Compiled main file, e.g. `apps/grid/dist/main.js`. */
  main: string;
  env?: NodeJS.ProcessEnv;
  args?: string[];
}

export interface XunlingProcess {
  pid: number;
  /** The first `{ kind: 'ready', port }`; rejects with the output when the process ends before. */
  ready: Promise<{ kind: 'ready'; port?: number }>;
  /** Every message it sent so far. */
  messages: unknown[];
  output(): string;
  send(message: object): void;
  /** kill -9 and wait. */
  kill(): Promise<void>;
  /** Closes the channel, on which a service exits by itself; kills it when it does not. */
  stop(): Promise<void>;
  /** Waits for its end. */
  ended(ms?: number): Promise<boolean>;
}

/** Runs a service as the launcher does (own session, IPC channel, dies with this process), for kill -9 tests. */
export function xunlingProcess({ main, env = {}, args = [] }: ProcessOptions): XunlingProcess {
  const { NODE_OPTIONS: _ofRunner, ...inherited } = process.env;
  const child = spawnTied(tied(process.execPath, [main, ...args], 'KILL'), { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const pid = child.pid;
  if (!pid) throw new Error(`cannot start ${main}`);
  let said = '';
  child.stdout?.on('data', bytes => { said += bytes; });
  child.stderr?.on('data', bytes => { said += bytes; });
  const messages: unknown[] = [];
  const ready = new Promise<{ kind: 'ready'; port?: number }>((resolve, reject) => {
    child.on('message', message => {
      messages.push(message);
      if ((message as { kind?: string }).kind === 'ready') resolve(message as { kind: 'ready'; port?: number });
    });
    child.once('exit', (code, signal) => reject(new Error(`${main} ended (${signal ?? code}) before it was ready:\n${said}`)));
  });
  ready.catch(() => undefined);
  return {
    pid, ready, messages,
    output: () => said,
    send: message => { if (child.connected) child.send(message); },
    kill: () => stopProcess(pid, [{ signal: 'SIGKILL', waitMs: 10_000 }]),
    stop: async () => {
      if (child.connected) child.disconnect();
      if (!await gone(pid, 10_000)) await stopProcess(pid, [{ signal: 'SIGKILL', waitMs: 10_000 }]);
      await pause(0);
    },
    ended: (ms = 15_000) => (isAlive(pid) ? gone(pid, ms) : Promise.resolve(true)),
  };
}
