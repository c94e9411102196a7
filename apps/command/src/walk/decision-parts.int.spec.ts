import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived, type DecisionOutcome, type DecisionPage, type DecisionView, type LevelList, type LevelPreview } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { StoodLags1763900032001 } from '../migrations/stood-lags.js';
import { alertData, CommandService, referenceTo } from './service.fixture.js';

/** A decision ends where a level was raised over all its areas: a part leaves it open over the rest (C1, row 8). */
let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-19T22:00:00+08:00'); }, 60_000);
afterAll(async () => { await s.stop(); });

const STREETS = ['111', '560', '561', '562', '563', '565'].map((n) => `410171${n}`);
const say = (name: string, more: object = {}): Promise<string[]> => s.say([{ event: AlertReceived, aggregate: `alert/${name}`, street: '000', data: alertData({ name, sent: s.clock.now().toISOString(), ...more }) }]);
const open = async (): Promise<DecisionView[]> => (await s.ok<{ items: DecisionView[] }>('duty1', 'command.decision.list', { state: 'open' })).items;
const lags = async (): Promise<LevelList['lags']> => (await s.ok<LevelList>('observer', 'command.level.list')).lags;

describe('a red warning over the whole zone', () => {
  let id = '';

  it('is raised over its own areas only', async () => {
    await say('part', { areas: ['410171560', '410171561'], hazard: 'H1', colour: 'ORANGE' });
    const [small] = await waitFor(async () => { const list = await open(); return list.length > 0 && list; });
    expect(small!.areas).toEqual(['410171560', '410171561']);
    for (const verb of ['preview', 'raise']) expect(await s.refused('duty1', `command.decision.${verb}`, { id: small!.id, level: 'IV', areas: ['410171565'] })).toBe('input.impossible');
    expect(await s.ok<LevelPreview>('duty1', 'command.decision.preview', { id: small!.id, level: 'IV', areas: ['410171561'] })).toMatchObject({ areas: ['410171561'] });
    await s.ok('duty1', 'command.decision.hold', { id: small!.id, reason: '已核实', reviewAt: '2021-07-20T12:00:00+08:00' });
  });

  it('stays open over the streets that were not raised, with a clock of its own; each part has its order set and its lag', async () => {
    await say('red');
    id = (await waitFor(async () => { const list = await open(); return list.length > 0 && list; }))[0]!.id;
    s.clock.advance(8 * 60_000);
    const part = await s.ok<DecisionOutcome>('duty1', 'command.decision.raise', { id, level: 'IV', areas: ['410171561'] });
    expect(part).toMatchObject({ state: 'raised', orderSetId: derivedId('set', `decision:${id}`), left: STREETS.filter((x) => x !== '410171561') });
    const [rest] = await open();
    expect(rest).toMatchObject({ id, state: 'open', areas: part.left, raisedAreas: ['410171561'], owner: { userId: personId('duty1') }, dueAt: '2021-07-19T14:23:00.000Z', signatures: [] });
    expect(rest).not.toHaveProperty('proposal');
    expect((await s.events<{ areas: string[] }>('command.decision.opened.v2')).at(-1)!.areas).toEqual(part.left);
    // what was raised already is not of it any more, and the warning said again asks for nothing new
    expect(await s.refused('duty1', 'command.decision.raise', { id, level: 'IV', areas: ['410171561'] })).toBe('input.impossible');
    await say('red-again');
    await waitFor(async () => (await s.events('command.warning.continued.v1')).length === 1);
    s.clock.advance(2 * 60_000);
    const last = await s.ok<DecisionOutcome>('duty1', 'command.decision.raise', { id, level: 'IV' });
    expect(last).toMatchObject({ state: 'raised', orderSetId: derivedId('set', `decision:${id}|1`) });
    expect(last).not.toHaveProperty('left');
    expect(await open()).toEqual([]);
    expect((await lags()).map((l) => [l.areas, l.minutes])).toEqual([[part.left, 10], [['410171561'], 8]]);
    expect((await s.sql<{ n: number }>('select count(distinct set_id)::int n from orders'))[0]!.n).toBe(2);
  });

  it('is answered by the level in force where that is as high as asked, by those who may decide; a hold can be raised before its review', async () => {
    await say('again', { hazard: 'H3' });
    const [d] = await waitFor(async () => { const list = await open(); return list.length > 0 && list; });
    expect(await s.refused('duty1', 'command.decision.answer', { id: d!.id })).toBe('level.not-in-force');
    // no longer than the warning runs
    expect(await s.refused('duty1', 'command.decision.hold', { id: d!.id, reason: 'x', reviewAt: '2021-07-21T00:00:01+08:00' })).toBe('input.impossible');
    await s.ok('duty1', 'command.decision.hold', { id: d!.id, reason: '雨带南移', reviewAt: '2021-07-20T23:00:00+08:00' });
    const toReview = async (): Promise<string[]> => (await s.ok<DecisionPage>('duty1', 'command.decision.list', { state: 'held', review: true })).items.map((x) => x.id);
    expect(await toReview()).toContain(d!.id);
    await s.ok('deputy', 'command.decision.raise', { id: d!.id, level: 'I' });
    expect(await toReview()).not.toContain(d!.id);
    expect(await s.ok<DecisionOutcome>('commander', 'command.decision.confirm', { id: d!.id })).toMatchObject({ state: 'raised' });
    await say('third', { hazard: 'H4' });
    const [next] = await waitFor(async () => { const list = await open(); return list.length > 0 && list; });
    for (const who of ['street-561', 'observer']) expect(await s.refused(who, 'command.decision.answer', { id: next!.id })).not.toBe('accepted');
    expect(await s.ok<DecisionView>('duty1', 'command.decision.answer', { id: next!.id })).toMatchObject({ state: 'answered', decidedBy: personId('duty1') });
    expect(await s.events('command.decision.answered.v1')).toEqual([{ decisionId: next!.id, by: personId('duty1'), level: 'I', areas: ['410171'] }]);
    expect(await s.refused('duty1', 'command.decision.answer', { id: next!.id })).toBe('state.conflict');
    // the level stood before the warning came: no lag, kept as the screen shows it
    expect((await lags()).find((l) => l.warningId === next!.warningId)).toMatchObject({ colour: 'RED', level: 'I', areas: ['410171'], minutes: 0 });
    // and what was answered before lags of it were kept
    const kept = await s.sql('select * from response_lag order by received_at, level_id');
    await s.sql('delete from response_lag where warning_id = $1', [next!.warningId]);
    await new StoodLags1763900032001().up({ query: (sql: string) => s.sql(sql) } as never);
    expect(await s.sql('select * from response_lag order by received_at, level_id')).toEqual(kept);
    expect(await open()).toEqual([]);
    await s.ok('commander', 'command.level.lower', { areas: STREETS, level: 'none', reason: '雨停' });
    for (const name of ['again', 'third']) await say(`${name}-off`, { hazard: name === 'again' ? 'H3' : 'H4', msgType: 'Cancel', references: [referenceTo(name, (await s.sql<{ sent: Date }>('select sent from warning_message where headline = $1', [name]))[0]!.sent.toISOString())] });
    await say('red-off', { msgType: 'Cancel', references: [referenceTo('red-again', (await s.sql<{ sent: Date }>('select sent from warning_message where headline = $1', ['red-again']))[0]!.sent.toISOString())] });
    await waitFor(async () => (await s.sql("select 1 from warning where state = 'active' and colour = 'RED'")).length === 0);
  });

  it('is answered by a level raised by hand too: the lag runs from it', async () => {
    await say('two', { hazard: 'H2', areas: ['410171565'], colour: 'ORANGE' });
    await waitFor(async () => (await open()).length === 1);
    s.clock.advance(7 * 60_000);
    await s.ok('duty1', 'command.level.raise', { level: 'III', areas: ['410171565'], reason: '积水上升' });
    expect((await lags())[0]).toMatchObject({ level: 'III', colour: 'ORANGE', areas: ['410171565'], minutes: 7 });
    const n = (await lags()).length;
    // a signed hold had ended the lag of the first one
    await s.ok('duty1', 'command.level.raise', { level: 'III', areas: ['410171560'], reason: '积水上升' });
    expect(await lags()).toHaveLength(n);
  });
});
