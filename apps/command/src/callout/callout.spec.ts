import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { hopMinutes, isLifeSafety, ladder, type Answer, type Attempt, type Callee, type ChannelKind, type RowFacts, type Verdict } from './callout.js';

const T0 = Date.parse('2021-07-20T08:00:00Z');
const min = (m: number): Date => new Date(T0 + m * 60_000);
const callee = (role: Callee['role'], channels: ChannelKind[] = ['on-screen'], userId: string = role): Callee => ({ role, userId, channels });
const facts = (more: Partial<RowFacts> = {}): RowFacts => ({ startedAt: min(0), limitMs: hopMinutes('RED', null) * 60_000, kind: 'alarm', callees: [callee('person'), callee('deputy'), callee('superior')], attempts: [], answers: [], passes: [], ...more });
const answer = (by: string, m: number, more: Partial<Answer> = {}): Answer => ({ by, channel: 'on-screen', heardSeconds: 20, answered: true, at: min(m), ...more });

/** Rings whenever the rule says so, looks when it says so, until nothing is to come; gives every ring with its minute. */
function run(f: RowFacts, until = 200): { f: RowFacts; rings: string[]; last: Verdict } {
  let now = f;
  let m = 0;
  const rings: string[] = [];
  for (;;) {
    const v = ladder(now, min(m));
    if (v.ring) {
      const ring: Attempt = { ...v.ring, at: min(m), state: 'accepted' };
      rings.push(`${m} ${ring.userId} ${ring.channel} ${ring.n}`);
      now = { ...now, attempts: [...now.attempts, ring] };
    } else if (v.lookAt && v.lookAt <= min(until)) m = Math.min((v.lookAt.getTime() - T0) / 60_000, ...f.passes.map((p) => (p.at.getTime() - T0) / 60_000).filter((x) => x > m));
    else return { f: now, rings, last: v };
  }
}
const after = (f: RowFacts, m: number): Verdict => ladder(run(f, m).f, min(m));

describe('a person is rung', () => {
  it('three times in five minutes, then the deputy, then the superior, then somebody knocks at the door', () => {
    const { rings, last } = run(facts());
    expect(rings).toEqual(['0 person on-screen 1', '2 person on-screen 2', '4 person on-screen 3', '5 deputy on-screen 1', '7 deputy on-screen 2', '9 deputy on-screen 3', '10 superior on-screen 1', '12 superior on-screen 2', '14 superior on-screen 3']);
    expect(last).toEqual({ state: 'unreached', step: 'door', late: false, unreachedAt: min(10) });
  });

  it('channel after channel, no longer than the colour allows: ten minutes at red, twenty at orange', () => {
    const three = facts({ callees: [callee('person', ['webhook', 'on-screen', 'mail'])] });
    expect(run(three).rings.map((r) => r.split(' ')[2])).toEqual([...Array<string>(3).fill('webhook'), ...Array<string>(3).fill('on-screen')]);
    expect(run({ ...three, limitMs: hopMinutes('ORANGE', 'III') * 60_000 }).last.unreachedAt).toEqual(min(15));
  });

  it('not at all where nothing real leads there: the next is asked at once', () => {
    expect(run(facts({ callees: [callee('person', []), callee('deputy')] })).rings[0]).toBe('0 deputy on-screen 1');
    expect(ladder(facts({ callees: [callee('person', [])] }), min(0))).toEqual({ state: 'unreached', step: 'door', late: false, unreachedAt: min(0) });
  });

  it('by the next channel at once where one did not take the message by its deadline', () => {
    const f = facts({ callees: [callee('person', ['webhook', 'on-screen'])], attempts: [{ role: 'person', userId: 'person', channel: 'webhook', n: 1, at: min(0), state: 'failed' }] });
    expect(ladder(f, min(1))).toMatchObject({ state: 'ringing', lookAt: min(2) });
    expect(ladder(f, min(2)).ring).toEqual({ role: 'person', userId: 'person', channel: 'on-screen', n: 1 });
  });

  it('no try less where the system slept through one', () => {
    const f = facts({ attempts: [{ role: 'person', userId: 'person', channel: 'on-screen', n: 1, at: min(0), state: 'accepted' }] });
    expect(ladder(f, min(60)).ring).toMatchObject({ role: 'person', n: 2 });
  });
});

describe('a person is reached', () => {
  it('only when that person or the recorded deputy heard all of it and answered on a channel that proves it', () => {
    for (const by of ['person', 'deputy']) expect(after(facts({ answers: [answer(by, 1)] }), 1)).toMatchObject({ state: 'reached', step: by, late: false });
    const no: Answer[] = [answer('stranger', 1), answer('superior', 1), answer('person', 1, { heardSeconds: 19 }), answer('person', 1, { answered: false }), answer('person', 1, { channel: 'mail' }), answer('person', 1, { channel: 'sms' }), answer('person', 1, { channel: 'voice', simulated: true })];
    for (const a of no) expect(after(facts({ answers: [a] }), 1).state).toBe('ringing');
    expect(run(facts({ answers: no })).last).toMatchObject({ state: 'unreached', step: 'door' });
  });

  it('and rung no more; a second answer changes nothing', () => {
    const once = run(facts({ answers: [answer('person', 3)] }));
    expect(once.rings).toEqual(['0 person on-screen 1', '2 person on-screen 2', '4 person on-screen 3'].slice(0, 2));
    expect(run(facts({ answers: [answer('person', 3), answer('deputy', 3.5), answer('person', 4, { heardSeconds: 1, answered: false })] })).last).toEqual(once.last);
  });

  it('late where the list had the name already; never after the end, where the list is frozen', () => {
    expect(after(facts({ answers: [answer('person', 13)] }), 13)).toMatchObject({ state: 'reached', late: true, unreachedAt: min(10) });
    const ended = run(facts({ endedAt: min(6), answers: [answer('person', 8)] }));
    expect(ended.last).toMatchObject({ state: 'unreached', unreachedAt: min(6) });
    expect(ended.last.ring).toBeUndefined();
  });
});

describe('who is not reached', () => {
  it('stays so when a superior takes it over, who has as long as a person had before the door is knocked at', () => {
    const f = facts({ answers: [answer('superior', 11)] });
    expect(after(f, 12)).toMatchObject({ state: 'unreached', step: 'superior', lookAt: min(21), taken: { by: 'superior' } });
    expect(after(f, 21)).toMatchObject({ state: 'unreached', step: 'door', taken: { by: 'superior' } });
  });

  it('is handed on by hand at any time: to the superior, to the door', () => {
    expect(run(facts({ passes: [{ to: 'superior', at: min(3) }] })).rings.slice(2)).toEqual(['3 superior on-screen 1', '5 superior on-screen 2', '7 superior on-screen 3']);
    expect(after(facts({ passes: [{ to: 'door', at: min(3) }] }), 3)).toMatchObject({ state: 'unreached', step: 'door', unreachedAt: min(3) });
  });
});

it('a channel test rings nobody further and ends after ten minutes', () => {
  expect(ladder(facts({ kind: 'test' }), min(9))).toEqual({ state: 'ringing', step: 'person', late: false, lookAt: min(10) });
  expect(ladder(facts({ kind: 'test' }), min(10))).toEqual({ state: 'unreached', step: 'person', late: false, unreachedAt: min(10) });
});

it('one person may be silent ten minutes at red, twenty at orange, thirty below, or as set; the shorter of colour and level', () => {
  expect([hopMinutes('RED', null), hopMinutes('ORANGE', null), hopMinutes('YELLOW', null), hopMinutes(null, 'I'), hopMinutes('YELLOW', 'II'), hopMinutes(null, null)]).toEqual([10, 20, 30, 10, 20, 30]);
  expect(hopMinutes('RED', 'III', { RED: 6, ORANGE: 9, YELLOW: 12, BLUE: 15 })).toBe(6);
});

it('red and the two highest levels are about lives', () => {
  expect([isLifeSafety('RED', null), isLifeSafety('ORANGE', 'II'), isLifeSafety('ORANGE', 'III'), isLifeSafety(null, null)]).toEqual([true, true, false, false]);
});

describe('k silent of n', () => {
  const persons = fc.array(fc.record({ silent: fc.boolean(), by: fc.constantFrom('person', 'deputy'), at: fc.double({ min: 0.1, max: 9.9, noNaN: true }), noise: fc.array(fc.record({ at: fc.double({ min: 0, max: 30, noNaN: true }), heard: fc.integer({ min: 0, max: 19 }) }), { maxLength: 3 }) }), { minLength: 1, maxLength: 12 });
  it('are exactly those k names, whatever the order of the answers', () => {
    fc.assert(fc.property(persons, fc.infiniteStream(fc.nat(1000)), (list, dice) => {
      const names = list.flatMap((p, i) => {
        const own = [...p.noise.map((x) => answer('person', x.at, { heardSeconds: x.heard })), answer('superior', 12), ...(p.silent ? [] : [answer(p.by, p.at), answer('person', 15)])];
        const mixed = own.map((a) => ({ a, k: dice.next().value as number })).sort((x, y) => x.k - y.k).map((x) => x.a);
        const straight = run(facts({ answers: own }));
        expect(run(facts({ answers: mixed })).last).toEqual(straight.last);
        expect(straight.last).toMatchObject(p.silent ? { state: 'unreached', step: 'door' } : { state: 'reached', late: false });
        return straight.last.state === 'unreached' ? [i] : [];
      });
      expect(names).toEqual(list.flatMap((p, i) => (p.silent ? [i] : [])));
    }), { numRuns: 200 });
  });
});
