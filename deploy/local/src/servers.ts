import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import { ensureStream, natsServerBinary, startNats, startPostgres, Unable, versionEnough, type Nats } from '@xunling/embedded';
import { readFileSync } from 'node:fs';
import type { DataFolder } from './data-folder.js';
import { inboxOf } from './nats-permissions.js';
import { authorization } from './nats-users.js';
import type { Running } from './supervised.js';

type Progress = (en: string, zh: string) => void;

/** Keeps its port over restarts, so that services reconnect to the url they know. */
export class PostgresServer {
  url = '';
  private port: number | undefined;
  constructor(private readonly folder: DataFolder, private readonly progress: Progress) {}

  async launch(): Promise<Running> {
    const { url, port, pid, ended, stop } = await startPostgres({ dataDir: this.folder.postgres, port: this.port, onProgress: this.progress });
    this.url = url;
    this.port = port;
    return { pid, ready: Promise.resolve(), ended, stop };
  }
}

export class NatsServer {
  url = '';
  private port: number | undefined;
  private running: Nats | null = null;
  constructor(private readonly folder: DataFolder, private readonly node: string, private readonly progress: Progress) {}

  async launch(): Promise<Running> {
    const binary = await natsServerBinary({ onProgress: this.progress });
    // The server resolves an include against the folder of its own file.
    const config = authorization('../nats-users');
    const nats = await startNats({ binary, storeDir: this.folder.nats, port: this.port, serverName: `xunling-${this.node}`, config });
    this.url = nats.url;
    this.port = nats.port;
    this.running = nats;
    return { pid: nats.pid, ready: Promise.resolve(), ended: nats.ended, stop: nats.stop };
  }

  async reload(): Promise<void> { await this.running?.reload(); }
}

/**
 * Makes the stream as the set-up user.
 * @param usersFile named in the sentence when a real server does not know our users
 * @throws Unable `server.unreachable`
 */
export async function setUpStream(url: string, seedFile: string, usersFile: string): Promise<void> {
  const seed = new TextEncoder().encode(readFileSync(seedFile, 'utf8').trim());
  const host = url.replace(/\/\/[^@/]*@/, '//');
  const nc = await connect({ servers: url, authenticator: nkeyAuthenticator(seed), inboxPrefix: inboxOf('setup'), reconnect: false, timeout: 10_000, name: 'setup' })
    .catch((cause: Error) => { throw /authori[sz]/i.test(`${cause.name} ${cause.message}`) ? unknownUsers(host, usersFile, cause) : unreachable(host, cause); });
  try {
    if (!versionEnough(nc.info?.version ?? '')) throw tooOld(host, nc.info?.version);
    await ensureStream(nc);
  } finally {
    await nc.close();
  }
}

const unknownUsers = (host: string, file: string, cause: Error): Unable => new Unable('server.unreachable',
  `nats-server at ${host} does not know Xunling's users yet: put 'authorization { include "${file}" }' into its configuration, reload it, and start again.`,
  `nats-server ${host} 尚无汛令的用户：请在其配置中加入 'authorization { include "${file}" }'，重新加载后再启动。`, { cause });

const unreachable = (host: string, cause: Error): Unable => new Unable('server.unreachable',
  `nats-server at ${host} does not answer (${cause.message}); check XL_NATS_URL.`, `无法连接 nats-server ${host}（${cause.message}），请检查 XL_NATS_URL。`, { cause });

const tooOld = (host: string, version = '?'): Unable => new Unable('server.unreachable',
  `nats-server at ${host} is ${version}; 2.10 or newer is needed.`, `nats-server ${host} 版本为 ${version}，需要 2.10 或更高版本。`);
