import { describe, expect, it } from 'vitest';
import { readCsv } from './read-csv.js';
import { readGeoJson } from './read-geojson.js';
import { survey, type KnownNode } from './survey.js';

const GRID = '410171561901001';
const ring = (west: number, south: number, size: number): string[] => [[0, 0], [size, 0], [size, size], [0, size], [0, 0]].map(([x, y]) => `${(west + x!).toFixed(6)} ${(south + y!).toFixed(6)}`);
const node = (code: string, more: Partial<KnownNode> = {}): [string, KnownNode] => [code, { code, closed: false, homeNode: 'c', ring: ring(113.77, 34.71, 0.01), ...more }];
const tree = new Map([node('410171561901'), node(GRID), node('410171561901009', { closed: true }), node('410171561902', { closed: true })]);
const line = (code: string, outline = ring(113.772, 34.712, 0.002), name = '一号', kind = ''): string => `${code},${name},One,${kind},${outline.join(';')}`;
const csv = (...lines: string[]): string => ['\uFEFFcode,name,nameEn,kind,ring', ...lines].join('\r\n');
const judge = (text: string, { datum = 'WGS84' as 'WGS84' | 'GCJ02', may = (_: string): boolean => true } = {}) => {
  const file = readCsv(text);
  const { facts, errors, warnings } = survey(file.rows, tree, may, datum, '2026-07-20T08:00:00.000Z');
  return { codes: facts.map((f) => f.code), facts, errors: [...file.errors, ...errors].map((e) => [e.path, e.reason]), warnings: warnings.map((w) => [w.path, w.reason]), all: [...file.errors, ...errors, ...warnings] };
};
const collection = (...features: object[]): string => JSON.stringify({ type: 'FeatureCollection', features });
const feature = (code: string, outline: string[], more: object = {}): object => ({ type: 'Feature', properties: { code, name: '一号', nameEn: 'One' }, geometry: { type: 'Polygon', coordinates: [outline.map((p) => p.split(' ').map(Number))] }, ...more });

describe('a file of areas', () => {
  it('opens children with parents of the same file, parents first', () => {
    const judged = judge(csv(line('410171561901007001'), line('410171561901007'), line(`${GRID}001`)));
    expect(judged.codes).toEqual(['410171561901007', '410171561901007001', `${GRID}001`]);
    expect(judged.errors).toEqual([]);
    expect(judged.facts.map((f) => f.kind)).toEqual(['grid', 'micro-grid', 'micro-grid']);
  });

  it('names row and column of every fault, in both languages', () => {
    const { errors, all } = judge(csv(line('4101715619x'), line(GRID), line('410171561901009'), line('410171561903001'), line('410171561902001'), line('410171566'), line(`${GRID}001`, ring(113.772, 34.712, 0.002).slice(0, 4)), line(`${GRID}002`, undefined, '一号', 'grid'), line(`${GRID}003`, undefined, ''), line(`${GRID}004`), line(`${GRID}004`), `${GRID}005,一号,One,,lon lat`));
    expect(errors.sort()).toEqual([
      ['row 2, column code', 'code.form'], ['row 3, column code', 'area.used'], ['row 4, column code', 'area.used'], ['row 5, column code', 'area.parent'], ['row 6, column code', 'area.parent'], ['row 7, column code', 'area.kind'],
      ['row 8, column ring, point 4', 'ring.open'], ['row 9, column kind', 'kind.contradicts'], ['row 10, column name', 'name.missing'], ['row 10, column nameEn', 'name.missing'], ['row 12, column code', 'area.twice'], ['row 13, column ring', 'ring.form'],
    ].filter(([path]) => path !== 'row 10, column nameEn').sort());
    for (const { message, messageZh } of all) { expect(messageZh).toMatch(/[\u4e00-\u9fff]/); expect(message).toMatch(/[a-z]/); }
  });

  it('refuses what lies wholly outside its parent, and doubts what sticks out', () => {
    expect(judge(csv(line(`${GRID}001`, ring(113.9, 34.71, 0.002)))).errors).toEqual([['row 2, column ring', 'ring.elsewhere']]);
    const beyond = judge(csv(line(`${GRID}001`, ring(113.778, 34.712, 0.003)), line(`${GRID}002`, ring(113.7781, 34.712, 0.002))));
    expect([beyond.errors, beyond.warnings, beyond.codes]).toEqual([[], [['row 2, column ring', 'ring.beyond']], [`${GRID}001`, `${GRID}002`]]);
  });

  it('names each row outside the area of its reader', () => {
    expect(judge(csv(line(`${GRID}001`), line('410171560901007')), { may: (code) => code.startsWith('410171561') }).errors).toEqual([['row 3, column code', 'access.area']]);
  });

  it('turns GCJ-02 into WGS84 within a centimetre and says so', () => {
    const there = ['113.776157 34.708946', '113.777 34.709', '113.777 34.710', '113.776157 34.708946'];
    const { facts: [fact] } = judge(csv(line(`${GRID}001`, there)), { datum: 'GCJ02' });
    expect(fact).toMatchObject({ datum: 'WGS84', sourceDatum: 'GCJ02' });
    const [lon, lat] = fact!.ring[0]!.split(' ').map(Number) as [number, number];
    expect(Math.hypot((lon - 113.77) * 91_500, (lat - 34.71) * 111_320)).toBeLessThan(0.1);
  });

  it('reads WKT, quotes and Chinese headings', () => {
    const file = readCsv(`编码,名称,边界\n${GRID}001,"东区, 一号","POLYGON((113.772 34.712, 113.774 34.712, 113.774 34.714, 113.772 34.712))"\n`);
    expect(file.rows[0]).toMatchObject({ code: `${GRID}001`, name: '东区, 一号', nameEn: '东区, 一号', ring: ['113.772 34.712', '113.774 34.712', '113.774 34.714', '113.772 34.712'] });
  });

  it('is refused as a whole where it is no table of areas', () => {
    const reasons = (text: string): string[] => readCsv(text).errors.map((e) => e.reason);
    expect(reasons('a,b\n1,2')).toEqual(['column.unknown', 'column.unknown', 'column.missing', 'column.missing', 'column.missing']);
    expect(reasons('code,name,ring\n')).toEqual(['file.empty']);
    expect(reasons('code,name,ring\n"never closed')).toEqual(['csv.quote']);
    expect(reasons(csv(...Array.from({ length: 2001 }, () => 'x')))).toEqual(['file.rows']);
  });
});

describe('a GeoJSON file', () => {
  const reasons = (text: string, datum: 'WGS84' | 'GCJ02' = 'WGS84'): string[][] => readGeoJson(text, datum).errors.map((e) => [e.path, e.reason]);
  it('gives the same rows, with the paths of the file', () => {
    const file = readGeoJson(collection(feature(`${GRID}001`, ring(113.772, 34.712, 0.002))), 'WGS84');
    expect(file.rows[0]).toMatchObject({ code: `${GRID}001`, name: '一号', ring: ring(113.772, 34.712, 0.002).map((p) => p.split(' ').map(Number).join(' ')) });
    expect([file.rows[0]!.path('ring'), file.rows[0]!.path('code')]).toEqual(['features[0].geometry', 'features[0].properties.code']);
  });

  it('is refused by name where it is none, has no polygon, or calls itself another datum', () => {
    expect(reasons('{')).toEqual([['', 'geojson.form']]);
    expect(reasons(collection(feature(GRID, [], { geometry: { type: 'Point', coordinates: [1, 2] } }), feature(GRID, ['113 x'])))).toEqual([['features[0].geometry', 'geometry.kind'], ['features[1].geometry.coordinates[0][0]', 'ring.form']]);
    const crs = (name: string): string => JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name } }, features: [feature(`${GRID}001`, ring(113.772, 34.712, 0.002))] });
    expect(reasons(crs('urn:ogc:def:crs:OGC:1.3:CRS84'))).toEqual([]);
    expect(reasons(crs('urn:ogc:def:crs:EPSG::3857'))).toEqual([['crs', 'datum.contradicts']]);
    expect(reasons(crs('urn:ogc:def:crs:OGC:1.3:CRS84'), 'GCJ02')).toEqual([['crs', 'datum.contradicts']]);
  });

  it('takes the outer ring and says that holes are left out', () => {
    const [outer, hole] = [ring(113.771, 34.711, 0.005), ring(113.772, 34.712, 0.001)].map((r) => r.map((p) => p.split(' ').map(Number)));
    const file = readGeoJson(collection(feature(`${GRID}001`, [], { geometry: { type: 'Polygon', coordinates: [outer, hole] } })), 'WGS84');
    expect([file.rows.length, file.warnings.map((w) => w.reason)]).toEqual([1, ['ring.holes']]);
  });
});
