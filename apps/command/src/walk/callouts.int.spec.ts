import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { INestApplicationContext } from '@nestjs/common';
import { AlertReceived, type CalloutReceipt, type CalloutRows, type CalloutView, type ContactPage, type MyCallouts, type StartedCallout, type SuppressedPage } from '@xunling/contracts/classes';
import { personId, sampleAccounts } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { alertData, CommandService } from './service.fixture.js';

let s: CommandService;
let live: INestApplicationContext;
beforeAll(async () => { s = await CommandService.prepare('2021-07-20T00:00:00Z'); live = await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const MESSAGE = '暴雨红色预警，请立即到岗，组织低洼处人员转移。';
const later = (seconds: number): void => { s.clock.advance(seconds * 1000); };
const get = (id: string): Promise<CalloutView> => s.ok('auditor', 'command.callout.get', { id });
const start = (more: object = {}, who = 'duty1'): Promise<StartedCallout> => s.ok(who, 'command.callout.start', { areas: ['410171561901'], level: 'II', messageZh: MESSAGE, ...more });
const rows = async (id: string, more: object = {}): Promise<CalloutRows['items']> => (await s.ok<CalloutRows>('duty1', 'command.callout.rows', { id, limit: 50, ...more })).items;
const rung = (id: string, tries: number): Promise<unknown> => waitFor(async () => Number((await s.sql<{ n: string }>(`select count(*) n from callout_attempt where callout_id = '${id}' and state = 'accepted'`))[0]!.n) === tries, 10_000, `${tries} tries`);
const nameOf = (user: string): string | undefined => usernames.get(user);
const usernames = new Map(sampleAccounts().map((a) => [a.userId, a.username]));

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

describe('a campaign of a warning', () => {
  it('ends with it: a newer colour stops the older call, an ended warning is not called', async () => {
    const sent = s.clock.now().toISOString();
    await s.say([{ event: AlertReceived, aggregate: 'alert/a', data: alertData({ name: 'a', sent, colour: 'YELLOW', areas: ['410171561'], expires: new Date(s.clock.now().getTime() + 3_600_000).toISOString() }), street: '000' }]);
    const warning = await waitFor(async () => (await s.sql<{ id: string }>(`select id from warning where state = 'active'`))[0]);
    const c = await start({ warningId: warning.id, level: undefined });
    expect(c).toMatchObject({ colour: 'YELLOW', lifeSafety: false });
    expect(await s.refused('duty1', 'command.callout.start', { areas: ['410171561901'], warningId: warning.id, colour: 'RED', messageZh: 'x' })).toBe('input.impossible');
    later(3700);
    await waitFor(async () => (await get(c.id)).state === 'expired');
    const tries = (await rows(c.id)).flatMap((r) => r.tries).length;
    later(300);
    expect((await rows(c.id)).flatMap((r) => r.tries)).toHaveLength(tries);
    expect(await s.refused('duty1', 'command.callout.start', { areas: ['410171561901'], warningId: warning.id, messageZh: 'x' })).toBe('state.conflict');
  });

  it('of the same incident and another level takes the place of the older one', async () => {
    const first = await start({ level: 'IV' });
    const second = await start({ level: 'III' });
    expect([second.continued, (await get(first.id)).state]).toEqual([false, 'superseded']);
    await s.ok('duty1', 'command.callout.end', { id: second.id, note: 'x' });
  });
});

describe('a red or orange warning calls by itself', () => {
  const hour = (n: number): string => new Date(s.clock.now().getTime() + n * 3_600_000).toISOString();
  const alert = (name: string, colour: string, more: object = {}): Promise<string[]> => s.say([{ event: AlertReceived, aggregate: `alert/${name}`, street: '000', data: alertData({ name, colour, hazard: 'HAIL', areas: ['410171561'], sent: s.clock.now().toISOString(), expires: hour(1), ...more }) }]);
  const said = async (): Promise<{ calloutId: string; colour: string; automatic?: boolean; areas: string[]; by: string; hopMinutes: number; messageZh: string; warningId: string }[]> => (await s.events<Awaited<ReturnType<typeof said>>[number]>('command.callout.started.v1')).filter((e) => e.automatic);
  const begun = (n: number): ReturnType<typeof said> => waitFor(async () => { const e = await said(); return e.length === n ? e : undefined; }, 10_000, `${n} automatic campaigns`);
  /** Another warning, told last: when it is there, what came before was handled by every listener. */
  const handled = async (name: string): Promise<void> => {
    await alert(name, 'BLUE', { hazard: name });
    await waitFor(async () => (await s.sql<{ n: number }>(`select count(*)::int n from warning where hazard = $1`, [name]))[0]!.n === 1);
    await new Promise((resolve) => { setTimeout(resolve, 700); });
  };

  it('given yellow none, given orange one over the responsible persons of its areas, in the name of the officer on duty', async () => {
    later(7200);
    await alert('hail-0', 'YELLOW');
    await handled('MARK-A');
    expect(await said()).toEqual([]);
    later(1);
    await alert('hail-1', 'ORANGE');
    const [first] = await begun(1);
    expect(first).toMatchObject({ colour: 'ORANGE', areas: ['410171561'], by: personId('duty1'), hopMinutes: 20, messageZh: 'hail-1，涉及潮河街道。请立即到岗履责、转移受威胁群众，听完请确认。' });
    const c = await get(first!.calloutId);
    expect(c).toMatchObject({ automatic: true, lifeSafety: false, state: 'running' });
    expect(c.persons).toBeGreaterThan(60);
    await rung(c.id, c.persons);
    expect(await start({ warningId: c.warningId, level: undefined })).toMatchObject({ id: c.id, continued: true });
  });

  it('given the colour rises, the older one ends and the newer one calls; eight continued signals call nobody anew (C18)', async () => {
    const [older] = await said();
    later(1);
    await alert('hail-2', 'RED');
    const [, newer] = await begun(2);
    expect(newer).toMatchObject({ colour: 'RED', hopMinutes: 10 });
    expect(await get(older!.calloutId)).toMatchObject({ state: 'superseded' });
    const { persons } = await get(newer!.calloutId);
    await rung(newer!.calloutId, persons);
    for (let i = 0; i < 8; i++) { later(1); await alert(`hail-again-${i}`, 'RED'); }
    await handled('MARK-B');
    expect(await s.events('command.warning.continued.v1')).toHaveLength(8);
    expect(await said()).toHaveLength(2);
    expect((await get(newer!.calloutId)).handed).toBe(persons);
    expect(await s.sql(`select count(*)::int n from callout_attempt where callout_id = $1`, [newer!.calloutId])).toEqual([{ n: persons }]);
  });

  it('given it falls, is over on arrival, is older than what is known, or is told twice: none (C5)', async () => {
    await alert('hail-late', 'ORANGE', { sent: new Date(s.clock.now().getTime() - 600_000).toISOString() });
    await alert('gone', 'RED', { hazard: 'GONE', sent: hour(-2), expires: hour(-1) });
    later(1);
    await alert('hail-3', 'ORANGE');
    await handled('MARK-C');
    expect(await said()).toHaveLength(2);
    // red is no longer said: its campaign is over, and nobody is rung for it again
    await waitFor(async () => (await get((await said())[1]!.calloutId)).state === 'superseded');
  });

  it('as set by who commands the zone: colours and minutes, for campaigns that begin from now', async () => {
    const policy = { automatic: ['RED'], hopMinutes: { RED: 6, ORANGE: 12, YELLOW: 30, BLUE: 30 } };
    expect(await s.ok('auditor', 'command.callout-policy.get')).toEqual({ automatic: ['RED', 'ORANGE'], hopMinutes: { RED: 10, ORANGE: 20, YELLOW: 30, BLUE: 30 } });
    expect(await s.refused('duty1', 'command.callout-policy.set', policy)).toBe('access.area');
    expect(await s.refused('street-561', 'command.callout-policy.set', policy)).toBe('access.area');
    expect(await s.ok('commander', 'command.callout-policy.set', policy)).toMatchObject({ ...policy, setBy: personId('commander') });
    await alert('snow-1', 'ORANGE', { hazard: 'SNOW' });
    await alert('ice-1', 'RED', { hazard: 'ICE', areas: ['410171561901'] });
    await begun(3);
    await handled('MARK-D');
    const [, , ice] = await said();
    expect(ice).toMatchObject({ colour: 'RED', hopMinutes: 6, areas: ['410171561901'] });
    expect(await said()).toHaveLength(3);
    await s.ok('commander', 'command.callout-policy.set', { ...policy, automatic: [] });
    for (const { calloutId } of await said()) if ((await get(calloutId)).state === 'running') await s.ok('duty1', 'command.callout.end', { id: calloutId, note: 'x' });
    expect((await s.events<{ automatic: string[] }>('command.callout-policy.set.v1')).map((e) => e.automatic)).toEqual([['RED'], []]);
  });
});

describe('a person is not called more often than six times an hour', () => {
  it('save about lives; what is held back is listed with its reason', async () => {
    later(7200);
    const c = await start({ level: 'III' });
    for (let m = 0; m < 35; m++) { later(60); await waitFor(async () => (await s.sql<{ n: string }>(`select count(*) n from callout_row where next_at <= '${s.clock.now().toISOString()}'`))[0]!.n === '0'); }
    const handed = await s.sql<{ n: number }>(`select user_id, count(*)::int n from callout_attempt where callout_id = '${c.id}' and state = 'accepted' group by 1 order by 2 desc limit 1`);
    expect(handed[0]!.n).toBe(6);
    expect((await s.ok<SuppressedPage>('street-560', 'command.callout.suppressed', { id: c.id })).items).toEqual([]);
    const { items } = await s.ok<SuppressedPage>('auditor', 'command.callout.suppressed', { id: c.id });
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map((i) => i.reason))).toEqual(new Set(['over-hourly-limit']));
    expect((await get(c.id)).suppressed).toBe(items.length);
    await s.ok('duty1', 'command.callout.end', { id: c.id, note: 'x' });
  });
});

describe('contacts', () => {
  it('are listed with who is unproven, numbers masked outside of one’s own area', async () => {
    const userId = personId('community-410171561901');
    await s.ok('duty1', 'command.contact.state', { userId, kind: 'voice', address: '13800000000', order: 2 });
    expect(await s.refused('street-560', 'command.contact.state', { userId, kind: 'voice', address: '13800000000', order: 2 })).toBe('access.area');
    expect(await s.refused('duty1', 'command.contact.state', { userId, kind: 'voice', address: 'call me', order: 2 })).toBe('input.impossible');
    const voice = async (who: string): Promise<ContactPage['items'][number]> => (await s.ok<ContactPage>(who, 'command.contact.list', { user: userId })).items.find((c) => c.kind === 'voice')!;
    expect([(await voice('street-561')).address, (await voice('auditor')).address]).toEqual(['13800000000', '138****0000']);
    expect(await voice('auditor')).toMatchObject({ masked: true, proven: false, confirmed: false, overdue: true });
    const { id } = await voice('duty1');
    expect(await s.refused('grid-410171561902001', 'command.contact.confirm', { id })).toBe('access.area');
    expect(await s.ok('community-410171561901', 'command.contact.confirm', { id })).toMatchObject({ confirmed: true, overdue: false, confirmedBy: userId });
  });

  it('are tested: each unproven one rung once, proven by the answer; without a carrier it is said so', async () => {
    later(7200);
    const c = await s.ok<CalloutView>('duty1', 'command.contact.test', { areas: ['410171561901'] });
    expect(c).toMatchObject({ kind: 'test', lifeSafety: false });
    await rung(c.id, c.persons);
    later(30);
    const [row] = await rows(c.id);
    expect((await s.ok<CalloutReceipt>(nameOf(row!.userId)!, 'command.callout.answer', { id: c.id, rowId: row!.id, heardSeconds: 20, answered: true })).verdict).toBe('reached');
    const proven = (await s.ok<ContactPage>('duty1', 'command.contact.list', { user: row!.userId })).items.find((x) => x.kind === 'on-screen')!;
    expect(proven).toMatchObject({ proven: true });
    later(600);
    await waitFor(async () => (await get(c.id)).state === 'ended');
    expect(await get(c.id)).toMatchObject({ reached: 1, unreached: c.persons - 1 });
    expect((await s.ok<{ items: { kind: string; state: string }[] }>('auditor', 'command.callout.channels')).items.map((x) => `${x.kind} ${x.state}`)).toEqual(['on-screen real', 'webhook absent', 'mail absent', 'sms absent', 'voice absent']);
  });
});

describe('a person with a telephone number alone', () => {
  const userId = personId('community-410171561901');
  const rowOf = async (id: string): Promise<CalloutRows['items'][number]> => (await rows(id)).find((r) => r.userId === userId)!;
  beforeAll(async () => { await s.sql(`delete from contact where user_id = $1 and kind = 'on-screen'`, [userId]); });

  it('cannot be rung in live operation: it is said so, and the deputy is rung at once', async () => {
    later(7200);
    const c = await start({ level: 'I' });
    expect(c.notRingable).toBe(1);
    await rung(c.id, c.persons);
    const row = await rowOf(c.id);
    expect([row.notRingable, row.step, row.tries.map((t) => `${t.role} ${t.channel} ${t.state}`)]).toEqual([['voice'], 'deputy', ['deputy on-screen accepted']]);
    await s.ok('duty1', 'command.callout.end', { id: c.id, note: 'x' });
  });

  it('is rung by a labelled simulator in an exercise, which counts as nothing', async () => {
    await s.shut(live);
    await s.boot('exercise');
    const c = await start({ level: 'I' });
    await rung(c.id, c.persons - 1);
    expect(await get(c.id)).toMatchObject({ handed: c.persons - 1, simulated: 1, notRingable: 0 });
    const row = await rowOf(c.id);
    expect([row.state, row.tries.map((t) => `${t.channel} ${t.state} ${t.reason}`)]).toEqual(['ringing', ['voice simulated simulated']]);
    later(25);
    expect(await s.refused('community-410171561901', 'command.callout.answer', { id: c.id, rowId: row.id, heardSeconds: 20, answered: true })).toBe('state.conflict');
    await s.ok('duty1', 'command.callout.end', { id: c.id, note: 'x' });
  });
});

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
    const [one] = await waitFor(async () => { const z = await zone(); return z.length > 0 ? z : undefined; }, 30_000);
    expect(one!.by).toBe(personId('duty1'));
    expect(one!.persons).toBeGreaterThan(1000);
    // the other instance has looked as well by then
    await new Promise((resolve) => { setTimeout(resolve, 11_000); });
    expect(await zone()).toHaveLength(1);
  }, 60_000);
});
