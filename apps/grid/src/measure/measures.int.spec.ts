import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { ClosurePage, ConflictPage, ImportOutcome, MeasureFigures, MeasurePage, MeasureView, SitePage, SiteWithSteps, StatementView } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { sampleSites } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { UnapprovedTicker } from '../protection/unapproved.ticker.js';
import { caller, dutyOf, leaderOf, startGrid } from '../testing/grid.js';
import { issued, orderTo, withdrawn } from '../testing/orders.js';
import { PatrolTicker } from './patrol.ticker.js';

/** Sites and measures with everything else stopped: only the grid runs. */
const [first, second, third, fourth] = sampleSites().filter((s) => s.kind === 'UNDERPASS');
const street = (s: { area: string }): string => s.area.slice(6, 9);
const officerOf = (s: { area: string }) => caller(`street-${street(s)}`, 'sub-district-officer', s.area.slice(0, 9));
const inspectorOf = (s: { area: string }) => caller(`inspector-${street(s)}`, 'inspector', s.area.slice(0, 9));
const duty = caller('duty1', 'duty-officer', '410171');
const minutes = (n: number): void => grid.clock.advance(n * 60_000);
let grid: ItemService;

const photo = async (by: ReturnType<typeof leaderOf>): Promise<string> => {
  const evidenceId = newId();
  await grid.ok('grid.evidence.store', { evidenceId, sha256: 'cd'.repeat(32), mediaType: 'image/jpeg', bytes: 2048 }, by);
  return evidenceId;
};
const facts = async (type: string, id?: string): Promise<number> => grid.count(`journal where type = '${type}.v1'${id ? ` and data like '%${id}%'` : ''}`);
const row = async (s: { id: string; area: string }) => (await grid.ok<ClosurePage>('grid.closure.board', { area: s.area }, duty)).items.find((i) => i.siteId === s.id)!;
const protectSite = async (s: { id: string; area: string }, withPhoto = true): Promise<MeasureView> =>
  grid.ok<MeasureView>('grid.site.protect', { id: s.id, measure: 'CLOSE', reason: '积水超过车轮', noPositionReason: '信号差', ...(withPhoto ? { evidence: [await photo(leaderOf(s.area))] } : {}) }, leaderOf(s.area));

beforeAll(async () => { grid = await startGrid(); await grid.instance(); });
afterAll(() => grid.stop());

describe('the register', () => {
  const wish = { area: first!.area, name: '新涵洞', kind: 'CULVERT', position: { lon: 113.776157, lat: 34.708946 }, datum: 'GCJ02' };
  let site: SiteWithSteps;

  it('takes a draft, and publishes it once owner and threshold are there', async () => {
    site = await grid.ok<SiteWithSteps>('grid.site.draft', { ...wish, contacts: [{ name: '赵示例', phone: '00081000137' }] }, officerOf(first!));
    expect(site).toMatchObject({ state: 'draft', sourceDatum: 'GCJ02', datum: 'WGS84', gaps: ['owner', 'threshold', 'evacuation-plan'] });
    const refused = await grid.call('grid.site.publish', { id: site.id }, officerOf(first!));
    expect(!refused.ok && refused.refusal).toMatchObject({ code: 'site.incomplete', errors: [{ path: 'owner' }, { path: 'closeAtCm' }] });
    await grid.ok('grid.site.revise', { id: site.id, owner: '市政科', closeAtCm: 25, clearAtCm: 20 }, officerOf(first!));
    expect(await grid.ok<SiteWithSteps>('grid.site.publish', { id: site.id }, officerOf(first!))).toMatchObject({ state: 'published', version: 3 });
    await grid.ok('grid.site.revise', { id: site.id, closureDistanceM: 300 }, officerOf(first!));
    expect(await grid.refusal('grid.site.draft', wish, officerOf(first!))).toBe('input.impossible');
    expect(await grid.refusal('grid.site.draft', { ...wish, name: 'x', area: '410171999901001' }, duty)).toBe('area.unknown');
    expect(await grid.refusal('grid.site.draft', { ...wish, name: 'x' }, caller('street-x', 'sub-district-officer', '410171' + (street(first!) === '561' ? '560' : '561')))).toBe('access.area');
    const told = await grid.sql<{ type: string; data: string }>('select type, data from journal where subject = $1 order by no', [`site/${site.id}`]);
    expect(told.map((t) => t.type)).toEqual(['grid.site.drafted.v1', 'grid.site.published.v1', 'grid.site.revised.v1']);
    expect(await grid.count(`journal where data like '%00081000137%' or data like '%赵示例%'`)).toBe(0);
  });

  it('masks contacts outside the line of the site', async () => {
    const seen = async (by: typeof duty): Promise<string> => { const { contacts, masked } = await grid.ok<SiteWithSteps>('grid.site.get', { id: site.id }, by); return `${masked} ${contacts![0]!.name} ${contacts![0]!.phone}`; };
    expect(await seen(leaderOf(first!.area))).toBe('false 赵示例 00081000137');
    expect(await seen(duty)).toBe('false 赵示例 00081000137');
    expect(await seen(caller('observer', 'observer', '410171'))).toBe('true 赵** 000******37');
    expect(await seen(caller('dept-01-1', 'department-officer', '410171'))).toBe('true 赵** 000******37');
  });

  it('lists the gaps: no evacuation plan', async () => {
    const { items } = await grid.ok<SitePage>('grid.site.list', { gaps: true, limit: 500 }, duty);
    expect(items.filter((s) => s.id !== site.id).map((s) => s.gaps)).toEqual(Array(5).fill(['evacuation-plan']));
    expect((await grid.ok<SitePage>('grid.site.list', { limit: 500 }, duty)).items).toHaveLength(121);
  });

  it('withdraws and never deletes', async () => {
    expect(await grid.ok<SiteWithSteps>('grid.site.withdraw', { id: site.id, reason: '已填埋' }, officerOf(first!))).toMatchObject({ state: 'withdrawn', steps: [{ act: 'withdrawn', reason: '已填埋' }, { act: 'revised', changed: ['closureDistanceM'] }, { act: 'published' }, { act: 'revised' }, { act: 'drafted' }] });
    expect(await grid.refusal('grid.site.protect', { id: site.id, measure: 'CLOSE', reason: 'x' }, leaderOf(first!.area))).toBe('state.conflict');
    expect(await grid.ok<SitePage>('grid.site.list', { state: 'withdrawn' }, duty)).toMatchObject({ items: [{ id: site.id }] });
    await grid.ok('grid.site.draft', wish, officerOf(first!));
  });

  it('imports all or nothing, and says row and column of each fault', async () => {
    const head = 'area,name,kind,lon,lat,datum,owner,closeAtCm';
    const sound = [1, 2, 3].map((i) => `${first!.area},导入${i},TUNNEL,113.77,34.71,WGS84,市政科,${20 + i}`);
    const before = await grid.count('site');
    const faulty = [head, ...sound, `${first!.area},导入1,TUNNEL,113.77,34.71,WGS84,o,3`, '410171999901001,乙,TUNNEL,113.77,34.71,WGS84,o,3'].join('\n');
    const dry = await grid.ok<ImportOutcome>('grid.site.import', { csv: faulty, dryRun: true, publish: true }, duty);
    expect([dry.rows, dry.entered, dry.faults.map((f) => [f.row, f.column, f.reason])]).toEqual([5, 0, [[5, 'name', 'twice'], [6, 'area', 'area.unknown']]]);
    const refused = await grid.call('grid.site.import', { csv: faulty, publish: true }, duty);
    expect(!refused.ok && refused.refusal).toMatchObject({ code: 'site.import', errors: [{ path: 'row 5, name' }, { path: 'row 6, area' }] });
    expect(await grid.count('site')).toBe(before);
    expect(await grid.ok('grid.site.import', { csv: [head, ...sound].join('\n'), publish: true }, officerOf(first!))).toMatchObject({ entered: 3, published: 3, faulty: 0 });
    expect(await grid.count('site')).toBe(before + 3);
    expect(await grid.ok('grid.site.import', { csv: [head, ...sound].join('\n'), dryRun: true }, officerOf(second!))).toMatchObject({ entered: 0, faulty: street(first!) === street(second!) ? 3 : 6 });
  });
});

describe('a site closed from the ground', () => {
  let m: MeasureView;
  it('is in force at once, by who holds a post over it, and not closed before another has verified it', async () => {
    expect(await grid.refusal('grid.site.protect', { id: first!.id, measure: 'CLOSE', reason: 'x' }, leaderOf(second!.area))).toBe('access.area');
    expect(await grid.refusal('grid.site.protect', { id: newId(), measure: 'CLOSE', reason: 'x' }, duty)).toBe('unknown.id');
    expect(await grid.refusal('grid.site.protect', { id: first!.id, measure: 'CLOSE', reason: 'x' }, caller('observer', 'observer', '410171'))).toBe('access.area');
    m = await protectSite(first!);
    expect(m).toMatchObject({ origin: 'ground', state: 'executed', closed: false, review: { state: 'waiting' } });
    expect(await row(first!)).toMatchObject({ shown: 'not-closed', measures: [{ id: m.id }] });
    expect(await grid.refusal('grid.site.protect', { id: first!.id, measure: 'CLOSE', reason: 'x' }, officerOf(first!))).toBe('state.conflict');
    expect(await grid.refusal('grid.measure.get', { id: m.id }, caller('street-999', 'sub-district-officer', '410171999'))).toBe('access.area');
    for (const by of [officerOf(first!), duty, leaderOf(first!.area)]) expect(await grid.ok<MeasureView>('grid.measure.get', { id: m.id }, by)).toMatchObject({ id: m.id });
    expect(await grid.refusal('grid.measure.verify', { id: m.id }, leaderOf(first!.area))).toBe('access.area');
    expect(await grid.refusal('grid.site.withdraw', { id: first!.id, reason: 'x' }, officerOf(first!))).toBe('state.conflict');
    expect((await grid.sql<{ data: string }>(`select data from journal where subject = $1 and type = 'grid.measure.protected.v1'`, [`measure/${m.id}`])).length).toBe(1);
  });

  it('two at once begin it once', async () => {
    const both = await Promise.all([1, 2].map(() => grid.call<MeasureView>('grid.site.protect', { id: third!.id, measure: 'SEAL', reason: '塌陷', noPositionReason: '室内' }, leaderOf(third!.area))));
    expect(both.filter((r) => r.ok)).toHaveLength(1);
    const m3 = both.flatMap((r) => (r.ok ? [r.result] : []))[0]!;
    expect(m3).toMatchObject({ state: 'executing', closed: false });
    expect(await grid.refusal('grid.measure.verify', { id: m3.id }, inspectorOf(third!))).toBe('state.conflict');
    expect(await grid.ok('grid.measure.execute', { id: m3.id, evidence: [await photo(leaderOf(third!.area))] }, leaderOf(third!.area))).toMatchObject({ state: 'executed' });
    expect(await grid.ok('grid.measure.review', { id: m3.id, verdict: 'returned', reason: '无需封闭' }, officerOf(third!))).toMatchObject({ state: 'executed', review: { state: 'returned', reason: '无需封闭' } });
  });

  it('is flagged once when nobody above has looked for five minutes, whichever instance is left', async () => {
    minutes(4);
    await grid.look(UnapprovedTicker);
    expect(await facts('grid.measure.unapproved')).toBe(0);
    await grid.end(grid.app);
    minutes(2);
    await waitFor(async () => (await facts('grid.measure.unapproved')) > 0, 45_000, 'the flag');
    await grid.instance();
    await grid.look(UnapprovedTicker);
    // the third site was looked at in time
    expect([await facts('grid.measure.unapproved'), await facts('grid.measure.unapproved', m.id)]).toEqual([1, 1]);
    expect((await grid.ok<MeasurePage>('grid.measure.list', { unreviewed: true }, duty)).items.map((x) => x.id)).toEqual([m.id]);
    expect(await grid.ok('grid.measure.review', { id: m.id, verdict: 'approved' }, officerOf(first!))).toMatchObject({ review: { state: 'approved', flaggedAt: expect.stringContaining('T') as unknown } });
  });

  it('is closed by a second person, patrolled by whoever is there, and lifted by its own act of two', async () => {
    expect(await grid.ok('grid.measure.verify', { id: m.id }, inspectorOf(first!))).toMatchObject({ state: 'verified', closed: true });
    expect(await row(first!)).toMatchObject({ shown: 'closed', flooded: false });
    expect(await grid.ok('grid.measure.patrol', { id: m.id, found: 'closed', depthCm: first!.closeAtCm + 5, note: '围挡完好' }, caller('urban', 'post-holder', first!.area.slice(0, 12)))).toMatchObject({ state: 'under-patrol', patrol: { depthCm: first!.closeAtCm + 5 } });
    expect(await grid.refusal('grid.measure.patrol', { id: m.id, found: 'closed' }, leaderOf(second!.area))).toBe('access.area');
    expect(await row(first!)).toMatchObject({ shown: 'closed', flooded: true, depth: { cm: first!.closeAtCm + 5, source: 'patrol', ageMinutes: 0 } });
    await grid.ok('grid.measure.order-lift', { id: m.id, reason: '水已退' }, officerOf(first!));
    expect(await row(first!)).toMatchObject({ shown: 'closed' });
    expect(await grid.refusal('grid.measure.lift', { id: m.id, evidence: [await photo(officerOf(first!))] }, officerOf(first!))).toBe('same-person');
    const opened = await photo(leaderOf(first!.area));
    expect(await grid.ok('grid.measure.lift', { id: m.id, evidence: [opened] }, leaderOf(first!.area))).toMatchObject({ state: 'lifted', closed: false, liftEvidence: [{ evidenceId: opened, sha256: 'cd'.repeat(32) }], liftOrderedBy: officerOf(first!).userId });
    // the photo's hash is in the event, as of everything that is said to be done
    expect(await grid.count(`journal where type = 'grid.measure.lifted.v1' and data like '%${opened}%' and data like '%${'cd'.repeat(32)}%'`)).toBe(1);
    // opened while the water still stands: shown, on top
    expect(await row(first!)).toMatchObject({ shown: 'not-closed', flooded: true, measures: [] });
    expect((await grid.ok<ClosurePage>('grid.closure.board', { limit: 3 }, duty)).items[0]!.siteId).toBe(first!.id);
  });
});

describe('an ordered closure', () => {
  const order = orderTo(second!.area, 0, { measure: 'CLOSE', siteId: second!.id, evidence: 'photo' });
  const id = order.orderId;

  it('is verified over the board as over the duty, and its time counts', async () => {
    await grid.command.publish([issued(grid.command, order)]);
    await waitFor(async () => (await grid.count(`measure where id = '${id}'`)) === 1, 45_000, 'the measure');
    expect(await row(second!)).toMatchObject({ shown: 'not-closed', measures: [{ state: 'ordered' }] });
    minutes(10);
    await grid.ok('grid.duty.execute', { id: dutyOf(id), evidence: [await photo(leaderOf(second!.area))] }, leaderOf(second!.area));
    expect(await grid.refusal('grid.measure.execute', { id, evidence: [newId()] }, leaderOf(second!.area))).toBe('state.conflict');
    await grid.ok('grid.measure.return', { id, reason: '未封严' }, inspectorOf(second!));
    expect(await row(second!)).toMatchObject({ shown: 'not-closed', measures: [{ state: 'executing', returnedBecause: '未封严' }] });
    await grid.ok('grid.duty.execute', { id: dutyOf(id), evidence: [await photo(leaderOf(second!.area))] }, leaderOf(second!.area));
    minutes(10);
    expect(await grid.ok('grid.measure.verify', { id }, inspectorOf(second!))).toMatchObject({ state: 'verified', closed: true });
    expect(await grid.ok<{ state: string }>('grid.duty.get', { id: dutyOf(id) }, inspectorOf(second!))).toMatchObject({ state: 'verified' });
    const figures = await grid.ok<MeasureFigures>('grid.measure.figures', { area: second!.area.slice(0, 9) }, duty);
    expect(figures.total).toEqual({ ordered: 1, closed: 1, medianMinutes: 20, p95Minutes: 20 });
    expect(figures.items).toEqual([{ area: second!.area.slice(0, 9), kind: 'UNDERPASS', ordered: 1, closed: 1, medianMinutes: 20, p95Minutes: 20 }]);
  });

  it('counts towards the figures only measures that keep people out of their site', async () => {
    const past = (measure: string, scope: string | null, took: number) => grid.sql(`insert into measure (id, origin, site_id, area, measure, scope, state, version, ordered_at, first_closed_at, body) values (gen_random_uuid(), 'order', '${second!.id}', '${second!.area}', '${measure}', ${scope ? `'${scope}'` : 'null'}, 'lifted', 1, $1::timestamptz, $1::timestamptz + interval '${took} minutes', '{}')`, [grid.clock.now()]);
    await past('EVACUATE', null, 600);
    await past('SUSPEND', 'WORK', 600);
    await past('SUSPEND', 'TRANSPORT', 40);
    expect((await grid.ok<MeasureFigures>('grid.measure.figures', { area: second!.area.slice(0, 9) }, duty)).total).toEqual({ ordered: 2, closed: 2, medianMinutes: 30, p95Minutes: 39 });
  });

  it('raises one alarm for each patrol that is missed, also after a restart', async () => {
    await grid.ok('grid.measure.patrol-every', { id, minutes: 20 }, officerOf(second!));
    minutes(21);
    await waitFor(async () => (await facts('grid.measure.patrol-overdue', id)) === 1, 45_000, 'the alarm');
    await grid.end(grid.app);
    await grid.instance();
    await grid.look(PatrolTicker);
    expect(await facts('grid.measure.patrol-overdue', id)).toBe(1);
    expect(await row(second!)).toMatchObject({ shown: 'closed', patrolOverdue: true });
    minutes(21);
    await waitFor(async () => (await facts('grid.measure.patrol-overdue', id)) === 2, 45_000, 'the second alarm');
    await grid.ok('grid.measure.patrol', { id, found: 'closed' }, leaderOf(second!.area));
    expect(await row(second!)).toMatchObject({ patrolOverdue: false });
  });

  it('of which two say opposite things stands as not closed, with both facts and one conflict for their superior', async () => {
    const walker = caller(`community-${second!.area.slice(0, 12)}`, 'post-holder', second!.area.slice(0, 12));
    const said = await Promise.all([grid.ok<StatementView>('grid.site.state', { id: second!.id, claim: 'open', note: '仍有行人通过' }, walker), grid.ok<StatementView>('grid.site.state', { id: second!.id, claim: 'open' }, caller(`rescue-${second!.area.slice(0, 12)}`, 'post-holder', second!.area.slice(0, 12)))]);
    const { items: [conflict, ...others] } = await grid.ok<ConflictPage>('grid.conflict.list', { state: 'open' }, duty);
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ siteId: second!.id, state: 'open' });
    const claims = conflict!.statements.map((s) => s.claim);
    expect([claims.filter((c) => c === 'open').length, claims.includes('closed')]).toEqual([2, true]);
    expect(conflict!.statements.map((s) => s.id)).toEqual(expect.arrayContaining(said.map((s) => s.id)));
    expect(await row(second!)).toMatchObject({ shown: 'not-closed', conflictId: conflict!.id });
    expect(await facts('grid.conflict.opened')).toBe(1);
    // two of the community against the leader of the grid and the inspector: the officer of their street stands above all of them
    expect(conflict!.owner).toBe(second!.area.slice(0, 9));
    expect(await grid.refusal('grid.conflict.settle', { id: conflict!.id, claim: 'closed', reason: 'x' }, walker)).toBe('conflict.not-superior');
    expect(await grid.refusal('grid.conflict.settle', { id: conflict!.id, claim: 'closed', reason: 'x' }, caller('other', 'sub-district-officer', street(second!) === '560' ? '410171561' : '410171560'))).toBe('conflict.not-superior');
    expect(await grid.ok('grid.conflict.settle', { id: conflict!.id, claim: 'open', reason: '监控确认仍可通行' }, officerOf(second!))).toMatchObject({ state: 'settled', claim: 'open', reason: '监控确认仍可通行' });
    expect(await grid.refusal('grid.conflict.settle', { id: conflict!.id, claim: 'closed', reason: 'x' }, duty)).toBe('state.conflict');
    // its order is done with: who does it anew does it on the measure itself
    expect(await row(second!)).toMatchObject({ shown: 'not-closed', measures: [{ state: 'executing', closed: false, dutyOpen: false }] });
    const anew = await photo(leaderOf(second!.area));
    const done = grid.clock.now().toISOString();
    minutes(3);
    expect(await grid.ok('grid.measure.execute', { id, evidence: [anew], at: done }, leaderOf(second!.area))).toMatchObject({ state: 'executed', executedAt: done });
    expect(await grid.count(`journal where type = 'grid.measure.executed.v1' and data like '%${anew}%'`)).toBe(1);
    expect(await grid.ok('grid.measure.verify', { id }, inspectorOf(second!))).toMatchObject({ closed: true });
    expect(await row(second!)).toMatchObject({ shown: 'closed' });
  });

  it('is said to be under water by who stands there: over its threshold it is not closed, whoever ordered nothing', async () => {
    const walker = caller(`community-${third!.area.slice(0, 12)}`, 'post-holder', third!.area.slice(0, 12));
    expect(await grid.refusal('grid.site.state', { id: third!.id, claim: 'open', depthCm: 9 }, leaderOf(first!.area))).toBe('access.area');
    await grid.ok('grid.site.state', { id: third!.id, claim: 'open', depthCm: third!.closeAtCm + 3, note: '没过路沿石' }, walker);
    expect(await row(third!)).toMatchObject({ shown: 'not-closed', flooded: true, depth: { cm: third!.closeAtCm + 3, source: 'patrol' } });
    // an older word moves no newer depth
    await grid.ok('grid.site.state', { id: third!.id, claim: 'open', depthCm: 1, at: new Date(grid.clock.now().getTime() - 600_000).toISOString() }, walker);
    expect(await row(third!)).toMatchObject({ flooded: true });
  });

  it('that is withdrawn before it is done ends, and the lift that is withdrawn leaves it in force', async () => {
    const lift = orderTo(second!.area, 5, { measure: 'LIFT', siteId: second!.id, evidence: 'photo', lifts: id });
    const other = orderTo(fourth!.area, 6, { measure: 'SEAL', siteId: fourth!.id, evidence: 'photo' });
    await grid.command.publish([issued(grid.command, lift), issued(grid.command, other)]);
    await waitFor(async () => (await row(second!)).measures[0]?.state === 'lift-ordered' && (await row(fourth!)).measures.length === 1, 45_000, 'the lift');
    await grid.command.publish([withdrawn(grid.command, lift), withdrawn(grid.command, other)]);
    await waitFor(async () => (await row(second!)).measures[0]?.state === 'under-patrol' && (await row(fourth!)).measures.length === 0, 45_000, 'the withdrawal');
    // its gauge was never heard
    expect([(await row(second!)).shown, (await row(fourth!)).shown]).toEqual(['closed', 'unknown']);
  });
});
