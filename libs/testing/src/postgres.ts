import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, startPostgres, stopProcess } from '@xunling/embedded';
import { freshFolder, workerFolder } from './place.js';

interface Shared { url: string; pid: number }

const started = new Map<boolean, Promise<Shared>>();

/** The worker's PostgreSQL, started once and found again by its later spec files; it dies with the worker. */
export function workerPostgres(durable = false): Promise<Shared> {
  let server = started.get(durable);
  if (!server) started.set(durable, server = findOrStart(durable));
  return server;
}

async function findOrStart(durable: boolean): Promise<Shared> {
  // Jest gives each spec file modules of its own, so what is shared goes by a file.
  const note = join(workerFolder(), `postgres-${durable ? 'durable' : 'fast'}.json`);
  if (existsSync(note)) {
    const found = JSON.parse(readFileSync(note, 'utf8')) as Shared;
    if (isAlive(found.pid)) return found;
  }
  const { url, pid } = await startPostgres({ dataDir: freshFolder('pg'), durable });
  writeFileSync(note, JSON.stringify({ url, pid }));
  return { url, pid };
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
