import type { AreaKind } from '@xunling/contracts';
import { pad } from './ids.js';

export const ZONE = '410171';

/** Codes and names of the six offices: modood/Administrative-divisions-of-China, domain.md D.7. Everything below them is invented. */
export const STREETS = [
  { code: '410171111', short: '九龙', name: '九龙镇', nameEn: 'Jiulong Town' },
  { code: '410171560', short: '明湖', name: '明湖街道', nameEn: 'Minghu Sub-district' },
  { code: '410171561', short: '潮河', name: '潮河街道', nameEn: 'Chaohe Sub-district' },
  { code: '410171562', short: '京航', name: '京航街道', nameEn: 'Jinghang Sub-district' },
  { code: '410171563', short: '前程', name: '前程街道', nameEn: 'Qiancheng Sub-district' },
  { code: '410171565', short: '祥云', name: '祥云街道', nameEn: 'Xiangyun Sub-district' },
] as const;

const COMMUNITY_NAMES = [
  ['晨光', 'Chenguang'], ['和苑', 'Heyuan'], ['锦程', 'Jincheng'], ['春晖', 'Chunhui'], ['青禾', 'Qinghe'],
  ['望川', 'Wangchuan'], ['临泉', 'Linquan'], ['安澜', 'Anlan'], ['云栖', 'Yunqi'], ['景明', 'Jingming'],
] as const;

export interface SampleArea { code: string; kind: AreaKind; name: string; nameEn: string; parent?: string; ring: string[] }

/** Schematic rectangle (示意图，非实际边界) as a closed WGS84 ring of "lon lat". */
interface Box { west: number; south: number; width: number; height: number }
const fixed = (n: number): string => n.toFixed(5);
const ringOf = ({ west, south, width, height }: Box): string[] => {
  const [w, s, e, n] = [fixed(west), fixed(south), fixed(west + width), fixed(south + height)];
  return [`${w} ${s}`, `${e} ${s}`, `${e} ${n}`, `${w} ${n}`, `${w} ${s}`];
};
const cell = (box: Box, columns: number, rows: number, index: number): Box => ({
  west: box.west + (box.width / columns) * (index % columns),
  south: box.south + (box.height / rows) * Math.floor(index / columns),
  width: box.width / columns,
  height: box.height / rows,
});

const ZONE_BOX: Box = { west: 113.7, south: 34.65, width: 0.18, height: 0.12 };
const streetBox = (s: number): Box => cell(ZONE_BOX, 3, 2, s);
const communityBox = (s: number, c: number): Box => cell(streetBox(s), 5, 2, c);
const gridBox = (s: number, c: number, g: number): Box => cell(communityBox(s, c), 3, 2, g);

/** Communities take serials 901–910, outside the official ranges, so that no invented code passes for a real one. */
export const communityCode = (street: string, index: number): string => `${street}${901 + index}`;
export const gridCode = (community: string, index: number): string => `${community}${pad(index + 1, 3)}`;

/** Zone, 6 streets, 60 communities, 360 grids: parents before children. */
export function sampleAreas(): SampleArea[] {
  const areas: SampleArea[] = [{ code: ZONE, kind: 'zone', name: '郑州经济技术开发区（示例）', nameEn: 'Zhengzhou Economic Development Zone (sample)', ring: ringOf(ZONE_BOX) }];
  STREETS.forEach((street, s) => {
    areas.push({ code: street.code, kind: 'street', name: street.name, nameEn: street.nameEn, parent: ZONE, ring: ringOf(streetBox(s)) });
    COMMUNITY_NAMES.forEach(([zh, en], c) => {
      const community = communityCode(street.code, c);
      areas.push({ code: community, kind: 'community', name: `${street.short}${zh}社区`, nameEn: `${en} Community`, parent: street.code, ring: ringOf(communityBox(s, c)) });
      for (let g = 0; g < 6; g++) {
        areas.push({ code: gridCode(community, g), kind: 'grid', name: `${zh}第${g + 1}网格`, nameEn: `${en} Grid ${g + 1}`, parent: community, ring: ringOf(gridBox(s, c, g)) });
      }
    });
  });
  return areas;
}

/** Codes of the 360 grids, in order. */
export const sampleGrids = (): string[] => sampleAreas().filter((a) => a.kind === 'grid').map((a) => a.code);

/** Middle of an area's rectangle. */
export function centreOf(area: SampleArea): { lon: number; lat: number } {
  const [sw, , ne] = area.ring.map((p) => p.split(' ').map(Number));
  return { lon: Number(((sw![0]! + ne![0]!) / 2).toFixed(6)), lat: Number(((sw![1]! + ne![1]!) / 2).toFixed(6)) };
}
