import { describe, expect, it } from 'vitest';
import { NOTHING_TOLD, type AtRisk } from '../known/at-risk.js';
import { District } from '../known/district.js';
import { stockKey } from '../known/stock.js';
import { sampleDistrict } from '../known/sample-district.fixture.js';
import { findGaps, unchecked } from './gaps.js';
import type { Gap } from './holes.js';
import type { PlanDocument } from './plan.js';
import { SAMPLE_PLAN } from './sample-plan.js';

const full = sampleDistrict();
const changed = (more: Partial<Pick<District, 'areas' | 'posts' | 'sites' | 'teams' | 'depots' | 'stock'>>): District =>
  new District(more.areas ?? full.areas, more.posts ?? full.posts, more.sites ?? full.sites, more.teams ?? full.teams, more.depots ?? full.depots, full.asOf, [], NOTHING_TOLD, more.stock ?? full.stock);
const kinds = (gaps: readonly Gap[]): string[] => [...new Set(gaps.map((g) => g.kind))].sort();
const copy = (): PlanDocument => JSON.parse(JSON.stringify(SAMPLE_PLAN)) as PlanDocument;
const before = new Set(findGaps(SAMPLE_PLAN, full).map((g) => g.key));
/** What a change of the district or the plan adds to the gaps there are. */
const added = (district: District, plan = SAMPLE_PLAN): Gap[] => findGaps(plan, district).filter((g) => !before.has(g.key));

describe('the gap check of a plan', () => {
  it('finds in the sample district the sites nobody keeps and the two keeper posts nobody holds', () => {
    const gaps = findGaps(SAMPLE_PLAN, full);
    const kept = new Set(full.posts.flatMap((p) => p.siteId ?? []));
    const named = full.sites.filter((site) => site.kind !== 'HOSPITAL');
    expect(gaps.filter((g) => g.kind === 'post-vacant')).toHaveLength(2);
    expect(gaps.filter((g) => g.kind === 'site-keeper').map((g) => g.key).sort()).toEqual(named.filter((site) => !kept.has(site.id)).map((site) => `site-keeper|${site.id}`).sort());
    // five care homes that Ⅰ empties have no plan that says where to
    expect(gaps.filter((g) => g.kind === 'evacuation-plan').map((g) => [g.key, g.levels]).sort()).toEqual(full.sites.filter((x) => x.kind === 'CARE_HOME').map((x) => [`evacuation-plan|${x.id}`, ['I']]).sort());
    expect(kinds(gaps)).toEqual(['evacuation-plan', 'post-vacant', 'site-keeper', 'stock-short', 'stock-unknown']);
    for (const gap of gaps) expect(gap.waivable).toBe(true);
  });

  it('names a post once with every level that would tell it', () => {
    const leader = full.posts.find((p) => p.kind === 'LEADER' && p.force === 'POLICE')!;
    expect(added(sampleDistrict((p) => p.id === leader.id))[0]).toMatchObject({ key: `post-vacant|${leader.id}`, levels: ['I', 'II', 'III', 'IV'], area: leader.area });
  });

  it('does not ask for posts no line of the plan names', () => {
    const hq = full.posts.find((p) => p.kind === 'HQ')!;
    expect(added(sampleDistrict((p) => p.id === hq.id))).toEqual([]);
  });

  it('finds a post that a line names and that is held by nobody or gone, and an area that is not in the tree', () => {
    const hq = full.posts.find((p) => p.kind === 'HQ')!;
    const plan = copy();
    plan.levels.II.orders.push({ to: 'post', posts: [hq.id, 'gone'], areas: ['410171561', '410171999'], measure: 'ON_POST', minutes: plan.levels.II.orders[0]!.minutes, textZh: '到岗', textEn: 'on post' });
    expect(added(sampleDistrict((p) => p.id === hq.id), plan).map((g) => [g.key, g.levels])).toEqual([['area-unknown|410171999', ['II']], ['post-missing|gone', ['II']], [`post-vacant|${hq.id}`, ['II']]]);
  });

  it('finds a force without any post in a street', () => {
    const gaps = added(changed({ posts: full.posts.filter((p) => !(p.force === 'RESCUE' && p.area.startsWith('410171561'))) }));
    expect(gaps.filter((g) => g.kind === 'force-missing')).toEqual([expect.objectContaining({ key: 'force-missing|410171561/RESCUE', area: '410171561', levels: ['I', 'II', 'III', 'IV'] })]);
  });

  it('finds a named site without a keeper, and one without the depth at which it is closed', () => {
    const tunnel = full.sites.find((s) => s.kind === 'TUNNEL')!;
    const gaps = added(changed({
      posts: full.posts.filter((p) => p.siteId !== tunnel.id), sites: full.sites.map((s) => (s.id === tunnel.id ? { ...s, closeAtCm: 0 } : s)),
    }));
    expect(gaps.map((g) => [g.key, g.levels])).toEqual([[`site-keeper|${tunnel.id}`, ['I', 'II']], [`site-threshold|${tunnel.id}`, ['I', 'II']]]);
  });

  it('finds a kind of team or depot the zone has none of', () => {
    expect(added(changed({ teams: full.teams.filter((t) => t.kind !== 'MASS') })).map((g) => g.key)).toEqual(['force-missing|team/MASS']);
  });

  it('finds a line without a deadline on an arrow, or out of order, and lets nobody waive it', () => {
    const plan = copy();
    delete (plan.levels.I.orders[0]!.minutes as Partial<typeof plan.levels.I.orders[0]['minutes']>).verified;
    plan.levels.II.orders[1]!.minutes = { ...plan.levels.II.orders[1]!.minutes, executing: 1 };
    const gaps = added(full, plan);
    expect(gaps.map((g) => [g.key, g.waivable])).toEqual([['minutes|I/orders/0/minutes/verified', false], ['minutes|II/orders/1/minutes/executing', false]]);
  });

  it('passes no plan while the district is not known', () => {
    const gaps = findGaps(SAMPLE_PLAN, new District([], [], [], [], [], undefined));
    expect(kinds(gaps)).toEqual(['district-unknown', 'force-missing']);
    expect(gaps[0]).toMatchObject({ waivable: false });
  });

  it('counts every site of the kinds it names (C14: one unregistered home is one gap)', () => {
    const home = { ...full.sites.find((s) => s.kind === 'CARE_HOME')!, id: '018f0000-0000-7000-8000-000000000009', name: '新增养老院' };
    expect(added(changed({ sites: [...full.sites, home] })).map((g) => [g.key, g.levels])).toEqual([[`evacuation-plan|${home.id}`, ['I']], [`site-keeper|${home.id}`, ['I']]]);
  });
});

describe('where people at risk would go', () => {
  const homes = full.sites.filter((x) => x.kind === 'CARE_HOME');
  const shelter = { id: 's1', area: '410171561901', name: '学校安置点', capacity: 300 };
  const told = (more: Partial<AtRisk>): District => new District(full.areas, full.posts, full.sites, full.teams, full.depots, full.asOf, [], { ...NOTHING_TOLD, told: true, ...more }, full.stock);
  const of = (kind: Gap['kind'], district: District, plan = SAMPLE_PLAN): Gap[] => findGaps(plan, district).filter((g) => g.kind === kind);

  it('is a gap of each place a level empties whose plan is missing or leads to a shelter that is closed', () => {
    const planned = (shelterId: string): AtRisk['plans'] => new Map(homes.map((h) => [h.id, { persons: 40, shelterId }]));
    expect(of('evacuation-plan', told({ shelters: [shelter], plans: planned('s1') }))).toEqual([]);
    expect(of('evacuation-plan', told({ shelters: [], plans: planned('s1') }))).toHaveLength(homes.length);
    expect(of('evacuation-plan', changed({ sites: full.sites.map((x) => ({ ...x, evacuationPlan: true })) }))).toEqual([]);
  });

  it('is a gap of the street whose shelters hold fewer than are at risk there, at the levels that move people; a name may let it pass', () => {
    const persons = new Map([['410171561', 301], ['410171560', 1]]);
    expect(of('shelter-short', told({ persons, shelters: [shelter] })).map((g) => [g.key, g.levels, g.waivable])).toEqual([['shelter-short|410171560', ['I'], true], ['shelter-short|410171561', ['I'], true]]);
    expect(of('shelter-short', told({ persons: new Map([['410171561', 300]]), shelters: [shelter] }))).toEqual([]);
  });

  it('is said to be unchecked while nobody has told of people or shelters, as stock is where the plan does not say what it needs', () => {
    const silent = copy();
    for (const level of ['I', 'II'] as const) silent.levels[level].orders = silent.levels[level].orders.map((line) => { const { stock: _none, ...rest } = line as never as { stock?: object }; return rest as never; });
    expect([unchecked(SAMPLE_PLAN, full), unchecked(SAMPLE_PLAN, told({})), unchecked(silent, told({}))].map((of) => of.map((u) => u.what))).toEqual([['shelters'], [], ['stock']]);
  });

  it('street by street something is there to be placed beforehand, unless the zone itself holds it', () => {
    const without = full.depots.filter((d) => !d.area.startsWith('410171561'));
    expect(of('unit-short', changed({ depots: without.filter((d) => d.area.length >= 9) })).map((g) => g.key)).toEqual(['unit-short|depot/CENTRAL+STREET/410171561']);
    expect(of('unit-short', changed({ depots: without }))).toEqual([]);
  });
});

describe('what a level wants to lie in a depot', () => {
  const depot = full.depots.find((d) => d.area === '410171561')!;
  const counted = (...lines: [string, number][]): District => changed({ stock: { ...full.stock, onHand: new Map([...full.stock.onHand, ...lines.map(([item, n]): [string, number] => [stockKey(depot.id, item), n])]) } });

  it('is named depot by depot and item by item: what it needs and what is there, or that nobody counted it', () => {
    const gaps = findGaps(SAMPLE_PLAN, full).filter((g) => g.kind.startsWith('stock'));
    const [short, uncounted] = [full.depots.find((d) => d.area === '410171560')!, full.depots.find((d) => d.area === '410171565')!];
    expect(gaps.map((g) => [g.key, g.levels, g.waivable])).toEqual([
      [`stock-short|${short.id}/SANDBAG/2000`, ['I'], true], [`stock-unknown|${uncounted.id}/PUMP`, ['I', 'II'], true], [`stock-unknown|${uncounted.id}/SANDBAG`, ['I', 'II'], true],
    ]);
    expect(gaps[0]).toMatchObject({ zh: `${short.name}：沙袋需 2000 条，现有 1200 条`, en: `${short.name}: Sandbags needs 2000, has 1200`, area: short.area });
  });

  it('is there with just enough and short by one below; an empty depot that was counted is short, not unknown', () => {
    expect(added(counted(['SANDBAG', 2000], ['PUMP', 6]))).toEqual([]);
    expect(added(counted(['PUMP', 5])).map((g) => g.key)).toEqual([`stock-short|${depot.id}/PUMP/6`]);
    expect(added(counted(['PUMP', 0])).map((g) => [g.key, g.levels])).toEqual([[`stock-short|${depot.id}/PUMP/3`, ['II']], [`stock-short|${depot.id}/PUMP/6`, ['I']]].sort());
  });

  it('is the sum of the lines of a level that ask the same depot', () => {
    const plan = copy();
    const line = plan.levels.II.orders.find((l) => l.to === 'depot')!;
    plan.levels.II.orders.push({ ...line, stock: [{ item: 'SANDBAG', quantity: 2001 }] } as never);
    expect(added(full, plan).filter((g) => g.area === depot.area).map((g) => g.key)).toEqual([`stock-short|${depot.id}/SANDBAG/3001`]);
  });

  it('may be waived, for that need only', () => {
    const waived = findGaps(SAMPLE_PLAN, counted(['PUMP', 5])).find((g) => g.key === `stock-short|${depot.id}/PUMP/6`)!;
    const more = copy();
    for (const line of more.levels.I.orders) if (line.to === 'depot') line.stock = [{ item: 'PUMP', quantity: 9 }];
    expect(findGaps(more, counted(['PUMP', 5])).some((g) => g.key === waived.key)).toBe(false);
  });
});
