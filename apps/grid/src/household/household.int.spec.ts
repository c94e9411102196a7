import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AT_RISK_SITES, type Caller } from '@xunling/contracts';
import type { ItemService } from '@xunling/addressee/testing';
import type { AtRiskGapPage, EvacuationWithLedgers, HouseholdPage, HouseholdView, ThreeLists, UnmaskedHousehold, SiteWithSteps, ShelterPage } from '@xunling/contracts/classes';
import { Messaging } from '@xunling/messaging';
import { sampleHouseholds, sampleSites } from '@xunling/sample';
import { caller, leaderOf, startGrid } from '../testing/grid.js';
import { dayOf } from './register-gaps.js';

const GRID = '410171561901001';
const own = sampleHouseholds().filter((h) => h.area === GRID);
let grid: ItemService;
const street = caller('street-561', 'sub-district-officer', '410171561');
const duty = caller('duty1', 'duty-officer', '410171');
const observer = caller('observer', 'observer', '410171');
const leader = leaderOf(GRID);
beforeAll(async () => { grid = await startGrid(); }, 120_000);
afterAll(() => grid.stop());
const list = async (by: Caller, more: object = {}): Promise<HouseholdView[]> => (await grid.ok<HouseholdPage>('grid.household.list', { area: GRID, limit: 200, ...more }, by)).items;
const refusal = async (operation: string, input: object, by: Caller) => { const r = await grid.call(operation, input, by); return r.ok ? { code: 'ok' } : r.refusal; };

describe('the at-risk register', () => {
  it('is read in full by the grid’s own line, masked by everybody else, never outside one’s area', async () => {
    for (const by of [leader, caller(`grid-b-${GRID}`, 'post-holder', GRID), caller('community-410171561901', 'post-holder', '410171561901'), caller('office-561', 'post-holder', '410171561'), street]) expect((await list(by))[0]).toMatchObject({ masked: false, head: own[0]!.head, phone: own[0]!.phone, address: own[0]!.address });
    for (const by of [duty, observer, caller('police-561', 'post-holder', '410171561'), caller('rescue-410171561901', 'post-holder', '410171561901'), caller('auditor', 'auditor', '410171')]) {
      const [first] = await list(by);
      expect(first).toMatchObject({ masked: true, head: expect.stringMatching(/^.\*+$/), phone: expect.stringMatching(/^000\*+\d\d$/) });
      expect(JSON.stringify(first)).not.toContain(own[0]!.head);
      expect(first).not.toHaveProperty('address');
    }
    expect(await grid.refusal('grid.household.list', { area: GRID }, leaderOf('410171561901002'))).toBe('access.area');
    expect(await grid.refusal('grid.household.get', { id: own[0]!.id }, caller('street-563', 'sub-district-officer', '410171563'))).toBe('access.area');
  });

  it('is unmasked for a purpose, each time a fact of the journal for zone staff; no event names anybody', async () => {
    const shown = await grid.ok<UnmaskedHousehold>('grid.household.unmask', { id: own[0]!.id, purpose: '组织转移车辆' }, duty);
    expect(shown).toMatchObject({ head: own[0]!.head, phone: own[0]!.phone, purpose: '组织转移车辆' });
    await grid.ok('grid.household.unmask', { id: own[0]!.id, purpose: '再次核对' }, duty);
    const facts = await grid.sql<{ street: string; data: string }>(`select street, data from journal where type = 'grid.household.unmasked.v1' order by no`);
    expect(facts.map((f) => [f.street, (JSON.parse(f.data) as { purpose: string; by: string }).purpose, (JSON.parse(f.data) as { by: string }).by])).toEqual([['999', '组织转移车辆', duty.userId], ['999', '再次核对', duty.userId]]);
    expect(await grid.refusal('grid.household.unmask', { id: own[0]!.id, purpose: 'x' }, leaderOf('410171563901001'))).toBe('access.area');
    for (const h of own) for (const secret of [h.head, h.phone, h.address, ...h.persons.map((p) => p.name)]) expect(await grid.count(`journal where strpos(data, '${secret}') > 0`)).toBe(0);
  });

  it('is imported whole or not at all, with row and column of each fault', async () => {
    const before = await grid.count('household');
    const bad = await refusal('grid.household.import', { csv: `N1,${GRID},王一,0001,路1号,王一,老,\nN2,410171561999001,王二,0002,路2号,王二,,\n${own[0]!.code},${GRID},李,0003,路,李,,\nN4,410171563901001,李,0003,路,李,,` }, leader);
    expect(bad).toMatchObject({ code: 'input.impossible', extra: { faults: 3 }, errors: [{ path: 'row 2, column 2 网格代码', reason: 'unknown' }, { path: 'row 3, column 1 户编号', reason: 'duplicate' }, { path: 'row 4, column 2 网格代码', reason: 'outside' }] });
    expect(await grid.count('household')).toBe(before);
    expect(await grid.ok('grid.household.import', { csv: `N1,${GRID},王一,0001,路1号,王一,老,\nN1,,,,,王幼,幼,\nN2,${GRID},王二,0002,路2号,王二,,` }, leader)).toEqual({ households: 2, persons: 3 });
    expect(await grid.refusal('grid.household.import', { csv: `N3,${GRID},王三,0001,路1号,王三,,` }, caller('police-561', 'post-holder', '410171561'))).toBe('input.impossible');
  });

  it('lists households without one of the five until it is named', async () => {
    const [lacking] = (await list(leader, { lacking: true })).filter((h) => h.code === 'N1');
    expect(lacking!.lacks).toHaveLength(5);
    for (const role of lacking!.lacks) await grid.ok('grid.household.name-carer', { id: lacking!.id, role, name: '示例员', phone: '00055556666' }, leader);
    expect((await list(leader, { lacking: true })).some((h) => h.code === 'N1')).toBe(false);
    expect(await grid.refusal('grid.household.name-carer', { id: lacking!.id, role: 'DOCTOR', name: 'x', phone: '000' }, duty)).toBe('access.line');
    const { items } = await grid.ok<ThreeLists>('grid.household.three-lists', { area: GRID }, observer);
    expect(items).toEqual([expect.objectContaining({ area: GRID, households: own.length + 2, persons: own.reduce((n, h) => n + h.persons.length, 0) + 3, running: false })]);
  });

  it('says in which site a household lives, of the same place only: by hand, by file and corrected; its evacuation lists them', async () => {
    const home = sampleSites().find((s) => s.kind === 'CARE_HOME' && !s.area.startsWith('410171560'))!;
    const [officer, area] = [caller(`street-${home.area.slice(6, 9)}`, 'sub-district-officer', home.area.slice(0, 9)), home.area.slice(0, 15)];
    const elsewhere = sampleSites().find((s) => s.area.startsWith(home.area.slice(0, 9)) && !s.area.startsWith(area) && !area.startsWith(s.area))!;
    const household = { area, head: '示例甲', phone: '00012345678', address: '路1号', persons: [{ name: '示例甲' }] };
    expect(await grid.refusal('grid.household.add', { ...household, code: 'S-1', siteId: elsewhere.id }, officer)).toBe('input.impossible');
    const { id } = await grid.ok<HouseholdView>('grid.household.add', { ...household, code: 'S-1' }, officer);
    const run = await grid.ok<EvacuationWithLedgers>('grid.evacuation.open', { area: home.area, siteId: home.id, reason: 'x' }, officer);
    const planned = async () => (await grid.ok<EvacuationWithLedgers>('grid.evacuation.get', { id: run.id }, officer)).totals.planned;
    await grid.ok('grid.household.import', { csv: `S-2,${area},王一,0001,路1号,王一,老,,${home.name}\nS-2,,,,,王二,,\nS-3,${area},王三,0001,路1号,王三,老,,` }, officer);
    expect(await planned()).toBe(run.totals.planned + 2);
    expect(await grid.refusal('grid.household.change', { id, siteId: elsewhere.id, reason: 'x' }, officer)).toBe('input.impossible');
    expect(await grid.ok<HouseholdView>('grid.household.change', { id, siteId: home.id, reason: '入住' }, officer)).toMatchObject({ siteId: home.id });
    expect(await planned()).toBe(run.totals.planned + 3);
    expect(await grid.ok<HouseholdView>('grid.household.change', { id, noSite: true, reason: '搬出' }, officer)).not.toHaveProperty('siteId');
    const bad = await refusal('grid.household.import', { csv: `S-4,${area},王一,0001,路1号,王一,老,,无此处` }, officer);
    expect(bad).toMatchObject({ errors: [{ path: 'row 1, column 9 点位', reason: 'unknown', messageZh: expect.stringContaining('没有点位') as string }] });
  });

  it('changes and leaves by its line with a reason', async () => {
    const [h] = (await list(leader)).filter((x) => x.code === 'N2');
    expect(await grid.ok('grid.household.change', { id: h!.id, phone: '00099998888', addPersons: [{ name: '王小' }], reason: '换号' }, leader)).toMatchObject({ phone: '00099998888', persons: [{ name: '王二' }, { name: '王小' }] });
    const { persons: [two, small], version } = (await list(leader)).find((x) => x.id === h!.id)!;
    const stranger = (await list(leader))[0]!.persons[0]!;
    for (const wrong of [{ removePersons: [stranger.id] }, { changePersons: [{ id: stranger.id, name: 'x' }] }, { removePersons: [two!.id, small!.id] }, { removePersons: [two!.id], changePersons: [{ id: two!.id, name: 'x' }] }]) expect(await grid.refusal('grid.household.change', { id: h!.id, ...wrong, reason: 'x' }, leader)).toBe('input.impossible');
    expect((await list(leader)).find((x) => x.id === h!.id)!.version).toBe(version);
    expect(await grid.ok('grid.household.change', { id: h!.id, changePersons: [{ id: two!.id, name: '王贰', vulnerable: ['SICK'] }], removePersons: [small!.id], reason: '更正' }, leader)).toMatchObject({ persons: [{ id: two!.id, name: '王贰', vulnerable: ['SICK'] }] });
    expect((await grid.ok<ThreeLists>('grid.household.three-lists', { area: GRID }, observer)).items[0]).toMatchObject({ persons: own.reduce((n, x) => n + x.persons.length, 0) + 3 });
    // whoever left is listed nowhere from now on
    const left = await grid.ok<EvacuationWithLedgers>('grid.evacuation.open', { area: GRID, reason: 'x' }, street);
    expect(await grid.count(`evacuee where evacuation_id = '${left.id}' and person_id = '${small!.id}'`)).toBe(0);
    expect(await grid.count(`evacuee where evacuation_id = '${left.id}' and person_id = '${two!.id}'`)).toBe(1);
    await grid.ok('grid.household.close', { id: h!.id, reason: '迁出' }, leader);
    expect((await list(leader)).some((x) => x.code === 'N2')).toBe(false);
    expect(await grid.refusal('grid.household.close', { id: h!.id, reason: '迁出' }, leader)).toBe('state.conflict');
  });
});

describe('the register against outside lists', () => {
  const gaps = async (operation: string, by: Caller, more: object = {}) => (await grid.ok<AtRiskGapPage>(operation, { area: '410171562', ...more }, by));
  it('puts one unregistered care home on tomorrow’s gap list, once, with an event per street', async () => {
    const list = (name: string) => ({ area: '410171562', source: '民政局', csv: `养老院,${name},410171562` });
    expect(await grid.refusal('grid.household.upload-outside', list('x'), street)).toBe('access.area');
    await grid.ok('grid.household.upload-outside', list('晚晴养老院'), duty);
    expect((await gaps('grid.household.reconcile', observer)).items).toContainEqual(expect.objectContaining({ gap: 'missing-here', kind: 'CARE_HOME', name: '晚晴养老院', source: '民政局' }));
    const ticker = grid.app.get(Messaging).tickers.find((t) => t.options.name === 'at-risk-gaps')!;
    await ticker.round();
    grid.clock.advance(24 * 3_600_000);
    await ticker.round();
    await ticker.round();
    const tomorrow = dayOf(grid.clock.now());
    const listed = await gaps('grid.household.gaps', observer, { limit: 500 });
    expect(listed.day).toBe(tomorrow);
    expect(listed.items.filter((g) => g.name === '晚晴养老院')).toEqual([expect.objectContaining({ gap: 'missing-here' })]);
    expect(listed.items.some((g) => g.gap === 'five-for-one')).toBe(true);
    expect(await grid.count(`journal where type = 'grid.household.gaps-listed.v1' and data like '%"day":"${tomorrow}"%'`)).toBe(6);
    await grid.ok('grid.household.upload-outside', list('另一家养老院'), duty);
    expect((await gaps('grid.household.reconcile', observer)).items.some((g) => g.name === '晚晴养老院')).toBe(false);
  });

  it('counts a place as registered while it is published only, and pages what is lacking without losing a row', async () => {
    const site = sampleSites().find((x) => x.kind === 'CARE_HOME' && x.area.startsWith('410171560'))!;
    const officer = caller('street-560', 'sub-district-officer', '410171560');
    await grid.ok('grid.household.upload-outside', { area: '410171560', source: '民政局', csv: `养老院,${site.name},410171560` }, officer);
    const here = async () => (await grid.ok<AtRiskGapPage>('grid.household.reconcile', { area: '410171560', limit: 500 }, officer)).items;
    const said = async () => (await here()).filter((g) => g.gap === 'missing-here' && g.name === site.name).length;
    expect(await said()).toBe(0);
    await grid.ok('grid.site.withdraw', { id: site.id, reason: '停办' }, officer);
    expect(await said()).toBe(1);
    const all = await here();
    const paged: AtRiskGapPage['items'] = [];
    for (let cursor: string | undefined = '0'; cursor !== undefined;) {
      const page: AtRiskGapPage = await grid.ok<AtRiskGapPage>('grid.household.reconcile', { area: '410171560', limit: 1, cursor }, officer);
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(all.length).toBeGreaterThan(1);
    expect(paged).toEqual(all);
  });

  it('says of a place that it has a plan as the register of sites does, whichever of them was told', async () => {
    const site = sampleSites().find((x) => !x.evacuationPlan && (AT_RISK_SITES as readonly string[]).includes(x.kind))!;
    const officer = caller(`street-${site.area.slice(6, 9)}`, 'sub-district-officer', site.area.slice(0, 9));
    const said = async (): Promise<[boolean, boolean]> => [
      (await grid.ok<AtRiskGapPage>('grid.household.reconcile', { area: site.area.slice(0, 9), limit: 500 }, officer)).items.some((g) => g.gap === 'no-plan' && g.siteId === site.id),
      (await grid.ok<SiteWithSteps>('grid.site.get', { id: site.id }, officer)).gaps.includes('evacuation-plan'),
    ];
    expect(await said()).toEqual([true, true]);
    const [shelter] = (await grid.ok<ShelterPage>('grid.shelter.list', { area: site.area.slice(0, 9) }, officer)).items;
    for (let n = 0; n < 2; n++) await grid.ok('grid.household.plan-site', { siteId: site.id, persons: 40, shelterId: shelter!.id }, officer);
    expect(await said()).toEqual([false, false]);
    expect(await grid.count(`journal where type = 'grid.site.revised.v1' and subject = 'site/${site.id}'`)).toBe(1);
    await grid.ok('grid.site.revise', { id: site.id, evacuationPlan: false }, officer);
    expect(await said()).toEqual([true, true]);
    expect(await grid.count(`site_plan where site_id = '${site.id}'`)).toBe(0);
  });
});
