import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MeasureLifted, MeasureProtected, type AttentionPage, type HandoverList, type LevelProposalView, type SeatOfferDetail, type SitrepClocks } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { AlarmTicker } from '../attention/alarm.ticker.js';
import { SitrepTicker } from '../sitrep/sitrep.ticker.js';
import { CommandService } from './service.fixture.js';

/** What a hand-over hands over beside orders, and whose a report is that ran out after a shift (rows 19, 62). */
let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); }, 60_000);
afterAll(async () => { await s.stop(); });

const AREA = '410171561901001';
const later = (minutes: number): Date => new Date(s.clock.now().getTime() + minutes * 60_000);
const list = (): Promise<HandoverList> => s.ok<HandoverList>('commander', 'command.seat.handover');

describe('a hand-over', () => {
  let incidentId: string;

  it('lists what the ground closed by itself, the calls that run, the levels that wait for a signature and the reports that are late', async () => {
    ({ id: incidentId } = await s.ok<{ id: string }>('duty1', 'command.incident.open', { name: '7月强降雨' }));
    const none = { counts: { ground: 0, callouts: 0, proposals: 0, reportsOverdue: 0 }, ground: [], callouts: [], proposals: [], reportsOverdue: [] };
    expect(await list()).toMatchObject(none);
    const [measureId, siteId, by, at] = [newId(), newId(), personId(`grid-${AREA}`), s.clock.now().toISOString()];
    await s.say([{ event: MeasureProtected, aggregate: `measure/${measureId}`, data: { measureId, siteId, area: AREA, measure: 'CLOSE', by, at, reason: '积水超过车轮', reviewBy: at, evidence: [] } }]);
    await waitFor(async () => (await list()).counts.ground === 1);
    const call = await s.ok<{ id: string }>('duty1', 'command.callout.start', { areas: ['410171561'], level: 'III', messageZh: '暴雨，请立即到岗。' });
    const proposal = await s.ok<LevelProposalView>('duty1', 'command.proposal.make', { level: 'II', areas: ['410171561'], reason: '上游泄洪' });
    await waitFor(async () => (await s.ok<SitrepClocks>('duty1', 'command.sitrep.clocks', { incident: incidentId })).items.length === 3);
    s.clock.set(later(20));
    const [{ n: waiting }] = await s.sql<{ n: number }>("select count(*)::int n from callout_row where callout_id = $1 and state <> 'reached'", [call.id]) as [{ n: number }];
    const offered = await s.ok<SeatOfferDetail>('commander', 'command.seat-offer.make', { seat: 'commander', to: { userId: personId('duty2'), name: 'duty2' }, reason: '交接班' });
    expect(offered.list).toMatchObject({
      counts: { ground: 1, callouts: 1, proposals: 1, reportsOverdue: 1 },
      ground: [{ measureId, siteId, area: AREA, measure: 'CLOSE', begunBy: by, state: 'executing', lifting: false }],
      callouts: [{ id: call.id, kind: 'alarm', areas: ['410171561'], level: 'III', waiting }],
      proposals: [{ id: proposal.id, level: 'II', areas: ['410171561'], by: personId('duty1'), lapsesAt: proposal.lapsesAt }],
      reportsOverdue: [{ incidentId, clock: 'phone', ownerId: personId('duty1') }],
    });
    expect((await s.events<{ offerId: string; open: object }>('command.seat.offered.v1')).find((e) => e.offerId === offered.id)?.open).toMatchObject({ ground: 1, callouts: 1, proposals: 1, reportsOverdue: 1 });
    await s.say([{ event: MeasureLifted, aggregate: `measure/${measureId}`, version: 2, data: { measureId, siteId, area: AREA, measure: 'CLOSE', by, at } }]);
    await s.ok('duty1', 'command.sitrep.tell', { incidentId, toWhom: '市防指值班室' });
    await s.ok('duty1', 'command.proposal.withdraw', { id: proposal.id, reason: '泄洪取消' });
    await waitFor(async () => (await list()).counts.ground === 0);
    expect((await list()).counts).toMatchObject({ ground: 0, callouts: 1, proposals: 0, reportsOverdue: 0 });
    expect((await s.ok<SeatOfferDetail>('auditor', 'command.seat-offer.get', { id: offered.id })).list).toEqual(offered.list);
  });

  it('leaves a report that ran out to who is on duty then, not to who was when its clock began', async () => {
    const officers = ['duty2', 'duty3', 'duty4', 'dispatcher'].map((name) => ({ userId: personId(name), name }));
    await s.ok('duty1', 'command.roster.publish', { shifts: [{ from: later(5).toISOString(), until: later(12 * 60).toISOString(), officers }] });
    s.clock.set(later(10));
    await s.look(SitrepTicker);
    await s.look(AlarmTicker);
    expect((await s.events<{ clock: string }>('command.sitrep.overdue.v1')).filter((e) => e.clock === 'written')).toMatchObject([]);
    s.clock.set(later(10));
    await s.look(SitrepTicker);
    await s.look(AlarmTicker);
    expect((await s.events<{ clock: string; ownerId: string }>('command.sitrep.overdue.v1')).filter((e) => e.clock === 'written')).toMatchObject([{ ownerId: personId('duty2') }]);
    const { items } = await s.ok<AttentionPage>('duty2', 'command.attention.list', { state: 'open' });
    expect(items.filter((a) => a.kind === 'sitrep-overdue' && a.reason === 'written')).toMatchObject([{ owner: { userId: personId('duty2') } }]);
    expect((await s.ok<SitrepClocks>('duty2', 'command.sitrep.clocks', { incident: incidentId })).items.find((c) => c.clock === 'written')).toMatchObject({ overdue: true, ownerId: personId('duty2') });
  });
});
