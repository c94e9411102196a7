import { FIVE_FOR_ONE, VULNERABLE, type SHELTER_KINDS } from '@xunling/contracts';
import { derivedId } from '@xunling/platform';
import { centreOf, communityCode, gridCode, sampleAreas, STREETS } from './areas.js';
import { pad } from './ids.js';
import { sampleSites } from './sites.js';

export interface SampleHousehold {
  id: string; serial: number; code: string; area: string; siteId?: string; head: string; phone: string; address: string; needs?: string;
  persons: { name: string; vulnerable: string[] }[]; personIds: string[]; fiveForOne: { role: string; name: string; phone: string }[];
}
export interface SampleShelter { shelterId: string; serial: number; area: string; name: string; nameEn: string; kind: (typeof SHELTER_KINDS)[number]; position: { lon: number; lat: number }; capacity: number; contact: string; phone: string }

const HOUSEHOLDS = 1500;
/** Where water stands first. */
const FLOOD_PRONE = ['UNDERPASS', 'TUNNEL', 'CULVERT', 'UNDERGROUND_SPACE', 'HAZARD_ROAD'];
const NEEDS = ['需轮椅', '需供氧设备', '需定时服药', '行动不便，需两人搀扶'];
const WITHOUT_ONE = 101;
/** People in one care home, as one household. */
const RESIDENTS = 8;

export const householdId = (serial: number): string => derivedId('household', String(serial));
export const shelterId = (serial: number): string => derivedId('shelter', String(serial));
/** No phone of the sample can be dialled. */
const phoneOf = (key: string): string => `000${String(drawn(`phone-${key}`) % 100_000_000).padStart(8, '0')}`;
/** A number, always the same for the same key (FNV-1a): thousands of them are drawn at a first start. */
function drawn(key: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16_777_619) >>> 0;
  return Math.imul(hash ^ (hash >>> 15), 2_246_822_519) >>> 1;
}
const pick = (key: string, of: number): number => drawn(key) % of;
const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜';
const GIVEN = '安澜川宁泽禾岚舟远明清和景行立言';
const nameOf = (key: string): string => `${SURNAMES[pick(`s-${key}`, SURNAMES.length)]}${GIVEN[pick(`g-${key}`, GIVEN.length)]}${GIVEN[pick(`n-${key}`, GIVEN.length)]}`;

/** Grids with a flood-prone site, and the first grid of every community. */
export function floodProneGrids(): string[] {
  const near = sampleSites().filter((s) => FLOOD_PRONE.includes(s.kind)).map((s) => s.area);
  const first = sampleAreas().filter((a) => a.kind === 'grid' && a.code.endsWith('001')).map((a) => a.code);
  return [...new Set([...near, ...first])].sort();
}

/** 1,500 at-risk households of about 4,000 persons over the flood-prone grids, the five care homes as one household each; every name, phone and address is invented. */
export function sampleHouseholds(): SampleHousehold[] {
  const grids = floodProneGrids();
  const names = new Map(sampleAreas().map((a) => [a.code, a.name]));
  const homes = sampleSites().filter((s) => s.kind === 'CARE_HOME');
  const carers = new Map([...grids, ...homes.map((h) => h.area)].map((area) => [area, FIVE_FOR_ONE.map((role) => ({ role, name: nameOf(`${role}-${area}`), phone: phoneOf(`${role}-${area}`) }))]));
  return Array.from({ length: HOUSEHOLDS }, (_, i): SampleHousehold => {
    const serial = i + 1;
    const home = homes[i];
    const area = home?.area ?? grids[i % grids.length]!;
    const size = home ? RESIDENTS : 1 + [0, 1, 1, 2, 2, 3][pick(`size-${serial}`, 6)]!;
    const persons = Array.from({ length: size }, (_, p) => {
      const kinds = home ? ['ELDERLY'] : p === 0 || pick(`frail-${serial}-${p}`, 3) === 0 ? [VULNERABLE[pick(`kind-${serial}-${p}`, VULNERABLE.length)]!] : [];
      return { name: nameOf(`household-${serial}-${p}`), vulnerable: [...kinds, ...(size === 1 && kinds[0] !== 'ALONE' ? ['ALONE'] : [])] };
    });
    // a few lack one of the five, so that the gap list has something to show
    const lacking = serial % WITHOUT_ONE === 50 ? serial % FIVE_FOR_ONE.length : -1;
    return {
      id: householdId(serial), serial, code: `示${pad(serial, 4)}`, area, ...(home ? { siteId: home.id } : {}), head: persons[0]!.name, phone: phoneOf(`household-${serial}`), address: home ? `${home.name}` : `${names.get(area) ?? area}示例路${(serial % 90) + 1}号${(serial % 6) + 1}单元`,
      ...(pick(`needs-${serial}`, 5) === 0 ? { needs: NEEDS[pick(`need-${serial}`, NEEDS.length)]! } : {}), persons, personIds: persons.map((_, p) => derivedId('at-risk-person', `${serial}/${p}`)),
      fiveForOne: carers.get(area)!.filter((_, r) => r !== lacking),
    };
  });
}

const SHELTERS = [
  { kind: 'SCHOOL', zh: '中心小学', en: 'primary school', capacity: 400 },
  { kind: 'GYM', zh: '体育馆', en: 'gym', capacity: 600 },
  { kind: 'COMMUNITY_CENTRE', zh: '社区服务中心', en: 'community centre', capacity: 120 },
] as const;
/** 18 shelters, three per street; invented. */
export function sampleShelters(): SampleShelter[] {
  const areas = new Map(sampleAreas().map((a) => [a.code, a]));
  return STREETS.flatMap((street, s) => SHELTERS.map(({ kind, zh, en, capacity }, i): SampleShelter => {
    const serial = s * SHELTERS.length + i + 1;
    const area = areas.get(gridCode(communityCode(street.code, i * 3 + 1), 2))!;
    return { shelterId: shelterId(serial), serial, area: area.code, name: `${street.short}${zh}安置点（示例）`, nameEn: `${street.nameEn.split(' ')[0]} ${en} shelter (sample)`, kind, position: centreOf(area), capacity, contact: nameOf(`shelter-${serial}`), phone: phoneOf(`shelter-${serial}`) };
  }));
}

/** Outside list of one street (示例): what a department knows, one care home more than the register and one school less. */
export function sampleOutsideList(street: string): string {
  const known = sampleSites().filter((s) => s.area.startsWith(street) && ['CARE_HOME', 'SCHOOL', 'HOSPITAL'].includes(s.kind));
  const school = known.find((s) => s.kind === 'SCHOOL');
  const listed = known.filter((s) => street !== '410171563' || s !== school).map((s) => `${s.kind},${s.name},${s.area}`);
  return [...listed, ...(street === '410171561' ? [`CARE_HOME,潮河夕照养老院（示例）,${street}`] : [])].join('\n');
}
