import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { ensureStream, natsServerBinary, startNats, stopProcess, type Nats } from '@xunling/embedded';
import { freshFolder } from './place.js';

export interface NatsOptions {
  /** Users and permissions in nats-server's language; with it, make the stream yourself. */
  config?: string;
  /** Make the stream XL; default true without `config`. */
  stream?: boolean;
}

export interface OwnNats {
  url: string;
  port: number;
  pid: number;
  version: string;
  storeDir: string;
  reload(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** Starts it again (after `kill`, or after stopping it) on the same store and port. */
  restart(): Promise<void>;
  /** Stops it, puts its JetStream folder aside and starts it again; `putBack` restores exactly that copy the same way. */
  copyStore(): Promise<{ putBack(): Promise<void> }>;
  stop(): Promise<void>;
}

/** A nats-server of this test alone on a free port and an empty store, with the stream XL; it dies with the worker. */
export async function freshNats({ config, stream = config === undefined }: NatsOptions = {}): Promise<OwnNats> {
  const storeDir = freshFolder('nats');
  const binary = await natsServerBinary();
  let server: Nats = await startNats({ binary, storeDir, config });
  const store = join(storeDir, 'jetstream');
  const again = async (): Promise<void> => {
    server = await startNats({ binary, storeDir, config, port: server.port });
    own.pid = server.pid;
  };
  const own: OwnNats = {
    url: server.url, port: server.port, pid: server.pid, version: server.version, storeDir,
    reload: () => server.reload(),
    kill: () => stopProcess(server.pid, [{ signal: 'SIGKILL', waitMs: 10_000 }]),
    restart: async () => { await server.stop(); await again(); },
    copyStore: async () => {
      const copy = freshFolder('nats-copy');
      await server.stop();
      cpSync(store, copy, { recursive: true });
      await again();
      return {
        putBack: async () => {
          await server.stop();
          rmSync(store, { recursive: true, force: true });
          cpSync(copy, store, { recursive: true });
          await again();
        },
      };
    },
    stop: () => server.stop(),
  };
  if (stream) await makeStream(server.url);
  return own;
}

async function makeStream(url: string): Promise<void> {
  const nc = await connect({ servers: url });
  try { await ensureStream(nc); } finally { await nc.close(); }
}
