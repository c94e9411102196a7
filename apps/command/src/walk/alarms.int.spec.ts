import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttentionPage, AttentionView, ForecastView, SeatOfferDetail, SitrepClocks } from '@xunling/contracts/classes';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { AlarmTicker } from '../attention/alarm.ticker.js';
import { ForecastTicker } from '../forecast/forecast.ticker.js';
import { SitrepTicker } from '../sitrep/sitrep.ticker.js';
import { StaffingTicker } from '../staffing/staffing.ticker.js';
import { CommandService } from './service.fixture.js';

/** Alarms that were lines of the feed alone stand before their owner, and go with their cause. */
let s: CommandService;
// a Monday, 06:00 in Beijing
beforeAll(async () => { s = await CommandService.start('2021-07-18T22:00:00Z'); await s.look(ForecastTicker); }, 60_000);
afterAll(async () => { await s.stop(); });

const look = async (): Promise<void> => { for (const ticker of [ForecastTicker, SitrepTicker, StaffingTicker, AlarmTicker]) await s.look(ticker); };
const all = async (state: string): Promise<AttentionView[]> => (await s.ok<AttentionPage>('duty1', 'command.attention.list', { state, limit: 200 })).items;
const open = async (kind: string): Promise<AttentionView[]> => { await look(); return (await all('open')).filter((a) => a.kind === kind); };
const receive = (issuedAt: string): Promise<ForecastView> => s.ok('duty1', 'command.forecast.receive', { product: 'D1', issuer: '示例市气象台', issuedAt, validFrom: issuedAt, validTo: '2021-07-23T00:00:00Z', textZh: '今夜到明天有大到暴雨' });
const at = (time: string): void => { s.clock.set(new Date(time)); };

describe('an alarm', () => {
  it('on a forecast that is not there is the officer’s on duty, once while it lasts, until it comes', async () => {
    expect(await open('forecast-missed')).toEqual([]);
    at('2021-07-19T03:00:00Z');
    const [one, ...more] = (await open('forecast-missed')).filter((a) => a.reason === 'D1');
    expect(more).toEqual([]);
    expect(one).toMatchObject({ reason: 'D1', owner: { userId: personId('duty1') }, message: expect.stringContaining('示例市气象台') as string });
    await look();
    expect((await s.events<{ kind: string; reason: string }>('command.attention.opened.v1')).filter((e) => e.kind === 'forecast-missed' && e.reason === 'D1')).toHaveLength(1);
    await receive('2021-07-19T00:02:00Z');
    expect((await open('forecast-missed')).filter((a) => a.reason === 'D1')).toEqual([]);
    expect((await s.events<{ attentionId: string }>('command.attention.settled.v1')).map((e) => e.attentionId)).toContain(one!.id);
  });

  it('on rooms that took no note ends when the last of them did', async () => {
    at('2021-07-19T05:00:00Z');
    const [one] = await open('forecast-unreceipted');
    expect(one).toMatchObject({ reason: 'D1', message: expect.stringContaining('410171561') as string });
    await s.ok('duty1', 'command.forecast.receipt', { id: one!.about });
    const streets = await s.sql<{ code: string }>("select data->>'code' code from known where kind = 'area' and data->>'kind' = 'street' order by 1");
    for (const { code } of streets.slice(1)) await s.ok(`street-${code.slice(6)}`, 'command.forecast.receipt', { id: one!.about });
    // what is told once still waits for the last room
    expect(await open('forecast-unreceipted')).toHaveLength(1);
    await s.ok(`street-${streets[0]!.code.slice(6)}`, 'command.forecast.receipt', { id: one!.about });
    expect(await open('forecast-unreceipted')).toEqual([]);
  });

  it('on a vacant seat is the commander’s, and ends when it is taken', async () => {
    const offer = (to: string): Promise<SeatOfferDetail> => s.ok<SeatOfferDetail>('deputy', 'command.seat-offer.make', { seat: 'deputy', to: { userId: personId(to), name: to }, reason: '交班' });
    for (const to of ['commander', 'duty1', 'duty2', 'duty3', 'duty4']) { const { id } = await offer(to); await s.ok(to, 'command.seat-offer.decline', { id, reason: '不便' }); }
    await s.ok('deputy', 'command.seat.step-down', { seat: 'deputy', reason: '离岗' });
    s.clock.advance(11 * 60_000);
    const vacant = (await open('staffing')).filter((a) => a.reason === 'seat-vacant');
    expect(vacant).toMatchObject([{ owner: { userId: personId('commander') }, message: expect.stringContaining('deputy') as string }]);
    const { id } = await s.ok<SeatOfferDetail>('commander', 'command.seat-offer.make', { seat: 'deputy', to: { userId: personId('duty4'), name: 'duty4' }, reason: '接任' });
    await s.ok('duty4', 'command.seat-offer.accept', { id });
    expect((await open('staffing')).filter((a) => a.reason === 'seat-vacant')).toEqual([]);
  });

  it('on a report past its time is its owner’s, ends when it was told, and one a person noted does not come again', async () => {
    await s.ok('duty1', 'command.level.raise', { level: 'III', areas: ['410171561'], reason: '局地暴雨' });
    const [{ id: incidentId }] = (await s.ok<{ items: { id: string }[] }>('duty1', 'command.incident.list')).items as [{ id: string }];
    await look();
    await waitFor(async () => (await s.ok<SitrepClocks>('duty1', 'command.sitrep.clocks', { incident: incidentId })).items.length === 3);
    expect(await open('sitrep-overdue')).toEqual([]);
    s.clock.advance(40 * 60_000);
    const both = await open('sitrep-overdue');
    expect(both.map((a) => a.reason).sort()).toEqual(['phone', 'written']);
    expect(both[0]).toMatchObject({ about: incidentId, owner: { userId: personId('duty1') } });
    await s.ok('duty1', 'command.sitrep.tell', { incidentId, toWhom: '市防指值班室' });
    expect((await open('sitrep-overdue')).map((a) => a.reason)).toEqual(['written']);
    await s.ok('duty1', 'command.attention.close', { id: both.find((a) => a.reason === 'written')!.id, note: '正在起草' });
    expect(await open('sitrep-overdue')).toEqual([]);
    expect((await all('closed')).find((a) => a.reason === 'phone')).not.toHaveProperty('closedBy');
  });
});
