import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { XlEvent } from '@xunling/contracts';
import { BodyErased, HeadStated, RefusalStated } from '@xunling/contracts/classes';
import { headSentence, JournalVerifier, newNodeKey, nodeSigner, tombstoneText, type Fault } from '@xunling/messaging';
import { ForeignOrigin } from '@xunling/messaging/testing';
import { newId } from '@xunling/platform';
import { waitFor, withClient } from '@xunling/testing';
import type { EntityManager } from 'typeorm';
import { testGateway, type TestGateway } from '../testing/test-gateway.js';
import { insertRows, type BoardRow } from './board.store.js';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** Export and erasure on the gateway alone, over events an origin has published on the real broker. */
const signer = nodeSigner(newNodeKey());
const SECRET = 'the words that must go';
let t: TestGateway;
let origin: ForeignOrigin;
let token: string;
let kept = 0;

type Made = ReturnType<typeof fact>;
const fact = (street: string, operation = 'o') => origin.make<object>(RefusalStated, { caller: 'somebody', code: 'access.role', operation, minute: '2026-07-20T08:00:00Z', count: 1 }, { aggregate: `refusal/${newId()}`, version: 1, street });
const erasure = (eventId: string): Made => origin.make<object>(BodyErased, { eventId, by: newId(), reason: 'court order 12' }, { aggregate: `erasure/${eventId}`, version: 1, street: '999' });
const stated = ({ event: { source, street, originseq: seq, hash } }: Made): Made =>
  origin.make<object>(HeadStated, { street, seq, hash, signature: signer.sign(headSentence(source, street, seq, hash)), publicKey: signer.publicKey, at: '2026-07-20T08:00:00Z' }, { aggregate: `head/${street}`, version: seq, street });
const publish = async (...made: Made[]): Promise<void> => {
  await origin.publish(made);
  kept += made.length;
  await waitFor(async () => (await rows()) === kept, 45_000, 'the board to have them');
};
async function sql<T extends object>(text: string, parameters: unknown[] = []): Promise<T[]> {
  let found: T[] = [];
  await withClient(t.database.ownerUrl, async (client) => { found = (await client.query<T>(text, parameters)).rows; });
  return found;
}
const rows = async (): Promise<number> => (await sql<{ n: number }>("select count(*)::int as n from board_event where source = 'command@c'"))[0]!.n;
const fetched = (query = ''): Promise<Response> => fetch(`${t.url}/api/journal/export${query}`, { headers: { authorization: `Bearer ${token}` } });
const exported = async (query = '?origin=command@c'): Promise<string[]> => (await (await fetched(query)).text()).split('\n').filter(Boolean);
const check = (given: readonly string[]): Fault[] => { const v = new JournalVerifier(signer.publicKey); for (const line of given) v.line(line); return v.end(); };
const streamText = async (): Promise<string> => {
  const nc = await t.gateway.rooms.bus.connected();
  const texts: string[] = [];
  for (let seq = 1; ; seq += 1) {
    const message = await nc.request('$JS.API.DIRECT.GET.XL', JSON.stringify({ seq }));
    if (message.headers?.code !== 404) texts.push(message.string());
    else if (seq > 200) return texts.join('\n');
  }
};

beforeAll(async () => {
  t = await testGateway();
  origin = new ForeignOrigin(await t.gateway.rooms.bus.connected(), { context: 'command', node: 'c', zone: '410171', mode: 'live' });
  ({ token } = await t.session('checker', [{ role: 'auditor', area: '410171' }]));
}, 60_000);
afterAll(async () => {
  origin?.close();
  await t?.stop();
});

describe('an export from an instant on', () => {
  it('begins each chain behind the last head signed before, and a chain without one at its beginning', async () => {
    const old = [fact('561'), fact('561'), fact('561')];
    await publish(...old, stated(old[2]!), fact('562'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const from = new Date().toISOString();
    const young = [fact('561'), fact('562')];
    await publish(...young);
    const part = await exported(`?origin=command@c&from=${from}`);
    const of = (street: string): number[] => part.slice(1).map((l) => JSON.parse(l) as XlEvent).filter((e) => e.street === street).map((e) => e.originseq);
    expect([of('561'), of('562')]).toEqual([[4, 5], [1, 2]]);
    expect(part.slice(-2)).toEqual(young.map((m) => m.text));
    expect(check(part)).toEqual([]);
    const street = await exported(`?origin=command@c&area=410171561&from=${from}`);
    expect(street.slice(1)).toEqual(part.slice(1).filter((l) => (JSON.parse(l) as XlEvent).street === '561'));
    expect(check(street)).toEqual([]);
    expect(check([part[0]!, ...part.slice(2)])).toMatchObject([{ kind: 'missing', source: 'command@c' }]);
    expect(check(part.slice(1))).toMatchObject([{ kind: 'missing', street: '561', seq: 1 }]);
    const forged = JSON.parse(part[0]!) as { begins: { seq: number }[] };
    forged.begins[0]!.seq += 1;
    expect(check([JSON.stringify(forged), ...part.slice(1)])[0]).toMatchObject({ kind: 'changed', line: 1, reason: expect.stringContaining('not signed') });
  });
});

describe('a body that was erased', () => {
  it('leaves the board in the same batch or a later one, and every copy in the stream', async () => {
    const [early, late] = [fact('561', SECRET), fact('561', SECRET)];
    await publish(early);
    await origin.publish([{ ...early, id: `${early.id}-again` }]);
    await publish(late, erasure(late.event.id), erasure(early.event.id));
    const now = await exported();
    expect(now.join('\n')).not.toContain(SECRET);
    for (const { text } of [early, late]) expect(now).toContain(tombstoneText(text));
    expect(check(now)).toEqual([]);
    await waitFor(async () => (await sql<{ n: number }>('select count(*)::int as n from board_erasure where stream_at is null'))[0]!.n === 0, 45_000, 'the stream to be overwritten');
    expect(await streamText()).not.toContain(SECRET);
    expect(await streamText()).toContain(early.event.id);
  });

  it('is kept as a tombstone where it comes back as one, so that no entry is missing', async () => {
    const gone = fact('561', SECRET);
    await publish({ ...gone, text: tombstoneText(gone.text) }, erasure(gone.event.id));
    expect(await exported()).toContain(tombstoneText(gone.text));
    expect(check(await exported())).toEqual([]);
  });

  it('is not erased by the word of another origin', async () => {
    const mine = fact('561', 'kept words');
    const stranger = new ForeignOrigin(await t.gateway.rooms.bus.connected(), { context: 'grid', node: 'c', zone: '410171', mode: 'live' });
    await stranger.publish([stranger.make(BodyErased, { eventId: mine.event.id, by: newId(), reason: 'none' }, { aggregate: `erasure/${mine.event.id}`, version: 1, street: '999' })]);
    await publish(mine);
    const after = fact('561');
    await publish(after);
    expect(await exported()).toContain(mine.text);
    stranger.close();
  });

  it('takes the snapshots folded from it along, and the picture is built anew', async () => {
    const gone = fact('561', SECRET);
    await publish(gone);
    const [{ epoch, seq }] = await sql<{ epoch: number; seq: string }>('select epoch, seq from board_event where event_id = $1', [gone.event.id]) as [{ epoch: number; seq: string }];
    for (const at of [Number(seq) - 1, Number(seq)]) await sql(`insert into board_snapshot (scope, fold, epoch, seq, received, body) values ('elsewhere', 0, $1, $2, '', 'x')`, [epoch, at]);
    const before = await t.call('GET', '/api/picture', { token });
    await publish(erasure(gone.event.id));
    expect((await sql<{ seq: string }>(`select seq from board_snapshot where scope = 'elsewhere'`)).map((r) => Number(r.seq))).toEqual([Number(seq) - 1]);
    const after = await t.call('GET', '/api/picture', { token });
    expect([before.status, after.status]).toEqual([200, 200]);
    expect(after.body['picture'].seq).toBeGreaterThan(before.body['picture'].seq);
  });
});

describe('a hundred thousand events', () => {
  const MANY = 100_000;
  const WIDE = 'w'.repeat(300);

  it('stream through without being held: what is in use stays a small part of the file', async () => {
    const epochSeq = (await sql<{ seq: string }>('select max(seq) as seq from board_event'))[0]!;
    await withClient(t.database.ownerUrl, async (client) => {
      const em = { query: (text: string, parameters: unknown[]) => client.query(text, parameters) } as unknown as EntityManager;
      for (let n = 0; n < MANY;) {
        const page: BoardRow[] = Array.from({ length: 5000 }, () => { const { event, text } = fact('560', WIDE.slice(0, 80)); return rowOf(event, text, Number(epochSeq.seq) + 1_000_000 + n++); });
        await insertRows(em, page);
      }
    });
    kept += MANY;
    // the board stands where these rows end
    t.gateway.rooms.board.seq = Number(epochSeq.seq) + 2_000_000;
    // the second collection ends the sweeping of the first, which on a busy machine still holds buffers that nobody has
    const live = async (): Promise<number> => { gc(); await new Promise(setImmediate); gc(); const { heapUsed, external } = process.memoryUsage(); return heapUsed + external; };
    const start = await live();
    let [bytes, most, lines, chunks] = [0, 0, 0, 0];
    for await (const chunk of (await fetched()).body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      for (const byte of chunk) if (byte === 10) lines += 1;
      // a reader that stalls for a moment: nothing may pile up behind it
      if (chunks === 100) await new Promise((resolve) => setTimeout(resolve, 1000));
      if (chunks++ % 100 === 0) most = Math.max(most, (await live()) - start);
    }
    expect(lines).toBeGreaterThanOrEqual(MANY);
    console.log(`${lines} lines, ${(bytes / 1e6).toFixed(1)} MB; memory in use grew by at most ${(most / 1e6).toFixed(1)} MB, server and reader in one process`);
    expect(most).toBeLessThan(bytes / 3);
  }, 120_000);
});

describe('a stream restored from an old copy', () => {
  it('loses the erased bodies it brought back', async () => {
    const gone = fact('561', SECRET);
    await publish(gone, erasure(gone.event.id));
    await waitFor(async () => !(await streamText()).includes(SECRET), 45_000, 'the stream to be overwritten');
    const [seq] = await origin.publish([{ ...gone, id: `${gone.id}-restored` }]);
    await waitFor(async () => (await sql<{ n: number }>('select count(*)::int as n from board_erasure where stream_at is null'))[0]!.n === 0, 45_000, 'nothing to be due');
    expect(await streamText()).toContain(SECRET);
    await sql('insert into epoch_raised (epoch, agreed, at) values (1, $1, now())', [seq]);
    await waitFor(async () => !(await streamText()).includes(SECRET), 45_000, 'the stream to be overwritten again');
  });
});

const rowOf = (e: XlEvent, body: string, seq: number): BoardRow => ({
  seq, epoch: 0, eventId: e.id, received: '2026-07-20T08:00:00.000Z', occurred: e.time, street: e.street, source: e.source, originseq: e.originseq, hash: e.hash,
  type: e.type, aggregate: e.subject, correlationid: e.correlationid, incidentid: null, body,
});
