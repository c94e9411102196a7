import type { SiteKind } from '@xunling/contracts';
import { centreOf, sampleAreas } from './areas.js';
import { pad, siteId } from './ids.js';

export interface SampleSite { id: string; serial: number; area: string; kind: SiteKind; name: string; nameEn: string; owner: string; closeAtCm: number; position: { lon: number; lat: number };
  clearAtCm: number; closureDistanceM: number; contacts: { name: string; phone: string; duty: string }[]; evacuationPlan: boolean;
}

/** Three flood points named in a public notice (domain.md F.1); where they lie in our schematic grid is invented. */
const NAMED: readonly (readonly [string, string])[] = [
  ['第三大街下穿机场高速（示例点位）', 'Third Avenue under the airport expressway (sample position)'],
  ['义通街 航海路–九曲路（示例点位）', 'Yitong Street, Hanghai–Jiuqu Road (sample position)'],
  ['航海路 经开二十八大街–龙渠桥（示例点位）', 'Hanghai Road, 28th Avenue–Longqu Bridge (sample position)'],
];

/** Split of domain.md F.2: 120 sites. */
const SPLIT: readonly { kind: SiteKind; n: number; zh: string; en: string; owner: string; closeAtCm: number }[] = [
  { kind: 'UNDERPASS', n: 16, zh: '下穿通道', en: 'Underpass', owner: '区综合行政执法局市政科', closeAtCm: 27 },
  { kind: 'TUNNEL', n: 6, zh: '隧道', en: 'Tunnel', owner: '区综合行政执法局市政科', closeAtCm: 15 },
  { kind: 'CULVERT', n: 8, zh: '涵洞', en: 'Culvert', owner: '区综合行政执法局市政科', closeAtCm: 25 },
  { kind: 'UNDERGROUND_SPACE', n: 30, zh: '地下车库', en: 'Underground garage', owner: '物业管理单位（示例）', closeAtCm: 10 },
  { kind: 'SCHOOL', n: 18, zh: '学校', en: 'School', owner: '教育主管部门（示例）', closeAtCm: 20 },
  { kind: 'CONSTRUCTION_SITE', n: 16, zh: '在建工地', en: 'Construction site', owner: '建设单位（示例）', closeAtCm: 20 },
  { kind: 'MALL', n: 6, zh: '商场', en: 'Mall', owner: '商业运营单位（示例）', closeAtCm: 15 },
  { kind: 'MARKET', n: 4, zh: '市场', en: 'Market', owner: '市场开办单位（示例）', closeAtCm: 15 },
  { kind: 'HOSPITAL', n: 3, zh: '医院', en: 'Hospital', owner: '卫生主管部门（示例）', closeAtCm: 15 },
  { kind: 'CARE_HOME', n: 5, zh: '养老院', en: 'Care home', owner: '民政主管部门（示例）', closeAtCm: 10 },
  { kind: 'HAZARD_ROAD', n: 8, zh: '危险路段', en: 'Hazard road', owner: '交通主管部门（示例）', closeAtCm: 30 },
];

/** Where a road runs through, it is closed that far before the water (domain.md D.3); a house at its gate. */
const DISTANCE: Partial<Record<SiteKind, number>> = { UNDERPASS: 500, TUNNEL: 500, HAZARD_ROAD: 500, CULVERT: 200 };
const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫';
/** Every 24th site has no evacuation plan, so that the gap list has something to show. */
const WITHOUT_PLAN = 24;
/** Invented: numbers beginning 000 cannot be dialled. */
const contactOf = (serial: number): SampleSite['contacts'][number] => ({ name: `${SURNAMES[serial % SURNAMES.length]}示例`, phone: `000${pad(81_000_000 + serial * 137, 8)}`, duty: '点位负责人' });

/** 120 sites spread over the grids: every third grid has one. */
export function sampleSites(): SampleSite[] {
  const grids = sampleAreas().filter((a) => a.kind === 'grid');
  let serial = 0;
  return SPLIT.flatMap(({ kind, n, zh, en, owner, closeAtCm }) =>
    Array.from({ length: n }, (_, i) => {
      // 47 is coprime to 360: neighbouring serials fall into different streets, and no grid twice
      const grid = grids[(serial * 47) % grids.length]!;
      serial += 1;
      const [name, nameEn] = (kind === 'UNDERPASS' && NAMED[i]) || [`${grid.name.slice(0, 2)}${zh}${pad(serial, 3)}`, `${grid.nameEn.split(' ')[0]} ${en} ${pad(serial, 3)}`];
      return {
        id: siteId(serial), serial, area: grid.code, kind, name, nameEn, owner, closeAtCm, position: centreOf(grid),
        clearAtCm: Math.max(5, closeAtCm - 5), closureDistanceM: DISTANCE[kind] ?? 50, contacts: [contactOf(serial)], evacuationPlan: serial % WITHOUT_PLAN !== 7,
      };
    }));
}
