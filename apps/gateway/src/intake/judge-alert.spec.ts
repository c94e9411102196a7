import { describe, expect, it } from 'vitest';
import { sampleAreas } from '@xunling/sample';
import { parseTitle } from './cap/title.js';
import { areaXml, bytesOf, infoXml, sampleMap, type Made } from './fixtures.js';
import { judgeAlert, type Alert } from './judge-alert.js';

const map = sampleMap();
const rings = new Map(sampleAreas().map((a) => [a.code, a.ring.map((p) => p.split(' ').map(Number) as [number, number])]));
const accepted = (made: Made): Alert => {
  const verdict = judgeAlert(bytesOf(made), map);
  if (verdict.kind !== 'accepted') throw new Error(JSON.stringify(verdict.faults));
  return verdict.alert;
};
const reasons = (made: Made): string[] => { const v = judgeAlert(bytesOf(made), map); return v.kind === 'refused' ? v.faults.map((f) => f.reason) : ['accepted']; };
const shaped = (inner: string): Made => ({ infos: infoXml({ area: areaXml(inner) }) });
const geocode = (value: string, name = 'GB/T 2260'): Made => shaped(`<geocode><valueName>${name}</valueName><value>${value}</value></geocode>`);
const polygonOf = (ring: readonly (readonly [number, number])[]): Made => shaped(`<polygon>${ring.map(([lon, lat]) => `${lat},${lon}`).join(' ')}</polygon>`);
const areas = (made: Made): string[] => accepted(made).signals[0]!.areas;

describe('Chinese titles', () => {
  it.each([
    ['郑州市气象台发布暴雨红色预警', '郑州市气象台', 'issue', 'RAINSTORM', 'RED'],
    ['某县气象台2021年7月20日06时30分继续发布暴雨红色预警信号', '某县气象台', 'continue', 'RAINSTORM', 'RED'],
    ['某市气象台更新大风蓝色预警', '某市气象台', 'update', 'GALE', 'BLUE'],
    ['某市气象台解除雷电黄色预警', '某市气象台', 'lift', 'LIGHTNING', 'YELLOW'],
    ['某市气象台撤销暴雨橙色预警', '某市气象台', 'withdraw', 'RAINSTORM', 'ORANGE'],
    ['某市气象台将暴雨橙色预警升级为暴雨红色预警', '某市气象台', 'upgrade', 'RAINSTORM', 'RED'],
    ['某市气象台将暴雨红色预警信号降级为橙色预警信号', '某市气象台', 'downgrade', 'RAINSTORM', 'ORANGE'],
    ['某市气象台发布暴雨红色预警【Ⅰ级/特别严重】', '某市气象台', 'issue', 'RAINSTORM', 'RED'],
    ['某市气象台发布暴雨红色预警（已解除）', '某市气象台', 'lift', 'RAINSTORM', 'RED'],
    ['某区防汛抗旱指挥部暴雨红色预警', '某区防汛抗旱指挥部', 'issue', 'RAINSTORM', 'RED'],
    ['某市自然资源局与气象局联合发布地质灾害气象风险黄色预警', '某市自然资源局与气象局联合', 'issue', 'GEOLOGICAL', 'YELLOW'],
  ])('%s', (raw, issuer, action, hazard, colour) => { expect(parseTitle(raw)).toMatchObject({ issuer, action, hazard, colour }); });

  it.each(['请注意防范暴雨', '某市气象台发布暴雨预警', '某市气象台发布暴雨红色、大风蓝色预警', '某市发布红色预警'])('%s goes to a person', (raw) => { expect(parseTitle(raw)).toBeUndefined(); });
});

describe('an alert in our words', () => {
  it('merges its languages into one signal with the Chinese words', () => {
    const alert = accepted({ infos: infoXml() + infoXml({ language: 'en-US', event: 'Rainstorm', headline: 'Red rainstorm warning', area: areaXml(undefined, 'Chaohe') }) });
    expect(alert.signals).toHaveLength(1);
    expect(alert).toMatchObject({ issuer: '某市气象台', ours: true, dialect: 'cap-1.2' });
    expect(alert.signals[0]).toMatchObject({ hazard: 'RAINSTORM', colour: 'RED', areas: ['410171561'], issuedArea: '潮河街道', headline: '某市气象台发布暴雨红色预警', expiresDefaulted: false });
  });

  it('makes one signal per hazard', () => {
    const alert = accepted({ infos: infoXml() + infoXml({ headline: '某市气象台发布大风蓝色预警', severity: 'Minor', event: '大风' }) });
    expect(alert.signals.map((s) => [s.hazard, s.colour])).toEqual([['RAINSTORM', 'RED'], ['GALE', 'BLUE']]);
  });

  it('takes a lift by its title as a Cancel', () => {
    expect(accepted({ infos: infoXml({ headline: '某市气象台解除暴雨红色预警' }) })).toMatchObject({ msgType: 'Cancel' });
  });

  it('marks its own default end', () => {
    expect(accepted({ infos: infoXml({ expires: '' }) }).signals[0]).toMatchObject({ expires: '2026-07-21T08:00:00.000Z', expiresDefaulted: true });
  });

  it('gives the same id for the same instant', () => {
    expect(accepted({ sent: '2026-07-20T08:00:00+00:00' }).alertId).toBe(accepted({}).alertId);
  });
});

describe('areas', () => {
  it('names one street for exactly its ring, no neighbour', () => { expect(areas(polygonOf(rings.get('410171561')!))).toEqual(['410171561']); });

  it('names the zone where all of it is covered', () => {
    expect(areas(polygonOf([[113, 34], [114.5, 34], [114.5, 35.5], [113, 35.5], [113, 34]]))).toEqual(['410171']);
    expect(areas(shaped('<circle>34.71,113.79 40</circle>'))).toEqual(['410171']);
  });

  it('names each grid that is touched, in both streets', () => {
    // 1 km round the corner of the first two streets of the lower row
    const found = areas(shaped('<circle>34.68,113.76 0.5</circle>'));
    expect(new Set(found.map((c) => c.slice(0, 9)))).toEqual(new Set(['410171111', '410171560']));
    expect(found.every((c) => c.length === 15)).toBe(true);
  });

  it('finds a sliver inside one grid', () => {
    const [[w, s]] = rings.get('410171563905002')! as [[number, number]];
    expect(areas(polygonOf([[w + 0.001, s + 0.001], [w + 0.002, s + 0.001], [w + 0.002, s + 0.002], [w + 0.001, s + 0.001]]))).toEqual(['410171563905002']);
  });

  it.each([
    ['a street', '410171561', ['410171561']], ['a padded street', '410171561000', ['410171561']], ['a grid', '410171561901001', ['410171561901001']],
    ['two in one value', '410171561,410171562', ['410171561', '410171562']], ['the city above us', '410100', ['410171']], ['another division', '410105', []], ['a neighbour with longer code', '410105001', []],
  ])('resolves %s', (_, value, expected) => { expect(areas(geocode(value))).toEqual(expected); });

  it('stops at grids where it is drawn, and takes a micro-grid by its code', () => {
    const map = sampleMap();
    const [[w, s]] = rings.get('410171561901001')! as [[number, number]];
    const box = (from: number, to: number): [number, number][] => [[w + from, s + from], [w + to, s + from], [w + to, s + to], [w + from, s + to], [w + from, s + from]];
    map.open({ code: '410171561901001001', kind: 'micro-grid', ring: box(0, 0.002).map((p) => p.join(' ')) });
    const judged = (made: Made): string[] => { const v = judgeAlert(bytesOf(made), map); return v.kind === 'accepted' ? v.alert.signals[0]!.areas : v.faults.map((f) => f.reason); };
    expect(judged(polygonOf(box(0.0005, 0.0015)))).toEqual(['410171561901001']);
    expect(judged(polygonOf(box(0.003, 0.0035)))).toEqual(['410171561901001']);
    expect(judged(geocode('410171561901001001'))).toEqual(['410171561901001001']);
  });

  it('loses nothing drawn on ground that no node below holds', () => {
    const map = sampleMap();
    for (const grid of ['001', '002', '003', '004', '005', '006']) map.close(`410171561903${grid}`);
    map.close('410171561904001');
    const judged = (code: string): string[] => { const v = judgeAlert(bytesOf(polygonOf(rings.get(code)!)), map); return v.kind === 'accepted' ? v.alert.signals[0]!.areas : []; };
    expect(judged('410171561904001')).toEqual(['410171561904']);
    expect(judged('410171561903')).toEqual(['410171561903']);
  });

  it('names nothing that was closed', () => {
    const map = sampleMap();
    map.close('410171561901001');
    const judged = (code: string) => judgeAlert(bytesOf(geocode(code)), map);
    expect(judged('410171561901001')).toMatchObject({ kind: 'refused', faults: [expect.objectContaining({ reason: 'area.unknown' })] });
    expect(judged('410171561901').kind).toBe('accepted');
  });


  it('keeps what lies outside as not ours', () => {
    expect(accepted(geocode('410105')).ours).toBe(false);
    expect(accepted(polygonOf([[100, 20], [101, 20], [101, 21], [100, 20]])).ours).toBe(false);
    expect(accepted(geocode('MTZ014', 'UGC')).ours).toBe(false);
  });

  it.each([
    ['a malformed code', geocode('41017'), 'area.malformed'], ['letters', geocode('41017156x'), 'area.malformed'], ['a code of ours that is not in the tree', geocode('410171564'), 'area.unknown'],
    ['bare words only', shaped(''), 'area.no-geometry'],
  ])('refuses %s', (_, made, reason) => { expect(reasons(made)).toEqual([reason]); });
});
