import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Messaging1700000000000 } from '@xunling/messaging';
import { MovableClock, openDatabase } from '@xunling/platform';
import { freshDatabase, type FreshDatabase } from '@xunling/testing';
import type { DataSource } from 'typeorm';
import { Board } from './board.js';
import { Board1763900001000 } from './board.migration.js';
import { insertRows, readPlace, readRows, type BoardRow } from './board.store.js';

let database: FreshDatabase;
let source: DataSource;
const ZONE = { area: '410171', staff: true };
let serial = 0;

/** One area opened, as the stream brought it at this place. */
function row(epoch: number, seq: number, code: string, street = code.slice(6, 9) || '000'): BoardRow {
  const id = `018f0000-0000-7000-8000-${String(++serial).padStart(12, '0')}`;
  const received = `2026-07-20T08:00:${String(serial % 60).padStart(2, '0')}.000Z`;
  const data = { code, kind: 'street', name: code, nameEn: code, homeNode: 'c', ring: [], datum: 'WGS84', validFrom: received };
  const event = { specversion: '1.0', id, source: 'grid@c', type: 'grid.area.opened.v1', subject: `area/${code}`, time: received, street, originseq: serial, prevhash: '0'.repeat(64), hash: 'a'.repeat(64), data };
  return { seq, epoch, eventId: id, received, occurred: received, street, source: 'grid@c', originseq: serial, hash: 'a'.repeat(64), type: event.type, aggregate: event.subject, correlationid: id, incidentid: null, body: JSON.stringify(event) };
}
const board = async (): Promise<Board> => {
  const made = new Board(new MovableClock(new Date('2026-07-20T09:00:00Z')));
  await made.open(source.manager);
  return made;
};

beforeAll(async () => {
  database = await freshDatabase({ context: 'gateway' });
  source = await openDatabase({ url: database.url, ownerUrl: database.ownerUrl, poolSize: 4, entities: [], migrations: [Messaging1700000000000, Board1763900001000], onError: () => undefined });
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

describe('the board on its own tables', () => {
  it('builds a scope\'s picture from the rows, and a later row joins it without reading again', async () => {
    await insertRows(source.manager, [row(0, 1, '410171'), row(0, 2, '410171561'), row(0, 3, '410171560')]);
    const it = await board();
    expect(it.cursor).toBe('1-3');
    expect(Object.keys((await it.answer(ZONE)).picture.areas).sort()).toEqual(['410171', '410171560', '410171561']);
    expect(Object.keys((await it.answer({ area: '410171561', staff: false })).picture.areas).sort()).toEqual(['410171', '410171561']);
    const next = row(0, 4, '410171562');
    await insertRows(source.manager, [next]);
    it.take([next]);
    expect(Object.keys((await it.answer(ZONE)).picture.areas)).toContain('410171562');
    it.close();
  });

  it('keeps the first row of an event that is put back, with the time it was first received', async () => {
    const first = row(0, 5, '410171563');
    await insertRows(source.manager, [first]);
    await insertRows(source.manager, [{ ...first, seq: 900, epoch: 1, received: '2027-01-01T00:00:00.000Z' }]);
    const rows = (await readRows(source.manager, ZONE, { epoch: 0, seq: 0 }, { epoch: 9, seq: 9e9 })).filter((r) => r.eventId === first.eventId);
    expect(rows.map((r) => [r.epoch, r.seq, r.received])).toEqual([[0, 5, first.received]]);
  });

  it('goes on after a loss of the stream: sequences are used again, nothing read before or after is left out', async () => {
    const open = await board();
    await source.query('insert into epoch_raised (epoch, agreed, at) values (1, 3, now())');
    open.raiseEpoch(1, 3);
    expect(open.cursor).toBe('2-3');
    // sequence 4 and 5 come again, with other events
    const again = [row(1, 4, '410171565'), row(1, 5, '410171111')];
    await insertRows(source.manager, again);
    open.take(again);
    const all = ['410171', '410171111', '410171560', '410171561', '410171562', '410171563', '410171565'];
    expect(Object.keys((await open.answer(ZONE)).picture.areas).sort()).toEqual(all);
    open.close();
    expect(await readPlace(source.manager)).toEqual({ epoch: 1, seq: 5 });
    const restarted = await board();
    expect(restarted.cursor).toBe('2-5');
    const picture = await restarted.answer(ZONE);
    expect(Object.keys(picture.picture.areas).sort()).toEqual(all);
    restarted.close();
  });

  it('begins again where the tables stand: rows that were committed and never taken are in the picture, and who follows comes again', async () => {
    const it = await board();
    const ended: string[] = [];
    const join = (name: string): void => { it.hub.join({ userId: name, scope: ZONE, sink: { write: () => true, end: () => { ended.push(name); }, pending: 0 } }); };
    await it.answer(ZONE);
    join('one');
    await it.standWithTables(source.manager);
    expect([it.cursor, ended]).toEqual(['2-5', []]);
    await insertRows(source.manager, [row(1, 6, '410171110')]);
    await it.standWithTables(source.manager);
    expect([it.cursor, ended]).toEqual(['2-6', ['one']]);
    expect(Object.keys((await it.answer(ZONE)).picture.areas)).toContain('410171110');
    it.close();
  });

  it('shows a past instant as it was known then', async () => {
    const open = await board();
    const then = await open.answerAt(ZONE, '2026-07-20T08:00:02.500Z', 'received');
    expect(Object.keys(then.picture.areas).sort()).toEqual(['410171', '410171561']);
    open.close();
  });
});
