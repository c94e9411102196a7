import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CalloutReceipt, CalloutView, MyCallouts, SuppressedPage } from '@xunling/contracts/classes';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { ContactTestTicker } from '../callout/contact-test.ticker.js';
import { contactsOfCallouts } from './callout-contacts.fixture.js';
import { callsOfWarnings } from './callout-warnings.fixture.js';
import { beginCallouts, s, later, get, start, rows, rung, nameOf } from './callouts.fixture.js';

beforeAll(beginCallouts, 60_000);
afterAll(async () => { await s.stop(); });

describe('a callout of a community', () => {
  let id: string;
  let n: number;

  it('rings every responsible person on screen at once', async () => {
    const c = await start();
    ({ id } = c);
    n = c.persons;
    expect(c).toMatchObject({ state: 'running', lifeSafety: true, continued: false, reached: 0 });
    expect(n).toBeGreaterThan(4);
    await rung(id, n);
    expect(await get(id)).toMatchObject({ persons: n, handed: n, ringing: n, reached: 0, unreached: 0 });
    expect((await s.events<{ rings: unknown[] }>('command.callout.rung.v1')).flatMap((e) => e.rings)).toHaveLength(n);
  });

  it('takes the answer of the person or the recorded deputy alone, and only of the whole message', async () => {
    const [row] = await rows(id);
    const [who, deputy] = [nameOf(row!.userId)!, nameOf(row!.deputyId!)!];
    expect((await s.ok<MyCallouts>(who, 'command.callout.mine')).items.map((m) => m.rowId)).toContain(row!.id);
    const answer = (by: string, heardSeconds: number, answered = true): Promise<CalloutReceipt> => s.ok(by, 'command.callout.answer', { id, rowId: row!.id, heardSeconds, answered });
    expect(await s.refused(who, 'command.callout.answer', { id, rowId: row!.id, heardSeconds: 20, answered: true })).toBe('input.impossible');
    later(8);
    expect((await answer(who, 8)).verdict).toBe('incomplete');
    later(12);
    expect(await s.refused('commander', 'command.callout.answer', { id, rowId: row!.id, heardSeconds: 20, answered: true })).toBe('not-addressee');
    expect(await answer(deputy, 20)).toMatchObject({ verdict: 'reached', by: personId(deputy), role: 'deputy' });
    expect((await answer(who, 20)).verdict).toBe('repeated');
    expect((await rows(id, { state: 'reached' })).map((r) => [r.userId, r.reachedBy, r.late])).toEqual([[row!.userId, personId(deputy), false]]);
  });

  it('is only updated by the same signal; none is rung anew', async () => {
    expect(await start({}, 'duty2')).toMatchObject({ id, continued: true, updates: 1 });
    expect(await s.events('command.callout.started.v1')).toHaveLength(1);
  });

  it('goes through deputy and superior to the door, with the names of those who are silent', async () => {
    const answering = (await rows(id, { state: 'ringing' })).slice(0, 2);
    for (const r of answering) await s.ok(nameOf(r.userId)!, 'command.callout.answer', { id, rowId: r.id, heardSeconds: 20, answered: true });
    for (let m = 0; m < 16; m++) { later(60); await waitFor(async () => (await s.sql<{ n: string }>(`select count(*) n from callout_row where next_at <= '${s.clock.now().toISOString()}'`))[0]!.n === '0'); }
    const silent = await rows(id, { state: 'unreached' });
    expect(silent).toHaveLength(n - 3);
    expect(new Set(silent.map((r) => r.step))).toEqual(new Set(['door']));
    const withAll = silent.find((r) => r.deputyId && r.superiorId)!;
    expect(withAll.tries.map((t) => `${t.role} ${t.n}`)).toEqual([1, 2, 3].flatMap((k) => [`person ${k}`]).concat([1, 2, 3].map((k) => `deputy ${k}`), [1, 2, 3].map((k) => `superior ${k}`)));
    expect((await s.sql<{ n: string }>(`select count(*) - count(distinct (row_id, role, user_id, channel, n)) n from callout_attempt`))[0]!.n).toBe('0');
  });

  it('counts a late answer as late, and freezes the names of the rest at the end', async () => {
    const [late, ...rest] = await rows(id, { state: 'unreached' });
    expect((await s.ok<CalloutReceipt>(nameOf(late!.userId)!, 'command.callout.answer', { id, rowId: late!.id, heardSeconds: 20, answered: true })).verdict).toBe('late');
    expect(await s.refused('street-560', 'command.callout.end', { id, note: 'x' })).toBe('access.area');
    expect(await s.ok<CalloutView>('duty1', 'command.callout.end', { id, note: '雨势减弱' })).toMatchObject({ state: 'ended', reached: 4, unreached: n - 4, late: 1 });
    const [ended] = await s.events<{ unreached: string[] }>('command.callout.ended.v1');
    expect([...ended!.unreached].sort()).toEqual(rest.map((r) => r.userId).sort());
    expect((await s.ok<CalloutReceipt>(nameOf(rest[0]!.userId)!, 'command.callout.answer', { id, rowId: rest[0]!.id, heardSeconds: 20, answered: true })).verdict).toBe('after-end');
    expect(await get(id)).toMatchObject({ reached: 4, unreached: n - 4 });
  });
});

describe('a row', () => {
  it('is handed to the superior and to the door by hand; the superior takes over all that wait', async () => {
    const { id, persons } = await start({ level: 'I' });
    await rung(id, persons);
    const list = (await rows(id)).filter((r) => r.superiorId);
    const superior = list[0]!.superiorId!;
    const two = list.filter((r) => r.superiorId === superior).slice(0, 2);
    for (const r of two) expect(await s.ok('duty1', 'command.callout.pass', { id, rowId: r.id, to: 'superior', reason: '占线' })).toMatchObject({ state: 'unreached', step: 'superior' });
    await rung(id, persons + 2);
    expect(await s.refused('street-560', 'command.callout.pass', { id, rowId: two[0]!.id, to: 'door', reason: 'x' })).toBe('access.area');
    later(25);
    expect((await s.ok<CalloutReceipt>(nameOf(superior)!, 'command.callout.answer', { id, rowId: two[0]!.id, heardSeconds: 20, answered: true })).verdict).toBe('taken');
    expect((await rows(id, { state: 'unreached' })).map((r) => r.takenBy)).toEqual([superior, superior]);
    expect(await s.ok('duty1', 'command.callout.pass', { id, rowId: two[0]!.id, to: 'door', reason: '派人上门' })).toMatchObject({ step: 'door' });
    expect(await s.refused('duty1', 'command.callout.pass', { id, rowId: two[0]!.id, to: 'superior', reason: 'x' })).toBe('state.conflict');
    // at the door: noted by name, and unreached all the same
    const door = (told: boolean, rowId = two[0]!.id): object => ({ id, rowId, told, note: told ? '当面告知' : '无人在家' });
    expect(await s.refused('duty1', 'command.callout.door', door(true, list.find((r) => !two.includes(r))!.id))).toBe('state.conflict');
    expect(await s.refused('street-560', 'command.callout.door', door(true))).toBe('access.area');
    await s.ok('street-561', 'command.callout.door', door(false));
    await s.ok('duty1', 'command.callout.end', { id, note: '演示结束' });
    expect(await s.ok('street-561', 'command.callout.door', door(true))).toMatchObject({ state: 'unreached', door: { told: true, note: '当面告知', by: personId('street-561') } });
    expect(await s.refused('street-561', 'command.callout.door', door(true))).toBe('state.conflict');
    expect(await get(id)).toMatchObject({ toldAtDoor: 1, reached: 0, unreached: persons });
  });
});

callsOfWarnings();

describe('a person is not called more often than six times an hour', () => {
  it('save about lives; what is held back is listed with its reason', async () => {
    later(7200);
    const c = await start({ level: 'III' });
    for (let m = 0; m < 35; m++) { later(60); await waitFor(async () => (await s.sql<{ n: string }>(`select count(*) n from callout_row where next_at <= '${s.clock.now().toISOString()}'`))[0]!.n === '0'); }
    const handed = await s.sql<{ n: number }>(`select user_id, count(*)::int n from callout_attempt where callout_id = '${c.id}' and state = 'accepted' group by 1 order by 2 desc limit 1`);
    expect(handed[0]!.n).toBe(6);
    expect(await s.refused('street-560', 'command.callout.suppressed', { id: c.id })).toBe('access.area');
    const { items } = await s.ok<SuppressedPage>('auditor', 'command.callout.suppressed', { id: c.id });
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map((i) => i.reason))).toEqual(new Set(['over-hourly-limit']));
    expect((await get(c.id)).suppressed).toBe(items.length);
    await s.ok('duty1', 'command.callout.end', { id: c.id, note: 'x' });
  });
});

contactsOfCallouts();

it('events of a campaign, a row and a contact are numbered one after another', async () => {
  const numbered = await s.sql<{ subject: string; versions: number[] }>(`select subject, array_agg((head::jsonb->>'version')::int order by no) versions from journal where type like 'command.callout.%' or type like 'command.contact.%' group by 1`);
  expect(numbered.length).toBeGreaterThan(10);
  for (const { subject, versions } of numbered) expect([subject, versions]).toEqual([subject, versions.map((_, i) => i + 1)]);
});

describe('the calendar of channel tests', () => {
  it('rings every contact of the zone that is unproven, once, in the name of the officer on duty', async () => {
    await s.boot();
    const zone = async (): Promise<{ by: string; persons: number }[]> => (await s.events<{ kind: string; areas: string[]; by: string; persons: number }>('command.callout.started.v1')).filter((e) => e.kind === 'test' && e.areas[0] === '410171');
    expect(await zone()).toEqual([]);
    s.clock.set(new Date('2021-08-02T02:00:30Z'));
    await s.look(ContactTestTicker);
    const [one] = await zone();
    expect(one!.by).toBe(personId('duty1'));
    expect(one!.persons).toBeGreaterThan(1000);
    await s.look(ContactTestTicker);
    expect(await zone()).toHaveLength(1);
  }, 60_000);
});
