import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { cacheFolder, isAlive, machineMirror, natsServerBinary, newEnough, startNats, startPostgres, takeLock, Unable, versionEnough } from './index.js';

const root = mkdtempSync(join(tmpdir(), 'xunling-embedded-'));
let made = 0;
const fresh = (): string => { const path = join(root, String(made++)); mkdirSync(path, { mode: 0o755 }); return path; };
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try { return (await client.query(text)).rows; } finally { await client.end(); }
}

describe('embedded PostgreSQL', () => {
  const running: { stop(): Promise<void> }[] = [];
  afterEach(async () => { for (const server of running.splice(0)) await server.stop(); });

  it('keeps data and password over a restart, on another port', async () => {
    const dataDir = fresh();
    const first = await startPostgres({ dataDir });
    await query(first.url, 'create table kept as select 7 as n');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await startPostgres({ dataDir });
    running.push(second);
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(statSync(join(dataDir, 'superuser')).mode & 0o077).toBe(0);
  });

  it('lets nobody in without the password and opens no socket file', async () => {
    const server = await startPostgres({ dataDir: fresh(), durable: false });
    running.push(server);
    await expect(query(server.url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'select 1')).rejects.toThrow('password authentication failed');
    expect(await query(server.url, "select current_setting('unix_socket_directories') as sockets, current_setting('listen_addresses') as addresses, current_setting('password_encryption') as method"))
      .toEqual([{ sockets: '', addresses: '127.0.0.1', method: 'scram-sha-256' }]);
  });

  it('begins again where an earlier start was killed while it made the cluster', async () => {
    const dataDir = fresh();
    mkdirSync(join(dataDir, 'data.new'));
    writeFileSync(join(dataDir, 'data.new', 'half'), '');
    running.push(await startPostgres({ dataDir, durable: false }));
  });

  it('names a taken port, and advises what helps', async () => {
    const other = createServer();
    await new Promise<void>(resolve => { other.listen(0, '127.0.0.1', resolve); });
    const { port } = other.address() as { port: number };
    await expect(startPostgres({ dataDir: fresh(), port, durable: false })).rejects.toMatchObject({ code: 'port.taken', message: `Port ${port} on 127.0.0.1 is taken by another program; stop it or start Xunling again, which takes a free port.` });
    other.close();
  });
});

describe('nats-server', () => {
  let binary: string;
  beforeAll(async () => { binary = await natsServerBinary(); });

  it('is 2.10 or newer, found or fetched', () => {
    expect(newEnough(binary)).toBe(true);
    expect(['nats-server: v2.10.27', '2.12.1', '3.0.0'].map(versionEnough)).toEqual([true, true, true]);
    expect(['nats-server: v2.9.10', '1.4.1', '', 'no'].map(versionEnough)).toEqual([false, false, false, false]);
  });

  it('starts with JetStream and says which words of a new configuration it refuses', async () => {
    const storeDir = fresh();
    writeFileSync(join(storeDir, 'users.conf'), 'users: [ { user: a, password: b } ]');
    const nats = await startNats({ binary, storeDir, config: 'authorization { include "users.conf" }' });
    await nats.reload();
    writeFileSync(join(storeDir, 'users.conf'), 'users: [ { user: ');
    await expect(nats.reload()).rejects.toThrow(/reload|arse/);
    await nats.stop();
    expect(isAlive(nats.pid)).toBe(false);
  });

  it('quotes the server when it does not start', async () => {
    await expect(startNats({ binary, storeDir: fresh(), config: 'authorization {' })).rejects.toMatchObject({ code: 'nats.failed' });
  });

  it('says what to install where there is no Debian source', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      const failure = await natsServerBinary({ cacheDir: fresh(), apt: fresh() }).catch((error: unknown) => error) as Unable;
      // A machine may have one outside PATH, where it is found all the same.
      if (typeof failure === 'string') return;
      expect(failure.code).toBe('nats.missing');
      expect(failure.en).toContain('apt-get install nats-server');
      expect(failure.zh).toContain('XL_NATS_URL');
    } finally {
      process.env['PATH'] = path;
    }
  });
});

describe('the mirror of this machine', () => {
  const etc = (file: string, text: string): string => { const path = fresh(); mkdirSync(join(path, 'sources.list.d')); writeFileSync(join(path, file), text); return path; };

  it('is read from deb822 stanzas, the security archive and disabled ones left out', () => {
    const text = 'Types: deb\nURIs: http://security.debian.org/debian-security\nSuites: bookworm-security\n\nEnabled: no\nTypes: deb\nURIs: http://off/debian\n\nTypes: deb deb-src\nURIs: http://mirror.example/debian/\nSuites: bookworm\n';
    expect(machineMirror(etc('sources.list.d/debian.sources', text))?.uri).toBe('http://mirror.example/debian/');
  });
  it('is read from one-line sources with options', () => {
    expect(machineMirror(etc('sources.list', '# deb http://no/debian x\ndeb [arch=amd64 signed-by=/nowhere.gpg] https://mirror.example/debian bookworm main\n'))?.uri).toBe('https://mirror.example/debian');
  });
  it('is none on another system', () => {
    expect(machineMirror(etc('sources.list', 'deb http://archive.ubuntu.com/ubuntu noble main\n'))).toBeNull();
  });
});

describe('the lock', () => {
  it('is refused while its holder lives, and taken over from a dead one', async () => {
    const file = join(fresh(), 'lock');
    const first = await takeLock(file, 'here');
    expect(await takeLock(file)).toEqual({ pid: process.pid, note: 'here' });
    (first as { release(): void }).release();
    writeFileSync(file, JSON.stringify({ pid: process.pid, start: 'another process had this pid', note: '' }));
    expect(await takeLock(file)).toHaveProperty('release');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(cacheFolder()).toMatch(/cache/);
  });
});
