import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@xunling/platform';
import type { FreshDatabase } from '@xunling/testing';
import type { DataSource } from 'typeorm';
import { migratedDatabase, open } from '../spec-kit/kit.js';
import { takeNew } from '../subscribe/inbox.store.js';
import { waitCaughtUp } from './caught-up.js';

const followers = [{ name: 'stand-down', types: new Set(['grid.measure.verified.v1']) }, { name: 'forces', types: new Set(['rescue.team.registered.v1']) }];
const verified = (): { id: string; subject: string } => ({ id: newId(), subject: 'xl.410171.561.c.grid.measure.verified.v1' });
let database: FreshDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await migratedDatabase();
  source = await open(database.url);
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

describe('a read that names an event', () => {
  it('is answered once every subscription that follows it here has folded it', async () => {
    const event = verified();
    const order: string[] = [];
    const answered = waitCaughtUp(source, followers, [event]).then(() => order.push('answered'));
    const folded = source.transaction(async (em) => {
      await takeNew(em, 'stand-down', [event.id], new Date());
      // what the handler writes, before anybody may see it
      await em.query('select pg_sleep(0.05)');
      order.push('folded');
    });
    await Promise.all([answered, folded]);
    expect(order).toEqual(['folded', 'answered']);
  });

  it('does not wait for what nobody here follows, nor for a subject that is none', async () => {
    await waitCaughtUp(source, followers, [{ id: newId(), subject: 'xl.410171.561.c.supplies.lot.moved.v1' }, { id: 'no-id', subject: 'elsewhere' }]);
  });

  it('is answered all the same where the subscription stands still', async () => {
    await waitCaughtUp(source, followers, [verified()]);
  });
});
