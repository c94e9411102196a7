import { communityCode, STREETS, ZONE } from './areas.js';
import { depotId, pad, teamId } from './ids.js';

export interface SampleTeam { id: string; serial: number; area: string; kind: 'PROFESSIONAL' | 'MASS'; name: string; nameEn: string; leader: string; deputy?: string }
export interface SampleDepot { id: string; serial: number; area: string; kind: 'CENTRAL' | 'CONTRACT' | 'STREET' | 'PREPOSITION'; name: string; nameEn: string; keeper: string; deputy?: string }

/** 40 teams: 16 professional ones of the zone, 24 commando teams (four per street). */
export function sampleTeams(): SampleTeam[] {
  const professional = Array.from({ length: 16 }, (_, i) => ({ area: ZONE, kind: 'PROFESSIONAL' as const, name: `专业抢险队${pad(i + 1)}（示例）`, nameEn: `Professional team ${pad(i + 1)} (sample)` }));
  const mass = STREETS.flatMap((s) => Array.from({ length: 4 }, (_, i) => ({ area: s.code, kind: 'MASS' as const, name: `${s.short}突击队${i + 1}（示例）`, nameEn: `${s.nameEn.split(' ')[0]} commando team ${i + 1} (sample)` })));
  return [...professional, ...mass].map((t, i) => ({ ...t, id: teamId(i + 1), serial: i + 1, leader: `team-${pad(i + 1)}` }));
}

/** 12 depots: zone central, contract, one per street, four pre-position points. */
export function sampleDepots(): SampleDepot[] {
  const rows: Omit<SampleDepot, 'id' | 'serial' | 'keeper'>[] = [
    { area: ZONE, kind: 'CENTRAL', name: '区中心物资库（示例）', nameEn: 'Zone central depot (sample)' },
    { area: ZONE, kind: 'CONTRACT', name: '协议储备企业（示例）', nameEn: 'Contract stock (sample)' },
    ...STREETS.map((s) => ({ area: s.code, kind: 'STREET' as const, name: `${s.short}物资库（示例）`, nameEn: `${s.nameEn.split(' ')[0]} depot (sample)` })),
    ...STREETS.slice(1, 5).map((s) => ({ area: communityCode(s.code, 0), kind: 'PREPOSITION' as const, name: `${s.short}预置点（示例）`, nameEn: `${s.nameEn.split(' ')[0]} pre-position point (sample)` })),
  ];
  return rows.map((d, i) => ({ ...d, id: depotId(i + 1), serial: i + 1, keeper: `depot-${pad(i + 1)}` }));
}
