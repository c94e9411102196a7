import { sampleAccounts } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import type { City } from '../../kit/city.js';
import { allOf, type Duty } from '../../kit/walk.js';
import { type Answering, type Item } from './invariants.js';
import type { Call } from './load.js';

/** Raises level Ⅲ over the zone by the duty officer's signature: 2,160 packets. Answers them once all are there. */
export async function raiseLevel(city: City): Promise<Duty[]> {
  const duty1 = await city.as('duty1');
  const raised = await duty1.act<{ orders: number }>('/api/levels/raise', { level: 'III', areas: ['410171'], reason: '演练前检查' });
  return waitFor(async () => {
    const duties = await allOf<Duty>(city, 'duty1', '/api/duties?area=410171');
    return duties.length >= raised.orders && duties;
  }, 60_000, 'the duties of level III');
}

/** People who hold the most items first, each signed in once; sign-in is throttled by argon2, so a few at a time. */
export async function acknowledgements(city: City, items: readonly Item[], context: Answering, path: string, most: number): Promise<Call[]> {
  const usernames = new Map(sampleAccounts().map(({ userId, username }) => [userId, username]));
  const byHolder = new Map<string, Item[]>();
  for (const item of items) if (item.state === 'open') byHolder.set(item.holderId, [...(byHolder.get(item.holderId) ?? []), item]);
  const calls: Call[] = [];
  const waiting = [...byHolder].sort(([, a], [, b]) => b.length - a.length);
  while (calls.length < most && waiting.length > 0) {
    const next = waiting.splice(0, 4);
    const people = await Promise.all(next.map(([holder]) => city.as(usernames.get(holder)!)));
    next.forEach(([, held], i) => calls.push(...held.map((item) => ({ person: people[i]!, context, path: `/api/${path}/${item.id}/acknowledge` }))));
  }
  return calls.slice(0, most);
}
