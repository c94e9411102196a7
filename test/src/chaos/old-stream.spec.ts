import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDepots, sampleTeams } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { City } from '../kit/city.js';
import { CONTEXTS, journalled } from '../kit/database.js';
import { acknowledgements, raiseLevel } from './kit/district.js';
import { nothingLost } from './kit/invariants.js';
import { Load, type Call } from './kit/load.js';
import { OldCopy, somebodyPublishes } from './kit/old-copy.js';

/** design.md §4: a broker that comes back with an old copy of its stream costs nothing, whoever lags and whoever was first. */
const load = new Load();
let city: City;
let duties: Call[];

beforeAll(async () => {
  city = await City.start({ XL_RATE_PER_SECOND: '1000000', XL_RATE_BURST: '1000000' });
  duties = await acknowledgements(city, await raiseLevel(city), 'grid', 'duties', 1000);
}, 240_000);
afterAll(async () => { await city?.stop(); }, 60_000);

/** Orders to every team and depot, and acknowledgements: written by command, grid and whoever opens the items. */
async function goOnWorking(acknowledgementsNow: number): Promise<void> {
  const person = await city.as('duty1');
  const order = (kind: 'team' | 'depot') => ({ id, area }: { id: string; area: string }): Call => ({ person, context: 'command', path: '/api/orders', body: { measure: kind === 'team' ? 'MUSTER' : 'PREPOSITION', addressee: { kind, id }, area } });
  await load.run([...sampleTeams().map(order('team')), ...sampleDepots().map(order('depot')), ...duties.splice(0, acknowledgementsNow)], 16);
}

interface Cursor { epoch: number; seq: number }
async function cursor(): Promise<Cursor> {
  const auditor = await city.as('auditor');
  const { cursor: text } = await waitFor(async () => {
    const { status, body } = await auditor.get<{ cursor: string }>('/api/picture?area=410171');
    return status === 200 && body;
  }, 60_000, 'the picture');
  const [epoch, seq] = text.split('-').map(Number);
  return { epoch: epoch!, seq: seq! };
}

/** Waits until the board has what the services that run have journalled. */
async function boardHas(contexts: readonly string[]): Promise<void> {
  const duty1 = await city.as('duty1');
  await waitFor(async () => {
    const wanted = await Promise.all(contexts.map((c) => journalled(city, c)));
    const { body } = await duty1.get<{ origins: { origin: string; last: number }[] }>('/api/reconciliation');
    return contexts.every((c, i) => body.origins.filter((o) => o.origin === `${c}@c`).reduce((n, o) => n + o.last, 0) >= wanted[i]!);
  }, 60_000, 'the board to have everything');
}

describe('an old copy of the stream put back', () => {
  it('while one subscription lags: what it lacks is put back, and nobody misses or repeats anything', async () => {
    await goOnWorking(100);
    const copy = await OldCopy.take(city);
    await city.system.pause('rescue');
    await goOnWorking(300);
    await boardHas(['command', 'grid', 'supplies', 'gateway']);
    const before = await cursor();
    await city.system.pause('nats');
    copy.putBack();
    await city.system.resume('nats');
    await waitFor(async () => (await cursor()).epoch === before.epoch + 1, 60_000, 'the board to notice');
    await city.system.resume('rescue');
    await nothingLost(city, load.answered);
    copy.discard();
  }, 300_000);

  it('and a service that lagged meets a stream that has grown past its place: the same', async () => {
    const copy = await OldCopy.take(city);
    await goOnWorking(100);
    await boardHas(CONTEXTS);
    await city.system.pause('supplies');
    const before = await cursor();
    await city.system.pause('nats');
    copy.putBack();
    await city.system.resume('nats');
    await waitFor(async () => (await cursor()).epoch === before.epoch + 1, 60_000, 'the board to notice');
    await goOnWorking(300);
    await waitFor(async () => (await cursor()).seq > before.seq, 60_000, 'the stream to grow past its former end');
    await city.system.resume('supplies');
    await nothingLost(city, load.answered);
    copy.discard();
  }, 300_000);

  it('and somebody has published on it before anybody asked: the same, and what he said counts too', async () => {
    const copy = await OldCopy.take(city);
    await goOnWorking(100);
    await boardHas(CONTEXTS);
    const before = await cursor();
    for (const name of CONTEXTS) await city.system.pause(name);
    await city.system.pause('nats');
    copy.putBack();
    const theirs = await somebodyPublishes(city, 1500);
    await city.system.resume('nats');
    await Promise.all(CONTEXTS.map((name) => city.system.resume(name)));
    await waitFor(async () => (await cursor()).epoch === before.epoch + 1, 60_000, 'the board to notice');
    await goOnWorking(50);
    const { events } = await nothingLost(city, load.answered);
    const ids = new Set(events.map((event) => event.id));
    expect(theirs.filter((id) => !ids.has(id))).toEqual([]);
    copy.discard();
  }, 300_000);
});
