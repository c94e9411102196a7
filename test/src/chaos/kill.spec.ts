import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDepots, sampleTeams } from '@xunling/sample';
import { seeded, waitFor } from '@xunling/testing';
import { City } from '../kit/city.js';
import { acknowledgements, raiseLevel } from './kit/district.js';
import { Heartbeats } from './kit/heartbeats.js';
import { itemsOf, nothingLost, NOUNS, type Answering } from './kit/invariants.js';
import { Load, total, type Call } from './kit/load.js';

/** kill -9 of every process in turn, while 64 clients write through the door. */
const CLIENTS = 64;
const PER_ROUND = 200;

const next = seeded('kill -9 of every process');
const load = new Load();
let city: City;
let page: Heartbeats;
let duties: Call[];

/** Orders to one team or depot after the other. */
async function orders(n: number, kind: 'team' | 'depot'): Promise<Call[]> {
  const person = await city.as('duty1');
  const all = kind === 'team' ? sampleTeams() : sampleDepots();
  return Array.from({ length: n }, (_, i) => {
    const { id, area } = all[i % all.length]!;
    return { person, context: 'command', path: '/api/orders', body: { measure: kind === 'team' ? 'MUSTER' : 'PREPOSITION', addressee: { kind, id }, area, text: `${kind} ${i}` } };
  });
}

/** Missions or requisitions that wait to be acknowledged, made by orders of their own. */
async function fresh(n: number, kind: 'team' | 'depot', context: Answering): Promise<Call[]> {
  await load.run(await orders(n, kind), 8);
  const open = await waitFor(async () => {
    const items = (await itemsOf(city, context)).filter((i) => i.state === 'open');
    return items.length >= n && items;
  }, 60_000, `${n} open ${NOUNS[context]}`);
  return acknowledgements(city, open, context, NOUNS[context], n);
}

/** What the clients do in the round in which `name` is killed: writes that this process has to answer or to carry. */
async function work(name: string): Promise<Call[]> {
  if (name === 'command') return [...await orders(80, 'team'), ...duties.splice(0, 60)].sort(() => next() - 0.5);
  if (name === 'rescue') return fresh(120, 'team', 'rescue');
  if (name === 'supplies') return fresh(120, 'depot', 'supplies');
  return duties.splice(0, PER_ROUND);
}

beforeAll(async () => {
  city = await City.start({ XL_RATE_PER_SECOND: '1000000', XL_RATE_BURST: '1000000' });
  page = new Heartbeats(city, await city.as('commander'));
  const raised = await raiseLevel(city);
  expect(raised.length).toBe(2160);
  duties = (await acknowledgements(city, raised, 'grid', 'duties', 1200)).sort(() => next() - 0.5);
}, 240_000);
afterAll(async () => {
  await page?.close();
  await city?.stop();
}, 60_000);

describe('kill -9 while 64 clients write', () => {
  it.each(['command', 'grid', 'rescue', 'supplies', 'gateway', 'nats', 'postgres'])('of %s interrupts them, and every one is answered in the end', async (name) => {
    const calls = await work(name);
    const own = calls.some((c) => c.context === name) ? name : undefined;
    const restarts = page.now.get(name)?.restarts ?? 0;
    const killAfter = 1 + Math.floor(next() * calls.length / 3);
    const jitter = next() * 20;
    let unanswered = 0;
    let killed: Promise<void> | undefined;
    const repeatsBefore = total(load.repeats, own);
    await load.run(calls, CLIENTS, (answered) => {
      if (answered >= killAfter) killed ??= pause(jitter).then(() => {
        unanswered = total(load.unanswered, own);
        page.down.delete(name);
        expect(city.system.kill(name)).toBeGreaterThan(0);
      });
    });
    await killed;
    // it was killed amid work: requests lay with it, and some had to be sent again
    expect(unanswered).toBeGreaterThan(0);
    expect(total(load.repeats, own) - repeatsBefore).toBeGreaterThan(0);
    await waitFor(() => page.now.get(name)?.state === 'running' && page.now.get(name)!.restarts > restarts, 60_000, `the page to say that ${name} runs again`);
    if (name !== 'gateway') expect(page.down.has(name)).toBe(true);
  }, 120_000);

  it('leaves every order with one item, every answered acknowledgement kept and told once, and every chain whole', async () => {
    const answers = load.answered;
    expect(answers.length).toBeGreaterThan(1000);
    const { orders: all } = await nothingLost(city, answers);
    expect(all).toHaveLength(2160 + answers.filter((a) => a.call.path === '/api/orders').length);
    expect(Object.values(city.system.services).every((pid) => pid > 0)).toBe(true);
  }, 240_000);
});
