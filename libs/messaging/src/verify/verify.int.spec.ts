import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { XlEvent } from '@xunling/contracts';
import { newId } from '@xunling/platform';
import { freshNats, waitFor, withClient, type FreshDatabase, type OwnNats } from '@xunling/testing';
import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { newNodeKey, nodeSigner } from '../heads/node-key.js';
import { stateHeads } from '../heads/state-heads.js';
import { eraseBody } from '../journal/erase.js';
import { linkHash, provesItself, sealBody, takeApart } from '../journal/hash.js';
import { WorkUnit } from '../journal/work-unit.js';
import { append, drained, migratedDatabase, open, ORIGIN, readStream, relayOf } from '../spec-kit/kit.js';
import type { Relay } from '../relay/relay.js';
import type { Work } from '../work.js';
import { exportJournal } from './export.js';
import { JournalVerifier, type Fault } from './verifier.js';

const signer = nodeSigner(newNodeKey());
const START = Date.parse('2026-07-20T08:00:00Z');
const PERSON = '0190a000-0000-7000-8000-000000000001';

describe('a journal that can be checked without us', () => {
  let nats: OwnNats;
  let nc: NatsConnection;
  let database: FreshDatabase;
  let source: DataSource;
  let relay: Relay;
  let folder: string;
  let ids: string[];
  let lines: string[];

  const unit = async (at: Date, body: (work: Work) => Promise<unknown>): Promise<void> => {
    await source.transaction(async (em) => {
      const work = new WorkUnit(em, at, ORIGIN, { actor: 'system:spec', caller: null, correlationId: newId() });
      await body(work);
      await work.flush();
    });
    relay.kick();
    await waitFor(() => drained(source));
  };
  const minute = (n: number): Date => new Date(START + n * 60_000);
  const state = async (at: Date): Promise<number> => { let n = 0; await unit(at, async (work) => { n = await stateHeads(work, 'command@c', signer); }); return n; };
  const exported = async (): Promise<string[]> => {
    const runner = source.createQueryRunner();
    const found: string[] = [];
    try { for await (const line of exportJournal(await runner.connect() as ClientBase, 'command@c', signer, minute(9))) found.push(line); } finally { await runner.release(); }
    return found;
  };
  const check = (given: readonly string[], key?: string): Fault[] => { const v = new JournalVerifier(key); for (const line of given) v.line(line); return v.end(); };
  /** Line number of entry `seq` of a street, from 0. */
  const lineOf = (street: string, seq: number): number => lines.findIndex((l) => { const e = JSON.parse(l) as XlEvent; return e.street === street && e.originseq === seq; });
  const edited = (at: number, change: (event: XlEvent) => object): string[] => lines.map((l, i) => (i === at ? JSON.stringify(change(JSON.parse(l) as XlEvent)) : l));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'xl-verify-'));
    nats = await freshNats();
    nc = await connect({ servers: nats.url });
    database = await migratedDatabase();
    source = await open(database.url);
    relay = relayOf(source, nc);
    relay.start();
    ids = await append(source, 40);
    relay.kick();
    await waitFor(() => drained(source));
    expect(await state(minute(0))).toBe(4);
    ids.push(...await append(source, 40, { from: 40 }));
    relay.kick();
    await waitFor(() => drained(source));
    expect(await state(minute(1))).toBe(4);
    lines = await exported();
  });
  afterAll(async () => {
    await relay.stop();
    await nc.close();
    await source.destroy();
    await nats.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  it('proves from beginning to end, as an export and as saved from the stream', async () => {
    expect(lines).toHaveLength(1 + 80 + 8);
    expect(check(lines)).toEqual([]);
    expect(check(lines, signer.publicKey)).toEqual([]);
    const stream = (await readStream(nats.url)).map((s) => s.text);
    expect(stream).toEqual(lines.slice(1));
    expect(check([...stream].reverse().concat(stream.slice(0, 5)))).toEqual([]);
  });

  it('states a head once per street and minute, and never for a statement alone', async () => {
    expect(await state(minute(1))).toBe(0);
    expect(await state(minute(2))).toBe(0);
    expect(await state(minute(3))).toBe(0);
  });

  it.each<[string, (e: XlEvent) => object, RegExp]>([
    ['data', (e) => ({ ...e, data: { ...(e.data as object), count: 99 } }), /data does not match/],
    ['the actor', (e) => ({ ...e, actor: 'user:someone-else' }), /hash does not recompute/],
    ['the hash', (e) => ({ ...e, hash: 'f'.repeat(64) }), /hash does not recompute/],
    ['data, data hash and hash together', (e) => {
      const changed = { ...e, data: { ...(e.data as object), count: 99 } };
      const { datahash } = sealBody(JSON.stringify(changed.data), e.datasalt);
      const again = { ...changed, datahash };
      return { ...again, hash: linkHash(e.prevhash, e.originseq, takeApart(again).head) };
    }, /another entry 12/],
    ['the body, taken away', (e) => ({ ...e, data: null, datasalt: '' }), /no order to erase it/],
  ])('names the entry when somebody changed %s', (_, change, reason) => {
    const [fault, ...more] = check(edited(lineOf('561', 12), change));
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ kind: 'changed', source: 'command@c', street: '561', seq: 12, reason: expect.stringMatching(reason) });
  });

  it('finds a chain that was rewritten to its end, by the signed head', () => {
    let prevhash = '';
    const rewritten = lines.map((l) => {
      const e = JSON.parse(l) as XlEvent;
      if (e.street !== '561' || e.originseq < 12 || e.type.includes('head.stated')) return l;
      const next = { ...e, actor: 'user:someone-else', ...(prevhash ? { prevhash } : {}) };
      next.hash = prevhash = linkHash(next.prevhash, next.originseq, takeApart(next).head);
      return JSON.stringify(next);
    });
    expect(check(rewritten)[0]).toMatchObject({ kind: 'changed', street: '561' });
  });

  it('names a missing entry', () => {
    expect(check(lines.filter((_, i) => i !== lineOf('562', 5)))).toMatchObject([{ kind: 'missing', street: '562', seq: 5 }]);
    expect(check(lines.filter((_, i) => i !== lineOf('562', 1)))).toMatchObject([{ kind: 'missing', street: '562', seq: 1 }]);
  });

  it('names the first entry that is cut off, against the signed heads of the file, of its first line, and those kept elsewhere', () => {
    const cut = lines.slice(0, lineOf('561', 15));
    expect(check(cut).find((f) => f.street === '561')).toMatchObject({ kind: 'truncated', seq: 15 });
    const chainless = lines.slice(1).filter((l) => { const e = JSON.parse(l) as XlEvent; return e.street !== '560' || e.originseq < 12; });
    const kept = new JournalVerifier();
    const statement = JSON.parse(lines[lineOf('560', 22)]!) as XlEvent<Parameters<JournalVerifier['expect']>[1]>;
    expect(kept.expect(statement.source, statement.data)).toBe(true);
    for (const line of chainless) kept.line(line);
    expect(kept.end()).toMatchObject([{ kind: 'truncated', street: '560', seq: 12 }]);
  });

  it('refuses heads that another key signed', () => {
    const stranger = nodeSigner(newNodeKey());
    expect(check(lines, stranger.publicKey)[0]).toMatchObject({ kind: 'changed', line: 1 });
  });

  it('is checked by the command line: 0 where it proves, 1 and the first entry named where it does not, 2 without a file', () => {
    const cli = fileURLToPath(new URL('./cli.js', import.meta.url));
    const run = (given: readonly string[] | null): { status: number | null; stdout: string } => {
      const file = join(folder, 'journal.ndjson');
      if (given) writeFileSync(file, `${given.join('\n')}\n`);
      const { status, stdout } = spawnSync(process.execPath, [cli, given ? file : join(folder, 'none')], { encoding: 'utf8', env: { PATH: process.env['PATH'] } });
      return { status, stdout };
    };
    expect(run(lines)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^OK {2}88 entries in 4 chains/) });
    expect(run(edited(lineOf('561', 12), (e) => ({ ...e, actor: 'x' })))).toMatchObject({ status: 1, stdout: expect.stringMatching(/^CHANGED {2}command@c street 561 entry 12/) });
    expect(run(lines.filter((_, i) => i !== lineOf('562', 5)))).toMatchObject({ status: 1, stdout: expect.stringMatching(/^MISSING {2}command@c street 562 entry 5/) });
    expect(run(lines.slice(0, -10))).toMatchObject({ status: 1, stdout: expect.stringMatching(/TRUNCATED/) });
    expect(run(null).status).toBe(2);
  });

  describe('and a body erased by order', () => {
    it('is gone from the journal, and the chain still proves', async () => {
      const erased: boolean[] = [];
      await unit(minute(4), async (work) => { erased.push(await eraseBody(work, ids[7]!, PERSON, 'court order 12'), await eraseBody(work, newId(), PERSON, 'no such event')); });
      await unit(minute(4), async (work) => { erased.push(await eraseBody(work, ids[7]!, PERSON, 'again')); });
      expect(erased).toEqual([true, false, false]);
      const now = await exported();
      expect(check(now)).toEqual([]);
      const tombstone = now.slice(1).map((l) => JSON.parse(l) as XlEvent).find((e) => e.id === ids[7])!;
      expect(tombstone).toMatchObject({ data: null, datasalt: '' });
      expect(provesItself(tombstone)).toBe(true);
      expect(now.some((l) => l.includes('command.body.erased.v1') && l.includes(ids[7]!))).toBe(true);
      expect(await source.query('select id, by, reason from erasure')).toEqual([{ id: ids[7], by: PERSON, reason: 'court order 12' }]);
    });

    it('comes back as a tombstone when a lost stream is put back', async () => {
      await relay.stop();
      await nc.request('$JS.API.STREAM.PURGE.XL');
      await source.query('delete from published');
      // Beyond the broker's memory of message ids: what it saw two minutes ago it would not store again.
      await nats.stop();
      await nats.restart();
      relay = relayOf(source, nc);
      relay.start();
      await waitFor(() => drained(source), 30_000);
      const stored = await readStream(nats.url);
      expect(stored.find((s) => s.id === ids[7])?.event.data).toBeNull();
    });
  });

  it('cannot be changed or deleted by the service, nor deleted by the owner', async () => {
    const refused = async (url: string, sql: string): Promise<string> => {
      let said = 'allowed';
      await withClient(url, async (client) => { await client.query(sql).catch((error: Error) => { said = error.message; }); });
      return said;
    };
    for (const sql of ["update journal set data = '{}'", 'delete from journal', 'truncate journal cascade', "update chain set hash = ''", 'delete from chain', "update erasure set reason = ''", "alter table journal disable trigger all", 'drop table journal'])
      expect([sql, await refused(database.url, sql)]).toEqual([sql, expect.stringMatching(/permission denied|must be owner/)]);
    for (const sql of ["update journal set data = '{}'", "update journal set head = ''", 'delete from journal', 'truncate journal', "update chain set n = 0", 'delete from chain'])
      expect([sql, await refused(database.ownerUrl, sql)]).toEqual([sql, expect.stringMatching(/insert-only/)]);
  });
});
