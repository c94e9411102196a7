import { FORCES, type Force } from '@xunling/contracts';
import { sampleAreas, STREETS, ZONE } from './areas.js';
import { pad, postId } from './ids.js';
import { sampleSites } from './sites.js';

export type PostKind = 'LEADER' | 'DEPUTY' | 'HEAD' | 'INSPECTOR' | 'OFFICER' | 'KEEPER' | 'HQ';
export interface SamplePost {
  id: string; area: string; kind: PostKind; force?: Force; name: string; nameEn: string;
  /** User names; absent = vacant, no deputy. */
  holder?: string; deputy?: string; siteId?: string;
}

export const FORCE_NAMES: Record<Force, { zh: string; en: string; slug: string }> = {
  SUBDISTRICT: { zh: '办事处', en: 'Sub-district', slug: 'office' },
  COMMUNITY: { zh: '村社区', en: 'Community', slug: 'community' },
  POLICE: { zh: '公安', en: 'Police', slug: 'police' },
  TRAFFIC_POLICE: { zh: '交警', en: 'Traffic police', slug: 'traffic' },
  URBAN_MGMT: { zh: '城管', en: 'Urban management', slug: 'urban' },
  RESCUE: { zh: '应急救援', en: 'Emergency rescue', slug: 'rescue' },
};
const AT_COMMUNITY: readonly Force[] = ['SUBDISTRICT', 'COMMUNITY', 'URBAN_MGMT', 'RESCUE'];

export const DEPARTMENTS = 21;
const HQ_HOLDERS = ['commander', 'deputy', 'duty1', 'duty2', 'duty3', 'duty4', 'dispatcher'] as const;
/** Keepers of the first 78 sites; two are vacant, so that the gap list and the superior's stand-in can be seen. */
const VACANT_KEEPERS = [40, 77];

function gridPosts(): SamplePost[] {
  return sampleAreas().filter((a) => a.kind === 'grid').flatMap((grid): SamplePost[] => [
    { id: postId(`leader-${grid.code}`), area: grid.code, kind: 'LEADER', force: 'COMMUNITY', name: `${grid.name}网格长`, nameEn: `${grid.nameEn} leader`, holder: `grid-${grid.code}`, deputy: `grid-b-${grid.code}` },
    { id: postId(`deputy-${grid.code}`), area: grid.code, kind: 'DEPUTY', force: 'COMMUNITY', name: `${grid.name}网格员`, nameEn: `${grid.nameEn} worker`, holder: `grid-b-${grid.code}` },
  ]);
}

function communityPosts(): SamplePost[] {
  const communities = sampleAreas().filter((a) => a.kind === 'community');
  return communities.flatMap((community) => AT_COMMUNITY.map((force, i): SamplePost => {
    const { zh, en, slug } = FORCE_NAMES[force];
    const next = FORCE_NAMES[AT_COMMUNITY[(i + 1) % AT_COMMUNITY.length]!].slug;
    return { id: postId(`${slug}-${community.code}`), area: community.code, kind: 'LEADER', force, name: `${community.name}${zh}岗`, nameEn: `${community.nameEn} ${en} post`, holder: `${slug}-${community.code}`, deputy: `${next}-${community.code}` };
  }));
}

function streetPosts(): SamplePost[] {
  return STREETS.flatMap((street): SamplePost[] => {
    const no = street.code.slice(6);
    const forces = FORCES.flatMap((force): SamplePost[] => {
      const { zh, en, slug } = FORCE_NAMES[force];
      return [
        { id: postId(`${slug}-${no}`), area: street.code, kind: 'LEADER', force, name: `${street.name}${zh}负责岗`, nameEn: `${street.nameEn} ${en} lead`, holder: `${slug}-${no}`, deputy: `${slug}-b-${no}` },
        { id: postId(`${slug}-b-${no}`), area: street.code, kind: 'DEPUTY', force, name: `${street.name}${zh}副岗`, nameEn: `${street.nameEn} ${en} second`, holder: `${slug}-b-${no}` },
      ];
    });
    return [
      ...forces,
      { id: postId(`head-${no}`), area: street.code, kind: 'HEAD', name: `${street.name}防汛负责人`, nameEn: `${street.nameEn} flood head`, holder: `street-${no}`, deputy: `office-${no}` },
      { id: postId(`inspector-${no}`), area: street.code, kind: 'INSPECTOR', name: `${street.name}核查岗`, nameEn: `${street.nameEn} inspector`, holder: `inspector-${no}` },
    ];
  });
}

function zonePosts(): SamplePost[] {
  const departments = Array.from({ length: DEPARTMENTS }, (_, d) => Array.from({ length: 3 }, (_, i): SamplePost => ({
    id: postId(`dept-${pad(d + 1)}-${i + 1}`), area: ZONE, kind: 'OFFICER', name: `区直部门${pad(d + 1)}防汛岗${i + 1}（示例）`, nameEn: `Department ${pad(d + 1)} flood post ${i + 1} (sample)`,
    holder: `dept-${pad(d + 1)}-${i + 1}`, ...(i < 2 ? { deputy: `dept-${pad(d + 1)}-${i + 2}` } : {}),
  }))).flat();
  const hq = Array.from({ length: 15 }, (_, i): SamplePost => {
    const holder = HQ_HOLDERS[i] ?? `hq-${pad(i + 1)}`;
    return { id: postId(`hq-${pad(i + 1)}`), area: ZONE, kind: 'HQ', name: `区防指岗位${pad(i + 1)}`, nameEn: `Zone HQ post ${pad(i + 1)}`, holder };
  });
  return [...departments, ...hq];
}

const keeperPosts = (): SamplePost[] => sampleSites().slice(0, 78).map((site) => ({
  id: postId(`keeper-${pad(site.serial, 3)}`), area: site.area, kind: 'KEEPER' as const, siteId: site.id, name: `${site.name}看护岗`, nameEn: `${site.nameEn} keeper`,
  ...(VACANT_KEEPERS.includes(site.serial) ? {} : { holder: `keeper-${pad(site.serial, 3)}`, deputy: `grid-${site.area}` }),
}));

/** 1,200 posts (domain.md F.2): 720 grid, 240 community, 84 street, 63 department, 15 HQ, 78 keepers. */
export const samplePosts = (): SamplePost[] => [...gridPosts(), ...communityPosts(), ...streetPosts(), ...zonePosts(), ...keeperPosts()];

