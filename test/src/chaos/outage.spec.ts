import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jetstreamManager } from '@nats-io/jetstream';
import { waitFor } from '@xunling/testing';
import { alertXml } from '../kit/alert.js';
import { asUser } from '../kit/broker.js';
import { City, type Answer } from '../kit/city.js';
import type { Page } from '../kit/walk.js';

interface Taken { alertId: string; verdict: string; stored: string }
let city: City;

beforeAll(async () => { city = await City.start(); }, 180_000);
afterAll(async () => { await city?.stop(); }, 60_000);

const red = (issuer: string): Promise<Answer<Taken>> => city.alert<Taken>(alertXml({ sender: `${issuer}@sample.example`, issuer }));

/** How many alerts the stream holds. */
async function alertsInStream(): Promise<number> {
  const nc = await asUser(city, 'setup');
  try {
    const { state } = await (await jetstreamManager(nc, { checkAPI: false })).streams.info('XL', { subjects_filter: 'xl.*.*.*.feed.alert.received.v1' });
    return Object.values(state.subjects ?? {}).reduce((n, count) => n + count, 0);
  } finally {
    await nc.close();
  }
}

/** The alert became a warning, and a red one a decision of the officer on duty. */
async function becomesWarning(alertId: string): Promise<void> {
  const duty1 = await waitFor(() => city.signIn('duty1'), 60_000, 'signing in');
  const warning = await waitFor(async () => (await duty1.get<Page<{ id: string; alertId: string }>>('/api/warnings?active=true&limit=500')).body.items.find((w) => w.alertId === alertId), 60_000, 'the warning');
  await waitFor(async () => (await duty1.get<Page<{ warningId: string }>>('/api/decisions?state=open&limit=500')).body.items.some((d) => d.warningId === warning.id), 60_000, 'its decision');
}

describe('an alert that comes while', () => {
  it('PostgreSQL is down is taken, reaches the stream, and becomes a warning afterwards', async () => {
    const before = await alertsInStream();
    await city.system.pause('postgres');
    const { status, body } = await red('示例市气象台甲');
    expect([status, body]).toMatchObject([202, { verdict: 'accepted' }]);
    // a broker slower than two seconds is not waited for by the answer; the stream has it all the same, with PostgreSQL still down
    await waitFor(async () => (await alertsInStream()) === before + 1, 60_000, 'the alert in the stream');
    await city.system.resume('postgres');
    await becomesWarning(body.alertId);
  }, 180_000);

  it('the broker is down is taken, kept on disk, and becomes a warning afterwards', async () => {
    await city.system.pause('nats');
    const { status, body } = await red('示例市气象台乙');
    await city.system.resume('nats');
    expect([status, body]).toMatchObject([202, { verdict: 'accepted', stored: 'spool' }]);
    await becomesWarning(body.alertId);
  }, 180_000);

  it('both are down and the gateway has just been killed is taken by the one that starts without them', async () => {
    await city.system.pause('postgres');
    await city.system.pause('nats');
    city.system.kill('gateway');
    const taken = await waitFor(async () => {
      const answer = await red('示例市气象台丙');
      return answer.status === 202 && answer.body;
    }, 120_000, 'the alert to be taken');
    expect(taken).toMatchObject({ verdict: 'accepted', stored: 'spool' });
    await city.system.resume('nats');
    await city.system.resume('postgres');
    await becomesWarning(taken.alertId);
    const duty1 = await city.signIn('duty1');
    const { origins } = (await duty1.get<{ origins: { missing: number; duplicates: number }[] }>('/api/reconciliation')).body;
    expect(origins.filter((o) => o.missing > 0 || o.duplicates > 0)).toEqual([]);
  }, 240_000);
});
