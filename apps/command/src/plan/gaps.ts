import { LEVELS, type Force, type Level, type SiteKind } from '@xunling/contracts';
import type { District, KnownPost, KnownSite } from '../known/district.js';
import { Holes, type Gap } from './holes.js';
import type { Minutes, PlanDocument, PlanLine } from './plan.js';
import { stockGaps } from './stock-gaps.js';

const ARROWS = { delivered: '送达', acknowledged: '签收', executing: '执行', reported: '反馈', verified: '核验' } as const satisfies Record<keyof Minutes, string>;
const FORCE_ZH: Record<Force, string> = { SUBDISTRICT: '办事处', COMMUNITY: '村社区', POLICE: '公安', TRAFFIC_POLICE: '交警', URBAN_MGMT: '城管', RESCUE: '应急救援' };

/** A line without a deadline on every arrow, or with one before the arrow before it, cannot be ordered. */
function minutesOf(level: Level, line: PlanLine, at: number, holes: Holes): void {
  let before = 0;
  for (const [arrow, zh] of Object.entries(ARROWS) as [keyof Minutes, string][]) {
    const minutes = (line.minutes as Partial<Minutes> | undefined)?.[arrow];
    const where = `${level}/orders/${at}/minutes/${arrow}`;
    if (minutes === undefined) holes.add(level, { key: `minutes|${where}`, kind: 'minutes', zh: `${level}级第${at + 1}行缺少“${zh}”时限`, en: `level ${level}, line ${at + 1}: no minutes for ${arrow}` }, false);
    else if (minutes < before) holes.add(level, { key: `minutes|${where}`, kind: 'minutes', zh: `${level}级第${at + 1}行“${zh}”时限早于前一环节`, en: `level ${level}, line ${at + 1}: ${arrow} is due before the arrow before it` }, false);
    before = minutes ?? before;
  }
}

function vacant(level: Level, who: { id: string; name: string; area: string; holderId?: string }, holes: Holes): void {
  if (!who.holderId) holes.add(level, { key: `post-vacant|${who.id}`, kind: 'post-vacant', zh: `${who.name}：无责任人`, en: `${who.name}: nobody holds it`, area: who.area });
}

/** Posts that would be told, for each grid; looked up once per force, not once per level. */
function postsOf(force: Force, district: District): { posts: Map<string, KnownPost>; bare: Map<string, number> } {
  const [posts, bare] = [new Map<string, KnownPost>(), new Map<string, number>()];
  for (const grid of district.grids(district.streets())) {
    const post = district.nearest(grid, force);
    if (post) posts.set(post.id, post);
    else bare.set(grid.slice(0, 9), (bare.get(grid.slice(0, 9)) ?? 0) + 1);
  }
  // a street without a single grid has nobody to tell either, unless it holds a post itself
  for (const street of district.streets()) if (!bare.has(street) && district.grids([street]).length === 0 && !district.nearest(street, force)) bare.set(street, 0);
  return { posts, bare };
}

function packetGaps(level: Level, force: Force, { posts, bare }: ReturnType<typeof postsOf>, district: District, holes: Holes): void {
  for (const [street, grids] of bare) {
    const name = district.area(street);
    holes.add(level, { key: `force-missing|${street}/${force}`, kind: 'force-missing', area: street, zh: `${name?.name ?? street}：${FORCE_ZH[force]}在${grids}个网格无岗位可派`, en: `${name?.nameEn ?? street}: ${force} has no post for ${grids} grids` });
  }
  for (const post of posts.values()) vacant(level, post, holes);
}

/** Posts named by a line: one that was closed since tells nobody. */
function postGaps(level: Level, ids: readonly string[], district: District, holes: Holes): void {
  for (const id of ids) {
    const post = district.post(id);
    if (post) vacant(level, post, holes);
    else holes.add(level, { key: `post-missing|${id}`, kind: 'post-missing', zh: '预案所指岗位已不存在', en: 'a post that the plan names does not exist any more' });
  }
}

function siteGaps(level: Level, site: KnownSite, district: District, holes: Holes): void {
  const keeper = district.keeper(site);
  if (!keeper) holes.add(level, { key: `site-keeper|${site.id}`, kind: 'site-keeper', zh: `${site.name}：无管护人`, en: `${site.name}: no keeper`, area: site.area });
  else vacant(level, keeper, holes);
  if (!site.closeAtCm) holes.add(level, { key: `site-threshold|${site.id}`, kind: 'site-threshold', zh: `${site.name}：无关闭水深阈值`, en: `${site.name}: no depth at which it is closed`, area: site.area });
}

function unitGaps(level: Level, to: 'team' | 'depot', kinds: readonly string[], district: District, holes: Holes): void {
  const units = to === 'team' ? district.teams : district.depots;
  for (const kind of kinds) if (!units.some((u) => u.kind === kind)) holes.add(level, { key: `force-missing|${to}/${kind}`, kind: 'force-missing', zh: `全区没有 ${kind} 类${to === 'team' ? '队伍' : '仓库'}`, en: `no ${to} of kind ${kind} in the zone` });
  for (const unit of units) if (kinds.includes(unit.kind)) vacant(level, unit, holes);
  // what the zone itself holds comes to every street
  const mine = units.filter((u) => kinds.includes(u.kind));
  if (mine.length === 0 || mine.some((u) => u.area.length < 9)) return;
  for (const street of district.streets()) {
    const { name, nameEn } = district.area(street)!;
    if (!mine.some((u) => u.area.startsWith(street))) holes.add(level, { key: `unit-short|${to}/${kinds.join('+')}/${street}`, kind: 'unit-short', area: street, zh: `${name}：没有可预置的${to === 'team' ? '队伍' : '仓库'}（${kinds.join('、')}）`, en: `${nameEn}: no ${to} to place there beforehand (${kinds.join(', ')})` });
  }
}

/** A place that a level empties needs a plan that says where its people go, to a shelter that is open. */
function evacuationGaps(level: Level, site: KnownSite, district: District, holes: Holes): void {
  const plan = district.atRisk.plans.get(site.id);
  const add = (zh: string, en: string): void => holes.add(level, { key: `evacuation-plan|${site.id}`, kind: 'evacuation-plan', zh: `${site.name}：${zh}`, en: `${site.name}: ${en}`, area: site.area });
  if (!plan && !site.evacuationPlan) add('无转移安置方案', 'no evacuation plan');
  else if (plan && !district.atRisk.shelters.some((s) => s.id === plan.shelterId)) add('方案中的安置点已不可用', 'the shelter of its plan takes nobody any more');
}

/** A level that moves people needs places for those at risk, street by street: a neighbour's shelters are a waiver's to name. */
function shelterGaps(level: Level, district: District, holes: Holes): void {
  for (const [street, persons] of district.atRisk.persons) {
    const places = district.atRisk.shelters.filter((s) => s.area.startsWith(street)).reduce((n, s) => n + s.capacity, 0);
    if (persons <= places) continue;
    const name = district.area(street);
    holes.add(level, { key: `shelter-short|${street}`, kind: 'shelter-short', area: street, zh: `${name?.name ?? street}：高风险人员约${persons}人，安置点可容纳${places}人`, en: `${name?.nameEn ?? street}: about ${persons} people at risk, places for ${places}` });
  }
}

/** What is missing in the district as known for every line of every level of this plan. */
export function findGaps(plan: PlanDocument, district: District): Gap[] {
  const holes = new Holes();
  const known = new Map<Force, ReturnType<typeof postsOf>>();
  const force = (f: Force) => known.get(f) ?? known.set(f, postsOf(f, district)).get(f)!;
  // an empty copy would pass every plan
  if (district.streets().length === 0) for (const level of LEVELS) holes.add(level, { key: 'district-unknown|zone', kind: 'district-unknown', zh: '尚未收到区域、岗位与点位数据，无法核对缺口', en: 'areas, posts and sites are not known yet: nothing can be checked' }, false);
  for (const level of LEVELS) {
    plan.levels[level].orders.forEach((line, at) => {
      minutesOf(level, line, at, holes);
      for (const area of line.areas ?? []) if (!district.area(area)) holes.add(level, { key: `area-unknown|${area}`, kind: 'area-unknown', zh: `预案所指区域 ${area} 不在区域树中`, en: `the plan names an area ${area} that is not in the tree` });
      if (line.to === 'packet') packetGaps(level, line.force, force(line.force), district, holes);
      else if (line.to === 'site') for (const site of district.sites) {
        if (!line.siteKinds.includes(site.kind as SiteKind) || (line.areas && !line.areas.some((a) => site.area.startsWith(a)))) continue;
        siteGaps(level, site, district, holes);
        if (line.measure === 'EVACUATE') evacuationGaps(level, site, district, holes);
      }
      else if (line.to === 'post') postGaps(level, line.posts, district, holes);
      else unitGaps(level, line.to, line.kinds, district, holes);
    });
    stockGaps(level, plan.levels[level].orders, district, holes);
    if (plan.levels[level].orders.some((line) => line.measure === 'EVACUATE')) shelterGaps(level, district, holes);
  }
  return holes.all();
}

/** What row 111 asks for besides and command holds no figures of; shown as not checked, never as passed. */
export const unchecked = (plan: PlanDocument, { atRisk }: District): { what: string; zh: string; en: string }[] => [
  ...(atRisk.told ? [] : [{ what: 'shelters', zh: '安置点容量与高风险人员：尚未收到名册与安置点数据，未核对', en: 'places in shelters for people at risk: neither register nor shelters are known yet, not checked' }]),
  ...(LEVELS.some((l) => plan.levels[l].orders.some((line) => line.to === 'depot' && line.measure === 'PREPOSITION' && !line.stock)) ? [{ what: 'stock', zh: '预置物资的品目与数量：预案未写明，未核对库存', en: 'items and quantities to be placed beforehand: the plan does not state them, stock not checked' }] : []),
];
