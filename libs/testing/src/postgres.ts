import { startPostgres, stopProcess } from '@xunling/embedded';
import { freshFolder } from './place.js';

interface Shared { url: string; pid: number }

const started = new Map<boolean, Promise<Shared>>();

/** The worker's PostgreSQL, started once and used by all of its spec files; it dies with the worker. */
export function workerPostgres(durable = false): Promise<Shared> {
  let server = started.get(durable);
  if (!server) started.set(durable, server = startPostgres({ dataDir: freshFolder('pg'), durable }));
  return server;
}

export interface OwnPostgres {
  url: string;
  pid: number;
  /** kill -9 of the server; its children follow at once. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A PostgreSQL of this test alone, to be killed and restarted. Durable by default: a kill test without fsync proves nothing. */
export async function freshPostgres({ durable = true } = {}): Promise<OwnPostgres> {
  const dataDir = freshFolder('pg');
  let server = await startPostgres({ dataDir, durable });
  const own: OwnPostgres = {
    url: server.url,
    pid: server.pid,
    kill: () => stopProcess(server.pid, [{ signal: 'SIGKILL', waitMs: 10_000 }]),
    restart: async () => {
      await stopProcess(server.pid, [{ signal: 'SIGKILL', waitMs: 10_000 }]);
      server = await startPostgres({ dataDir, durable, port: server.port });
      own.pid = server.pid;
    },
    stop: () => server.stop(),
  };
  return own;
}
