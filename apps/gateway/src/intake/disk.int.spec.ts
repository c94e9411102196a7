import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freshFolder, freshNats, type OwnNats } from '@xunling/testing';
import { alertXml, sampleMap } from './fixtures.js';
import type { Note } from './intake.js';
import { Spool } from './spool/spool.js';

let nats: OwnNats;
let child: ChildProcess;
let port = 0;
const dataDir = freshFolder('disk');
const segment = join(dataDir, 'intake', 'spool', '00000001.spool');

beforeAll(async () => {
  nats = await freshNats();
  writeFileSync(join(dataDir, 'feed-keys.json'), JSON.stringify([{ name: 'feed-demo', secretHash: createHash('sha256').update('secret').digest('hex') }]));
  mkdirSync(join(dataDir, 'intake'), { recursive: true });
  writeFileSync(join(dataDir, 'intake', 'areas.json'), JSON.stringify(sampleMap().all()));
  child = fork(fileURLToPath(new URL('./intake.disk-child.js', import.meta.url)), [dataDir, nats.url], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port: number }) => { resolve(message.port); });
    child.once('exit', (code) => { reject(new Error(`the gateway ended with ${code}`)); });
  });
}, 60_000);
afterAll(async () => { child?.kill('SIGKILL'); await nats?.stop(); });

/** Files of the gateway may grow up to so many bytes: beyond, the kernel writes what fits and then refuses (EFBIG). */
const room = (bytes: number | 'unlimited'): void => { execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:`]); };
const post = async (xml: string): Promise<{ status: number; body: { code?: string; verdict?: string; duplicate?: boolean } }> => {
  const response = await fetch(`http://127.0.0.1:${port}/api/feeds/cap`, { method: 'POST', body: xml, headers: { 'content-type': 'application/cap+xml', authorization: 'Bearer feed-demo.secret' } });
  return { status: response.status, body: (await response.json()) as never };
};

describe('a disk that takes no more', () => {
  it('is answered with intake.disk, promises nothing, leaves nothing half-written, and the next alert works when it is back', async () => {
    expect(await post(alertXml({ identifier: 'before' }))).toMatchObject({ status: 202, body: { verdict: 'accepted' } });
    const { size } = statSync(segment);
    room(size + 100);
    // the second is no duplicate of the first: that one was not taken
    for (let i = 0; i < 2; i++) expect(await post(alertXml({ identifier: 'during' }))).toMatchObject({ status: 503, body: { code: 'intake.disk' } });
    expect(await post('<no-alert/>')).toMatchObject({ status: 503, body: { code: 'intake.disk' } });
    expect((await Promise.all([1, 2, 3].map((n) => post(alertXml({ identifier: `together-${n}` }))))).map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(statSync(segment).size).toBe(size);
    expect((await post(alertXml({ identifier: 'before' }))).status).toBe(200);

    room('unlimited');
    expect(await post(alertXml({ identifier: 'during' }))).toMatchObject({ status: 202, body: { verdict: 'accepted' } });
    expect(await post(alertXml({ identifier: 'during' }))).toMatchObject({ status: 200, body: { duplicate: true } });
    expect((await post('<no-alert/>')).status).toBe(422);

    child.kill('SIGKILL');
    await new Promise((resolve) => { child.once('exit', resolve); });
    const spool = new Spool<Note>(join(dataDir, 'intake', 'spool'));
    await spool.open();
    expect(spool.all().map((e) => [e.note.kind, e.street, e.originseq])).toEqual([['received', '000', 1], ['received', '000', 2], ['quarantined', '999', 1]]);
    await spool.close();
  }, 60_000);
});
