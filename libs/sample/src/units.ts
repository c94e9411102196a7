import type { UNIT_KINDS } from '@xunling/contracts';
import { STREETS, ZONE } from './areas.js';
import { pad, postId, unitId } from './ids.js';
import { DEPARTMENTS } from './posts.js';

export interface SampleUnit { id: string; kind: (typeof UNIT_KINDS)[number]; name: string; nameEn: string; area: string; posts: string[] }
const VERTICAL = 4;
const ENTERPRISES = 8;

/** 21 departments, vertical departments, the six offices and some enterprises; all but the offices' names are invented. The first enterprise has no post yet. */
export const sampleUnits = (): SampleUnit[] => [
  ...Array.from({ length: DEPARTMENTS }, (_, d): SampleUnit => ({ id: unitId(`dept-${d + 1}`), kind: 'DEPARTMENT', name: `区直部门${pad(d + 1)}（示例）`, nameEn: `Department ${pad(d + 1)} (sample)`, area: ZONE, posts: [1, 2, 3].map((i) => postId(`dept-${pad(d + 1)}-${i}`)) })),
  ...Array.from({ length: VERTICAL }, (_, v): SampleUnit => ({ id: unitId(`vertical-${v + 1}`), kind: 'VERTICAL', name: `垂管单位${pad(v + 1)}（示例）`, nameEn: `Vertical department ${pad(v + 1)} (sample)`, area: ZONE, posts: [postId(`hq-${pad(v + 8)}`)] })),
  ...STREETS.map((s): SampleUnit => ({ id: unitId(`office-${s.code}`), kind: 'OFFICE', name: `${s.name}办事处`, nameEn: `${s.nameEn} office`, area: s.code, posts: [postId(`head-${s.code.slice(6)}`), postId(`inspector-${s.code.slice(6)}`)] })),
  ...Array.from({ length: ENTERPRISES }, (_, e): SampleUnit => { const street = STREETS[e % STREETS.length]!; return { id: unitId(`enterprise-${e + 1}`), kind: 'ENTERPRISE', name: `${street.short}示例企业${pad(e + 1)}`, nameEn: `Sample enterprise ${pad(e + 1)}`, area: street.code, posts: e === 0 ? [] : [postId(`keeper-${pad(e, 3)}`)] }; }),
];
