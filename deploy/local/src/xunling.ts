import { join } from 'node:path';
import { claimPort, freePort, isAlive, Unable } from '@xunling/embedded';
import { SystemClock } from '@xunling/platform';
import { dataFolder, emptyFolder, holdFolder, makeParts, type DataFolder } from './data-folder.js';
import { prepareDatabases } from './databases.js';
import { writeUsers } from './nats-users.js';
import { demoSecrets, demoShown, natsKey, type Demo } from './secrets.js';
import { NatsServer, PostgresServer, setUpStream } from './servers.js';
import { serviceEnv } from './service-env.js';
import { startService, type ServiceProcess } from './service-process.js';
import { readSettings, type ServiceFile, type Settings } from './settings.js';
import { Supervised, type Condition } from './supervised.js';

export interface XunlingOptions {
  /** Default XL_DATA_DIR, else `.xunling/` of the repository. */
  dataDir?: string;
  /** Default XL_HTTP_PORT, else 8080; 0 takes a free one. */
  httpPort?: number;
  /** Added to this process's environment for the launcher's settings and every service. */
  env?: NodeJS.ProcessEnv;
  /** No progress; default false. */
  quiet?: boolean;
  /** Throw the data away first. */
  reset?: boolean;
  /** Instead of the built apps, for tests of the launcher itself. */
  services?: ServiceFile[];
  /** Told what is being done. Default: a line on the terminal. */
  onProgress?: (en: string, zh: string) => void;
}

export interface Xunling {
  url: string;
  dataDir: string;
  /** The embedded servers', or those given by XL_NATS_URL and XL_DATABASE_URL (superuser). */
  natsUrl: string;
  databaseUrl: string;
  /** Password of the demo accounts and secret of `feed-demo`; null when an earlier start has shown them. */
  demoPassword: string | null;
  feedSecret: string | null;
  /** Services that did not come up and are being tried again, each with the reason. */
  troubled: { name: string; reason: unknown }[];
  /** Process ids now, servers included (`postgres`, `nats`, `command` …); 0 while one waits for its restart. */
  readonly services: Record<string, number>;
  conditions(): Condition[];
  /** kill -9 of one process, servers included; it is started again. Answers the pid that was killed. */
  kill(name: string): number;
  /** Stops one process until `resume`. */
  pause(name: string): Promise<void>;
  resume(name: string): Promise<void>;
  /** Stops everything in order and lets the folder go. */
  stop(): Promise<void>;
}

/** Attempts after which the first start goes on without a service, or gives up on the door or a server. */
const ATTEMPTS = 4;

/**
 * Starts the whole system: servers, roles, users, stream, services. Everything ends with this process, kill -9 included.
 * @throws Unable with a sentence; whatever had been started is stopped again
 */
export async function startXunling(options: XunlingOptions = {}): Promise<Xunling> {
  const env = { ...process.env, ...options.env };
  const read = readSettings({ ...env, ...(options.dataDir ? { XL_DATA_DIR: options.dataDir } : {}), ...(options.httpPort !== undefined ? { XL_HTTP_PORT: String(options.httpPort) } : {}) });
  const settings: Settings = { ...read, services: options.services ?? read.services };
  const progress = options.onProgress ?? (options.quiet ? () => undefined : (en: string, zh: string) => { console.log(`  · ${zh}  ${en}`); });
  const folder = dataFolder(settings.dataDir);
  const url = addressOf(settings.httpHost, settings.httpPort ||= await freePort(settings.httpHost));
  const lock = await holdFolder(folder, url);
  const system = new System(settings, folder, env, progress);
  try {
    if (options.reset) reset(settings, folder, progress);
    makeParts(folder);
    await system.start();
  } catch (error) {
    await system.stop();
    lock.release();
    throw error;
  }
  return system.handle(url, () => lock.release());
}

/** Where a browser on this machine finds the door. */
function addressOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function reset(settings: Settings, folder: DataFolder, progress: (en: string, zh: string) => void): void {
  if (settings.databaseUrl || settings.natsUrl) throw new Unable('reset.external',
    '--reset removes the embedded data only; with XL_DATABASE_URL or XL_NATS_URL drop the databases xl_* and the stream XL on your servers yourself.',
    '--reset 只清除内置数据；使用 XL_DATABASE_URL 或 XL_NATS_URL 时，请自行删除服务器上的 xl_* 数据库和 XL 流。');
  progress('removing the data of earlier starts', '正在清除以往数据');
  emptyFolder(folder);
}

class System {
  private readonly units = new Map<string, Supervised>();
  private readonly processes = new Map<string, ServiceProcess>();
  private readonly clock = new SystemClock();
  private readonly postgres: PostgresServer;
  private readonly nats: NatsServer;
  private demo: Demo | null = null;
  private natsUrl = '';
  private databaseUrl = '';
  private troubled: { name: string; reason: unknown }[] = [];
  private stopping: Promise<void> | null = null;

  constructor(private readonly settings: Settings, private readonly folder: DataFolder, private readonly env: NodeJS.ProcessEnv, private readonly progress: (en: string, zh: string) => void) {
    this.postgres = new PostgresServer(folder, progress);
    this.nats = new NatsServer(folder, settings.node, progress);
  }

  async start(): Promise<void> {
    const { settings, folder, progress } = this;
    const names = settings.services.map(({ name }) => name);
    if (!names.length) throw new Unable('build.missing', 'The services are not built; run "npm run build" first.', '服务尚未编译，请先运行 “npm run build”。');
    await claimPort(settings.httpPort, settings.httpHost, 'XL_HTTP_PORT');
    this.demo = demoSecrets(folder.keys, settings.demoPassword);
    progress('starting PostgreSQL and nats-server', '正在启动 PostgreSQL 与 nats-server');
    const usersFile = writeUsers(folder.natsUsers, folder.keys, ['setup', ...names], settings.node);
    await Promise.all([this.startPostgres(), this.startNats()]);
    const databases = await prepareDatabases(this.databaseUrl, names, folder.keys);
    await setUpStream(this.natsUrl, natsKey(folder.keys, 'setup').seedFile, usersFile);
    progress(`starting the services ${names.join(', ')} (the first start migrates and seeds)`, `正在启动服务 ${names.join('、')}（首次启动会建表并写入示例数据）`);
    const surroundings = { settings, folder, natsUrl: this.natsUrl, databases, demo: this.demo };
    for (const service of settings.services) this.unit(service.name, () => this.launch(service, serviceEnv(service.name, surroundings, this.env)));
    await Promise.all(names.map(name => this.firstStart(name)));
  }

  handle(url: string, released: () => void): Xunling {
    const system = this;
    const shown = this.demo;
    demoShown(this.folder.keys);
    return {
      url, dataDir: this.folder.root, natsUrl: this.natsUrl, databaseUrl: this.databaseUrl,
      demoPassword: shown?.password ?? null, feedSecret: shown?.feedSecret ?? null, troubled: this.troubled,
      get services() { return Object.fromEntries([...system.units].map(([name, unit]) => [name, unit.pid])); },
      conditions: () => [...this.units.values()].map(unit => unit.condition),
      kill: name => this.kill(name),
      pause: name => this.of(name).stop(),
      resume: async name => { this.of(name).start(); await this.of(name).settled(ATTEMPTS); },
      stop: async () => { await this.stop(); released(); },
    };
  }

  /** The door first, so that nobody is promised anything more; the servers last. */
  stop(): Promise<void> {
    this.stopping ??= (async () => {
      const services = [...this.units.keys()].filter(name => name !== 'postgres' && name !== 'nats');
      await this.units.get('gateway')?.stop();
      await Promise.all(services.map(name => this.of(name).stop()));
      await this.units.get('nats')?.stop();
      await this.units.get('postgres')?.stop();
    })();
    return this.stopping;
  }

  private async startPostgres(): Promise<void> {
    if (this.settings.databaseUrl) { this.databaseUrl = this.settings.databaseUrl; return; }
    await this.unit('postgres', () => this.postgres.launch()).settled(1);
    this.databaseUrl = this.postgres.url;
  }

  private async startNats(): Promise<void> {
    if (this.settings.natsUrl) { this.natsUrl = this.settings.natsUrl; return; }
    await this.unit('nats', () => this.nats.launch()).settled(1);
    this.natsUrl = this.nats.url;
  }

  private unit(name: string, launch: () => Promise<ServiceProcess> | ReturnType<PostgresServer['launch']>): Supervised {
    const unit = new Supervised({ name, launch, now: () => this.clock.now(), changed: () => this.tellDoor() });
    this.units.set(name, unit);
    unit.start();
    return unit;
  }

  private async launch({ name, main }: ServiceFile, env: NodeJS.ProcessEnv): Promise<ServiceProcess> {
    const started = startService({ name, main, env, log: join(this.folder.logs, `${name}.log`), onMessage: message => { if (name === 'gateway') void this.onDoor(message); } });
    this.processes.set(name, started);
    return started;
  }

  private async firstStart(name: string): Promise<void> {
    try {
      await this.of(name).settled(ATTEMPTS);
      this.progress(`${name} is ready`, `${name} 已就绪`);
    } catch (reason) {
      if (name === 'gateway') throw reason;
      this.troubled.push({ name, reason });
    }
  }

  /** The page says which service is down: the gateway hears of every change. */
  private tellDoor(): void {
    this.processes.get('gateway')?.send({ kind: 'services', services: [...this.units.values()].map(unit => unit.condition) });
  }

  private async onDoor(message: { kind?: string }): Promise<void> {
    if (message.kind !== 'reload-nats') return;
    const door = this.processes.get('gateway');
    try {
      const users = ['setup', ...this.settings.services.map(({ name }) => name)];
      writeUsers(this.folder.natsUsers, this.folder.keys, users, this.settings.node);
      await this.nats.reload();
      door?.send({ kind: 'nats-reloaded', ok: true, external: Boolean(this.settings.natsUrl) });
    } catch (error) {
      door?.send({ kind: 'nats-reloaded', ok: false, error: (error as Error).message });
    }
  }

  private kill(name: string): number {
    const { pid } = this.of(name);
    if (pid && isAlive(pid)) process.kill(pid, 'SIGKILL');
    return pid;
  }

  private of(name: string): Supervised {
    const unit = this.units.get(name);
    if (!unit) throw new Error(`no process is called ${name}; there are ${[...this.units.keys()].join(', ')}`);
    return unit;
  }
}
