import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived, AreaFellSilent, ReadingConfirmed, ReadingRejected, ReadingTaken, type AttentionPage, type DecisionOpenedV2, type DecisionPage, type HandoverList, type ObservationsOutcome, type SitrepRecount, type SourcePage, type StatedCondition } from '@xunling/contracts/classes';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { ObservationStore } from '../observation/observation.store.js';
import { GaugeProposalTicker } from '../plan/gauge-proposal.ticker.js';
import { newId } from '@xunling/platform';
import { alertData, CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-19T11:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const at = (minutes: number): string => new Date(s.clock.now().getTime() + minutes * 60_000).toISOString();
const rain = (value: number, minutes: number, more: object = {}): object => ({ source: 'gauge-561', element: 'rain', area: '410171561', value, occurredAt: at(minutes), everyMinutes: 10, ...more });
const take = (...readings: object[]): Promise<ObservationsOutcome> => s.ok('duty1', 'command.observation.take', { readings });
const open = async (): Promise<DecisionPage['items']> => (await s.ok<DecisionPage>('duty1', 'command.decision.list', { state: 'open' })).items;
const warn = (name: string, colour: string): Promise<string[]> => s.say([{ event: AlertReceived, aggregate: `alert/${name}`, street: '000', data: alertData({ name, sent: s.clock.now().toISOString(), colour }) }]);

describe('readings', () => {
  it('are taken once, within one\'s area, never from the future; a late one is marked', async () => {
    expect(await take(rain(0, -20), rain(0, -10), rain(0, 0))).toEqual({ taken: 3, repeated: 0, late: 0 });
    expect(await take(rain(0, -10), rain(9, 0))).toEqual({ taken: 0, repeated: 2, late: 0 });
    expect(await take(rain(0, -30))).toEqual({ taken: 1, repeated: 0, late: 1 });
    expect(await s.refused('street-563', 'command.observation.take', { readings: [rain(1, 0)] })).toBe('access.area');
    expect(await s.refused('duty1', 'command.observation.take', { readings: [rain(1, 30)] })).toBe('input.impossible');
    for (const other of ['dispatcher', 'auditor', 'observer', 'dept-01-1', 'inspector-561']) expect(await s.refused(other, 'command.observation.take', { readings: [rain(1, 0)] })).toBe('access.area');
    expect(await s.events('command.observation.taken.v1')).toHaveLength(2);
    expect((await s.ok<SourcePage>('street-561', 'command.observation.sources')).items).toEqual([expect.objectContaining({ source: 'gauge-561', value: 0, state: 'known' })]);
    expect((await s.ok<SourcePage>('street-563', 'command.observation.sources')).items).toEqual([]);
  });

  it('a staff gauge a person reads is listed whatever it is called, and is unknown once it is silent for three intervals', async () => {
    const staff = { element: 'river-level', area: '410171561', everyMinutes: 60 };
    expect(await s.ok<ObservationsOutcome>('street-561', 'command.observation.take', { readings: [{ ...staff, source: '桥下水尺|左', value: 182.5, occurredAt: at(-170) }, { ...staff, source: '桥下水尺|右', value: 181, occurredAt: at(-190) }] })).toEqual({ taken: 2, repeated: 0, late: 0 });
    const list = async (cursor?: string): Promise<SourcePage> => s.ok('street-561', 'command.observation.sources', { kind: 'other', limit: 1, ...(cursor ? { cursor } : {}) });
    const pages: SourcePage[] = [await list()];
    while (pages.at(-1)!.nextCursor) pages.push(await list(pages.at(-1)!.nextCursor));
    expect(pages.flatMap((p) => p.items.map((i) => [i.source, i.state]))).toEqual(expect.arrayContaining([['gauge-561', 'known'], ['桥下水尺|左', 'known'], ['桥下水尺|右', 'unknown']]));
    expect(pages).toHaveLength(3);
    expect((await s.ok<SourcePage>('street-561', 'command.observation.sources', { kind: 'gauge' })).items).toEqual([]);
  });
});

describe('7·20 with every gauge at 0', () => {
  it('an orange and a red warning propose Ⅱ and Ⅰ by themselves, within 15 minutes of the red', async () => {
    // 19 July 2021, 19:13 and 21:59 in Beijing
    s.clock.set(new Date('2021-07-19T11:13:00Z'));
    await take(rain(0, 0));
    await warn('orange', 'ORANGE');
    const [first] = await waitFor(async () => { const d = await open(); return d.length === 1 ? d : undefined; });
    expect(first!.plans[0]).toMatchObject({ level: 'II', score: 100 });
    expect(first!.plans[0]!.met.map((c) => c.code)).toEqual(['warning-led', 'warning-orange']);
    // the gauge spoke just now and is dry: unmet with its value, not unknown
    expect(first!.plans[0]!.unmet.find((c) => c.code === 'rain-12h-100')).toMatchObject({ value: 0, sources: 1, silent: 0 });
    s.clock.set(new Date('2021-07-19T13:59:00Z'));
    await warn('red', 'RED');
    const red = await waitFor(async () => (await open()).find((d) => d.colour === 'RED'));
    expect(red.plans[0]).toMatchObject({ level: 'I', score: 100 });
    expect(Date.parse(red.openedAt)).toBeLessThanOrEqual(Date.parse('2021-07-19T14:14:00Z'));
    // nearly three hours silent by now: unknown, never dry
    expect(red.plans[0]!.unknown!.filter((c) => !c.person)).toEqual([expect.objectContaining({ code: 'rain-12h-300', sources: 0, silent: 1 })]);
  });
});

describe('what no gauge measures', () => {
  it('is unknown until a person says, over his own areas, of a condition of a published plan; and unknown again when his word is old', async () => {
    const of = async (code: string) => {
      const red = (await open()).find((d) => d.colour === 'RED')!.plans.find((p) => p.level === 'I')!;
      return (['met', 'unmet', 'unknown'] as const).find((state) => red[state]?.some((c) => c.code === code));
    };
    expect(await of('hospital-cut')).toBe('unknown');
    const said = await s.ok<StatedCondition>('street-561', 'command.condition.state', { code: 'hospital-cut', areas: ['410171561'], holds: true, note: '医院门前积水' });
    expect(Date.parse(said.until) - Date.parse(said.at)).toBe(3 * 3_600_000);
    expect(await of('hospital-cut')).toBe('met');
    await s.ok('duty1', 'command.condition.state', { code: 'hospital-cut', areas: ['410171561'], holds: false, hours: 1 });
    expect(await of('hospital-cut')).toBe('unmet');
    expect(await s.refused('street-563', 'command.condition.state', { code: 'hospital-cut', areas: ['410171561'], holds: true })).toBe('access.area');
    expect(await s.refused('duty1', 'command.condition.state', { code: 'rain-12h-300', areas: ['410171'], holds: true })).toBe('input.impossible');
    const now = s.clock.now();
    s.clock.set(new Date(now.getTime() + 3_600_000));
    expect(await of('hospital-cut')).toBe('unknown');
    s.clock.set(now);
    expect(await s.events('command.condition.stated.v1')).toHaveLength(2);
  });
});

describe('a reading that comes late', () => {
  it('changes what is proposed from now on, and nothing that was issued or reported (C26)', async () => {
    await s.ok('duty1', 'command.level.raise', { level: 'IV', areas: ['410171561'], reason: '积水' });
    const [{ id: incidentId }] = (await s.ok<{ items: { id: string }[] }>('duty1', 'command.incident.list')).items as [{ id: string }];
    const report = await s.ok<{ id: string }>('duty1', 'command.sitrep.draft', { incidentId, kind: 'INITIAL', textZh: '雨势增强' });
    const orders = await s.sql('select id, state, version from orders order by pos');
    expect(await take(...Array.from({ length: 30 }, (_, i) => rain(15, -300 + i * 10 + 0.5)), rain(2, 0))).toMatchObject({ taken: 31 });
    expect(await take(rain(20, -299))).toMatchObject({ late: 1 });
    const [decision] = await open();
    expect(decision!.plans.find((p) => p.level === 'I')!.met).toContainEqual(expect.objectContaining({ code: 'rain-12h-300', value: 472 }));
    expect(await s.sql('select id, state, version from orders order by pos')).toEqual(orders);
    expect(await s.ok<SitrepRecount>('duty1', 'command.sitrep.recount', { id: report.id })).toMatchObject({ same: true });
  });

  it('what was met, unmet and unknown when a person chose stays on the decision, with the rejected plans', async () => {
    const [decision] = await open();
    await s.ok('commander', 'command.decision.raise', { id: decision!.id, level: 'II' });
    await s.ok('deputy', 'command.decision.confirm', { id: decision!.id });
    const [raised] = await s.events<{ level: string; signers: string[]; plans: { level: string; met: object[]; unmet: object[] }[] }>('command.decision.raised.v1');
    expect([raised!.level, raised!.signers.length, raised!.plans.map((p) => p.level).sort()]).toEqual(['II', 2, ['I', 'II', 'III', 'IV']]);
    s.clock.advance(6 * 3_600_000);
    const kept = await s.ok<DecisionPage['items'][number]>('duty1', 'command.decision.get', { id: decision!.id });
    expect(kept.plans.find((p) => p.level === 'I')!.met).toContainEqual(expect.objectContaining({ code: 'rain-12h-300', value: 472 }));
  });
});

describe('readings of gauges, as the grid says them', () => {
  const gauge = newId();
  const fact = { gaugeId: gauge, parameter: 'rain', area: '410171565901001', everyMinutes: 15 };
  const taken = (...readings: object[]): object => ({ event: ReadingTaken, aggregate: `reading-batch/${newId()}`, street: '565', data: { batchId: newId(), area: '410171565', feed: 'feed-demo', series: [{ ...fact, readings }] } });
  const kept = (): Promise<{ value: number; suspect: boolean }[]> => s.sql(`select value, suspect from observation where source = '${gauge}' order by occurred_at`);
  const say = (...said: object[]): Promise<string[]> => s.say(said as Parameters<typeof s.say>[0]);

  it('are folded once in any order: a doubtful one triggers nothing until it is confirmed, the later verdict counts', async () => {
    const leap = { ...fact, at: at(0), value: 200 };
    const confirmed = { event: ReadingConfirmed, aggregate: `reading-verdict/${newId()}`, street: '565', data: { ...leap, because: 'person', by: newId(), reason: '目测' } };
    const batch = taken({ at: at(-15), value: 3 }, { at: at(0), value: 200, doubt: 'jump' }, { at: at(-30) });
    await say(batch, batch);
    expect(await waitFor(async () => { const k = await kept(); return k.length === 2 ? k : undefined; })).toEqual([{ value: 3, suspect: false }, { value: 200, suspect: true }]);
    await say(confirmed);
    await waitFor(async () => (await kept())[1]?.suspect === false);
    // the batch again after the verdict changes nothing
    await say(batch);
    s.clock.advance(1_000);
    await say({ event: ReadingRejected, aggregate: `reading-verdict/${newId()}`, street: '565', data: { ...leap, by: newId(), reason: '传感器故障' } });
    await waitFor(async () => (await kept())[1]?.suspect === true);
    expect((await s.ok<SourcePage>('duty1', 'command.observation.sources', { area: '410171565' })).items).toEqual([expect.objectContaining({ source: gauge, element: 'rain', value: 200, suspect: true })]);
    const of = async (kind: string): Promise<string[]> => (await s.ok<SourcePage>('duty1', 'command.observation.sources', { kind })).items.map((i) => i.source);
    expect([await of('gauge'), (await of('other')).includes(gauge)]).toEqual([[gauge], false]);
    expect(await s.refused('duty1', 'command.observation.take', { readings: [rain(1, 0, { source: gauge })] })).toBe('input.impossible');
  });

  it('an area that fell silent is put before the officer on duty, once', async () => {
    const silenceId = newId();
    const said = { event: AreaFellSilent, aggregate: `area-silence/${silenceId}`, street: '565', data: { silenceId, area: '410171565', silent: 9, sources: 10, at: at(0) } };
    await say(said, said);
    const open = async (): Promise<AttentionPage['items']> => (await s.ok<AttentionPage>('duty1', 'command.attention.list', { state: 'open' })).items.filter((a) => a.kind === 'area-silent');
    expect(await waitFor(async () => { const o = await open(); return o.length > 0 ? o : undefined; })).toEqual([expect.objectContaining({ about: silenceId, reason: 'silence.area', message: '410171565: 9/10' })]);
  });
});

it('given no warning at all, gauges that meet a level open a decision with owner, clock and alternates, once an episode; nothing is raised by itself', async () => {
  // everything from before is over
  s.clock.advance(48 * 3_600_000);
  await waitFor(async () => (await open()).length === 0 && (await s.sql(`select 1 from warning where state = 'active'`)).length === 0);
  await s.ok('commander', 'command.level.lower', { areas: ['410171'], level: 'none', reason: '雨停' });
  const said = async (): Promise<DecisionOpenedV2[]> => (await s.events<DecisionOpenedV2>('command.decision.opened.v2')).filter((e) => e.cause === 'observation' && e.areas.join() === '410171563');
  const orders = await s.sql('select count(*)::int n from orders');
  const wet = (minutes: number): object[] => [rain(60, minutes, { source: 'gauge-563', area: '410171563' }), ...['a', 'b', 'c', 'd', 'e', 'f'].map((x) => ({ source: `water-${x}`, element: 'road-water', area: '410171563', value: 40, occurredAt: at(minutes), everyMinutes: 10 }))];
  await s.boot();
  await take(...wet(-50));
  await take(...wet(-40), ...wet(-30), ...wet(-20), ...wet(-10), ...wet(0));
  await s.look(GaugeProposalTicker);
  const [one] = await said();
  const opened = s.clock.now();
  expect(one).toMatchObject({ observed: { level: 'III', need: 3, met: expect.arrayContaining([expect.objectContaining({ code: 'rain-1h-50', value: expect.any(Number) })]) }, ownerId: personId('duty1'), dueAt: new Date(opened.getTime() + 900_000).toISOString() });
  // the earlier version cannot say it
  expect((await s.events<{ decisionId: string }>('command.decision.opened.v1')).some((e) => e.decisionId === one!.decisionId)).toBe(false);
  const [decision] = await open();
  expect(decision).toMatchObject({ id: one!.decisionId, cause: 'observation', observed: { level: 'III' }, state: 'open', areas: ['410171563'] });
  expect(decision!.plans[0]).toMatchObject({ level: 'III', score: 100 });
  expect((await s.ok<HandoverList>('commander', 'command.seat.handover')).decisions).toContainEqual(expect.objectContaining({ id: one!.decisionId, level: 'III' }));
  // silence calls the first alternate
  s.clock.advance(15 * 60_000);
  await waitFor(async () => (await open())[0]?.owner?.userId === personId('duty2'), 45_000, 'the hop');
  expect(await s.ok('duty2', 'command.decision.hold', { id: one!.decisionId, reason: '排涝已到位', reviewAt: at(120) })).toMatchObject({ state: 'held' });
  // two instances look again: held, and still the same episode
  await s.look(GaugeProposalTicker);
  expect(await said()).toHaveLength(1);
  expect(await s.sql('select count(*)::int n from orders')).toEqual(orders);
  s.clock.advance(2 * 3_600_000);
  await waitFor(async () => (await open()).length === 1, 45_000, 'the review');
  expect(await s.ok('duty1', 'command.decision.raise', { id: one!.decisionId, level: 'III' })).toMatchObject({ state: 'raised' });
  expect((await s.sql<{ n: number }>('select count(*)::int n from response_lag where areas = $1', [['410171563']]))[0]!.n).toBe(0);
}, 60_000);

describe('when the rain stops', () => {
  const wet = (area: string, minutes: number, mm = 60): object[] => [rain(mm, minutes, { source: `gauge-${area}`, area: `410171${area}` }), ...['a', 'b', 'c', 'd', 'e', 'f'].map((x) => ({ source: `water-${area}-${x}`, element: 'road-water', area: `410171${area}`, value: mm > 0 ? 40 : 0, occurredAt: at(minutes), everyMinutes: 10 }))];
  const storm = async (...areas: string[]): Promise<void> => { await take(...areas.flatMap((a) => [-50, -40, -30, -20, -10, 0].flatMap((m) => wet(a, m)))); await s.look(GaugeProposalTicker); };
  const dry = async (...areas: string[]): Promise<void> => { s.clock.advance(61 * 60_000); await take(...areas.flatMap((a) => [-10, 0].flatMap((m) => wet(a, m, 0)))); await s.look(GaugeProposalTicker); };
  const of = async (area: string): Promise<DecisionPage['items']> => (await s.ok<DecisionPage>('duty1', 'command.decision.list')).items.filter((d) => d.areas.join() === `410171${area}`);

  it('what gauges opened and nobody took lapses with its reason; a street that joined later had a decision of its own', async () => {
    await s.ok('commander', 'command.level.lower', { areas: ['410171'], level: 'none', reason: '雨停' });
    await storm('111');
    s.clock.advance(5 * 60_000);
    await storm('111', '560');
    expect([(await of('111'))[0], (await of('560'))[0]]).toEqual([expect.objectContaining({ state: 'open' }), expect.objectContaining({ state: 'open' })]);
    await dry('111');
    expect((await of('111'))[0]).toMatchObject({ state: 'lapsed', reason: 'gauges-cleared' });
    // silent by now is unknown, never dry: its decision stays
    expect((await of('560'))[0]).toMatchObject({ state: 'open' });
    await dry('560');
    expect((await of('560'))[0]).toMatchObject({ state: 'lapsed' });
    expect(await s.events('command.decision.lapsed.v1')).toEqual(expect.arrayContaining([{ decisionId: (await of('111'))[0]!.id, reason: 'gauges-cleared' }]));
  });

  it('a hold stays on record without a review, and the next rain asks again', async () => {
    await storm('111');
    const [held] = await of('111');
    await s.ok('duty1', 'command.decision.hold', { id: held!.id, reason: '排涝已到位', reviewAt: at(600) });
    await dry('111');
    const after = (await of('111'))[0]!;
    expect([after.state, after.reason, after.reviewAt]).toEqual(['held', '排涝已到位', undefined]);
    s.clock.advance(61 * 60_000);
    await storm('111');
    expect((await of('111')).map((d) => d.state)).toEqual(['open', 'held', 'lapsed']);
  });

  it('an earlier edition\'s line about gauges is off the list once its level was decided on', async () => {
    const [decision] = await of('111');
    const id = newId();
    await s.sql(`insert into attention (id, kind, about, reason, message, state, owner_id, opened_at, version) values ($1, 'gauges-met', $1, 'III 410171111', '雨', 'open', $2, $3, 1)`, [id, personId('duty1'), s.clock.now()]);
    await s.look(GaugeProposalTicker);
    const listed = async (): Promise<string[]> => (await s.ok<AttentionPage>('duty1', 'command.attention.list', { state: 'open' })).items.map((a) => a.id);
    expect(await listed()).toContain(id);
    await s.ok('duty1', 'command.decision.hold', { id: decision!.id, reason: '已到位', reviewAt: at(60) });
    await s.look(GaugeProposalTicker);
    expect(await listed()).not.toContain(id);
    expect(await s.events('command.attention.settled.v1')).toEqual([expect.objectContaining({ attentionId: id, reason: 'decided' })]);
  });
});

it('100,000 sources are listed from an index', async () => {
  await s.sql(`insert into observation_source (source, element, area, value, occurred_at, every_minutes, suspect, received_at) select 'x' || n, 'rain', '410171562901001', 0, now(), 10, false, now() from generate_series(1, 100000) n`);
  await s.sql('analyze observation_source');
  const { sql, params } = ObservationStore.listQuery(['410171'], '', 51);
  expect(JSON.stringify(await s.sql(`explain ${sql}`, params))).toContain('Index Scan');
});
