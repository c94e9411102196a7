import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAlive, startPostgres } from '@xunling/embedded';
import { freshFolder, freshNats, freshPostgres, waitFor } from '@xunling/testing';
import pg from 'pg';

const HERE = join(dirname(fileURLToPath(import.meta.url)), '..');
const RUN = join(HERE, 'fixtures', 'launch.mjs');

interface Launched { child: ChildProcess; output(): string; code: Promise<number | null> }
interface Up { url: string; databaseUrl: string; demoPassword: string | null; services: Record<string, number> }

const started: ChildProcess[] = [];

/** Runs the launcher in a process of its own, with fixture services, as `npm start` would. */
function launch(dataDir: string, env: NodeJS.ProcessEnv = {}, args: string[] = [], before: string[] = []): Launched {
  const { NODE_OPTIONS: _ofRunner, ...inherited } = process.env;
  const [command, ...rest] = before[0] === 'npm' ? [...before, ...args] : [...before, process.execPath, RUN, ...args];
  const child = spawn(command!, rest, { env: { ...inherited, XL_DATA_DIR: dataDir, XL_HTTP_PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let said = '';
  child.stdout.on('data', bytes => { said += bytes; });
  child.stderr.on('data', bytes => { said += bytes; });
  return { child, output: () => said, code: new Promise(resolve => { child.once('close', resolve); }) };
}

async function up(launched: Launched): Promise<Up> {
  const line = await waitFor(() => {
    if (launched.child.exitCode !== null) return 'ended';
    return /^UP (.*)$/m.exec(launched.output())?.[1];
  }, 40_000, 'the start');
  if (line === 'ended') throw new Error(launched.output());
  return JSON.parse(line) as Up;
}

/** A cluster that initdb has made and nobody has used. */
let cluster: string;
/** A data folder with a cluster in it, for whoever is not about the first start: initdb takes longer than all the rest. */
function folderWithCluster(): string {
  const dataDir = freshFolder('data');
  mkdirSync(join(dataDir, 'postgres'), { recursive: true });
  // cp, not fs.cp: PostgreSQL's files belong to a user of their own
  execFileSync('cp', ['-a', `${cluster}/.`, join(dataDir, 'postgres')]);
  return dataDir;
}

/** Every process of the machine whose command line or environment names the folder. */
function processesOf(dataDir: string): string[] {
  return readdirSync('/proc').filter(name => /^\d+$/.test(name) && isAlive(Number(name))).flatMap(pid => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return line.includes(dataDir) || readFileSync(`/proc/${pid}/environ`, 'utf8').includes(dataDir) ? [`${pid} ${line}`] : [];
    } catch { return []; }
  });
}

describe('the launcher', () => {
  const servers: Server[] = [];
  beforeAll(async () => {
    cluster = freshFolder('cluster');
    await (await startPostgres({ dataDir: cluster })).stop();
  });
  afterEach(async () => {
    for (const child of started.splice(0)) if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await new Promise(resolve => { child.once('exit', resolve); });
    }
  });
  afterAll(() => { for (const server of servers) server.close(); });

  it('starts everything, keeps data over a restart, shows the password once, and stops at SIGTERM without an orphan', async () => {
    const dataDir = freshFolder('data');
    const first = launch(dataDir);
    const { url, databaseUrl, demoPassword, services } = await up(first);
    expect(await (await fetch(url)).text()).toBe('the door');
    expect(demoPassword).toMatch(/^[\w-]{12}$/);
    expect(Object.keys(services)).toEqual(['postgres', 'nats', 'command', 'grid', 'gateway']);
    await query(databaseUrl, 'create table kept as select 7 as n');
    first.child.kill('SIGTERM');
    expect(await first.code).toBe(0);
    expect(Object.entries(services).filter(([, pid]) => isAlive(pid))).toEqual([]);
    await waitFor(() => processesOf(dataDir).length === 0, 45_000, 'the end of the last grandchild');

    const second = await up(launch(dataDir));
    expect(second.demoPassword).toBeNull();
    expect(await query(second.databaseUrl, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('leaves no process behind when it is killed with -9, and starts again on the same data', async () => {
    const dataDir = folderWithCluster();
    const launched = launch(dataDir);
    const { services, databaseUrl } = await up(launched);
    await query(databaseUrl, 'create table kept as select 7 as n');
    expect(processesOf(dataDir).length).toBeGreaterThan(5);
    launched.child.kill('SIGKILL');
    await waitFor(() => Object.values(services).every(pid => !isAlive(pid)) && processesOf(dataDir).length === 0, 45_000, 'the end of all processes');
    const again = await up(launch(dataDir));
    expect(await query(again.databaseUrl, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('restarts each process that is killed, servers on the port they had, and tells the door', async () => {
    const dataDir = folderWithCluster();
    const { services, databaseUrl } = await up(launch(dataDir, { FIXTURE_OUT: dataDir }));
    for (const name of ['postgres', 'nats', 'grid']) process.kill(services[name]!, 'SIGKILL');
    const states = await waitFor(() => {
      const told = lines(join(dataDir, '_INBOX_gateway.jsonl')).filter(({ got }) => got?.kind === 'services').at(-1)?.got?.services;
      return told?.every(({ state }) => state === 'running') && told.filter(({ restarts }) => restarts === 1).length === 3 && told;
    }, 45_000, 'the restart of three processes');
    expect(states.map(({ name, restarts }) => [name, restarts])).toEqual([['postgres', 1], ['nats', 1], ['command', 0], ['grid', 1], ['gateway', 0]]);
    expect(await query(databaseUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('goes on without a service that cannot start, naming it and its reason', async () => {
    const launched = launch(folderWithCluster(), { FIXTURE_FAIL: '_INBOX_grid' });
    await up(launched);
    expect(launched.output()).toContain('TROUBLE The service grid ended before it was ready: ');
    expect(launched.output()).toContain('this service cannot start');
  });

  it('gives each service its own secrets and no others, files for their owner alone', async () => {
    const dataDir = folderWithCluster();
    await up(launch(dataDir, { FIXTURE_OUT: dataDir, XL_DEMO_PASSWORD: 'chosen-by-hand', XL_FEEDS: 'bureau=http://127.0.0.1:9/atom?token=x' }));
    const [{ env: grid }, { env: gateway }] = ['grid', 'gateway'].map(name => lines(join(dataDir, `_INBOX_${name}.jsonl`))[0]!) as [Line, Line];
    expect(grid).toMatchObject({ XL_NODE: 'c', XL_ZONE: '410171', XL_SEED: 'sample', XL_MODE: 'live', XL_NATS_INBOX: '_INBOX_grid' });
    expect(new URL(grid!['XL_DATABASE_URL']!)).toMatchObject({ username: 'xl_grid', pathname: '/xl_grid' });
    expect(new URL(grid!['XL_OWNER_URL']!)).toMatchObject({ username: 'xl_owner', pathname: '/xl_grid' });
    expect(grid).not.toHaveProperty('XL_DEMO_PASSWORD');
    expect(grid).not.toHaveProperty('XL_FEEDS');
    expect(gateway).toMatchObject({ XL_FEEDS: 'bureau=http://127.0.0.1:9/atom?token=x', XL_DEMO_PASSWORD: 'chosen-by-hand', XL_DEMO_FEED_SECRET: 'chosen-by-hand' });
    expect(spawnSync('find', [join(dataDir, 'keys'), '-type', 'f', '-perm', '/077'], { encoding: 'utf8' }).stdout).toBe('');
    await expect(query(grid!['XL_DATABASE_URL']!.replace('/xl_grid?', '/xl_command').replace(/\/xl_grid$/, '/xl_command'), 'select 1')).rejects.toThrow('permission denied');
  });

  it('reloads the NATS users when the door asks', async () => {
    const dataDir = folderWithCluster();
    const { url } = await up(launch(dataDir, { FIXTURE_OUT: dataDir }));
    await fetch(`${url}/reload`);
    await waitFor(() => lines(join(dataDir, '_INBOX_gateway.jsonl')).some(({ got }) => got?.kind === 'nats-reloaded' && got.ok === true));
  });

  it('starts anew with --reset and leaves what is not its own', async () => {
    const dataDir = folderWithCluster();
    const first = launch(dataDir);
    await query((await up(first)).databaseUrl, 'create table kept as select 7 as n');
    first.child.kill('SIGTERM');
    await first.code;
    writeFileSync(join(dataDir, 'mine.txt'), 'mine');
    const { databaseUrl, demoPassword } = await up(launch(dataDir, {}, ['--reset']));
    expect(demoPassword).not.toBeNull();
    expect(await query(databaseUrl, "select tablename from pg_tables where tablename = 'kept'")).toEqual([]);
    expect(readFileSync(join(dataDir, 'mine.txt'), 'utf8')).toBe('mine');
  });

  it('works on servers given by url, once their operator has installed the users', async () => {
    const dataDir = freshFolder('data');
    const postgres = await freshPostgres({ durable: false });
    let nats = await freshNats({ config: 'authorization { user: admin, password: admin }' });
    const env = { XL_DATABASE_URL: postgres.url, XL_NATS_URL: nats.url };
    const early = launch(dataDir, env);
    expect(await early.code).toBe(1);
    const [, file] = /does not know Xunling's users yet: put 'authorization \{ include "(.*)" \}'/.exec(early.output())!;
    await nats.stop();
    nats = await freshNats({ config: `authorization { ${readFileSync(file!, 'utf8')} }` });
    const { databaseUrl, services } = await up(launch(dataDir, { ...env, XL_NATS_URL: nats.url }));
    expect(Object.keys(services)).toEqual(['command', 'grid', 'gateway']);
    expect(await query(databaseUrl, "select datname from pg_database where datname like 'xl%' order by 1")).toEqual([{ datname: 'xl_command' }, { datname: 'xl_gateway' }, { datname: 'xl_grid' }]);
    await Promise.all([nats.stop(), postgres.stop()]);
  });

  it('stops when the npm that ran it is killed with -9', async () => {
    const [dataDir, project] = [folderWithCluster(), freshFolder('project')];
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'runs-it', scripts: { start: `${process.execPath} ${RUN}` } }));
    const launched = launch(dataDir, {}, ['start'], ['npm', '--prefix', project]);
    const { services } = await up(launched);
    launched.child.kill('SIGKILL');
    await waitFor(() => Object.values(services).every(pid => !isAlive(pid)) && processesOf(dataDir).length === 0, 45_000, 'the end of all processes');
  });

  describe('says in one sentence of each language why it cannot start', () => {
    const refusedWith = async (launched: Launched, zh: string, en: RegExp): Promise<void> => {
      expect(await launched.code).toBe(1);
      const said = launched.output().trim().split('\n').filter(line => line && !line.startsWith('  ·') && line !== '汛令 Xunling');
      expect(said).toEqual([expect.stringContaining(zh), expect.stringMatching(en)]);
    };

    it('a second start beside it', async () => {
      const dataDir = folderWithCluster();
      const first = await up(launch(dataDir));
      await refusedWith(launch(dataDir), '已在该数据目录上运行', /^Xunling is already running on .* \(process \d+\): http/);
      expect(await (await fetch(first.url)).text()).toBe('the door');
    });

    it('a taken port', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      servers.push(server);
      await waitFor(() => server.listening);
      const { port } = server.address() as { port: number };
      await refusedWith(launch(freshFolder('data'), { XL_HTTP_PORT: String(port) }), '已被其他程序占用', new RegExp(`^Port ${port} on 127.0.0.1 is taken by another program; stop it or set XL_HTTP_PORT`));
    });

    it('a port that is no number', () => refusedWith(launch(freshFolder('data'), { XL_HTTP_PORT: 'door' }), '不是有效端口号', /is not a port number/));

    it('a file in place of the data folder', async () => {
      const file = join(freshFolder('data'), 'file');
      writeFileSync(file, '');
      await refusedWith(launch(file), '无法写入目录', /^Cannot write to .*file \(EEXIST\); choose another folder/);
    });

    it('a folder that cannot be written', async () => {
      // /proc takes no folders, from root neither.
      await refusedWith(launch('/proc/xunling'), '无法写入目录', /^Cannot write to \/proc\/xunling|^The disk/);
    });

    // a disk of eight megabytes takes a mount of one's own
    it.skipIf(process.getuid?.() !== 0 || spawnSync('unshare', ['-m', 'true']).status !== 0)('a full disk', async () => {
      const mount = freshFolder('full');
      const shell = `mount -t tmpfs -o size=8m none ${mount} && exec "$@"`;
      await refusedWith(launch(mount, {}, [], ['unshare', '-m', 'sh', '-c', shell, 'sh']), '已满', /^The disk that holds .* is full \(\d+ MiB free, 500 MiB needed\)/);
    });

    it('a PostgreSQL by url that does not answer', () =>
      refusedWith(launch(freshFolder('data'), { XL_DATABASE_URL: 'postgres://a:b@127.0.0.1:1/postgres' }), '无法连接 PostgreSQL', /^PostgreSQL at 127\.0\.0\.1:1 does not answer \(.*\); check XL_DATABASE_URL/));
  });
});

interface Line { got?: { kind: string; ok?: boolean; services?: { name: string; state: string; restarts: number }[] }; env?: Record<string, string> }

function lines(file: string): Line[] {
  try { return readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line) as Line); } catch { return []; }
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try { return (await client.query(text)).rows; } finally { await client.end(); }
}
