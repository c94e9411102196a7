import { describe, expect, it } from 'vitest';
import { MOST_IMPORTED } from '@xunling/contracts/classes';
import { inLine, maskName, maskPhone } from './household.js';
import { csvRows } from '../csv.js';
import { readHouseholds } from './import.js';
import { nameKey, readPlaces, reconcile, type Place } from './reconcile.js';

const GRID = '410171561901001';
const read = (csv: string) => readHouseholds(csvRows(csv), { may: (area) => (area === GRID ? undefined : area.startsWith('410171561') ? 'unknown' : 'outside'), codes: new Set(['旧']), sites: (word, area) => (area !== GRID ? [] : word === '夕照养老院' ? ['s1'] : word === '公寓' ? ['s2', 's3'] : []) });
const both = (faults: readonly { message: string; messageZh: string }[]): boolean => faults.every((f) => /[\u4e00-\u9fff]/.test(f.messageZh) && /[a-z]/.test(f.message));

describe('a list of households', () => {
  it('is read by household, one line a person, with quotes, headings and either comma', () => {
    const { households, faults } = read(`\ufeff户编号,网格代码,户主,电话,住址,姓名,类别,需求\r\nA,${GRID},王一,000 1234,"示例路1号,2单元",王一,老、病,需轮椅\r\nA,,,,,王二,,\r\nB，${GRID}，李一，0001，示例路2号，李一，CHILD，`);
    expect(faults).toEqual([]);
    expect(households).toEqual([
      { code: 'A', area: GRID, head: '王一', phone: '000 1234', address: '示例路1号,2单元', needs: '需轮椅', persons: [{ name: '王一', vulnerable: ['ELDERLY', 'SICK'] }, { name: '王二', vulnerable: [] }] },
      { code: 'B', area: GRID, head: '李一', phone: '0001', address: '示例路2号', persons: [{ name: '李一', vulnerable: ['CHILD'] }] },
    ]);
  });

  it('is refused with row and column of every fault', () => {
    const { faults } = read(`旧,${GRID},王,0001,路,王,,\nC,410171561901009,,电话,,,神仙,\nD,410171563901001,王,0001,路,王,,\nD,${GRID},,,,王二,,\nE,1,王,0001,路,王,,,,多`);
    expect(faults.map((f) => `${f.path}: ${f.reason}`)).toEqual([
      'row 1, column 1 户编号: duplicate',
      'row 2, column 6 姓名: required', 'row 2, column 2 网格代码: unknown', 'row 2, column 3 户主: required', 'row 2, column 4 电话: phone', 'row 2, column 5 住址: required', 'row 2, column 7 类别: unknown',
      'row 3, column 2 网格代码: outside', 'row 4, column 2 网格代码: differs', 'row 5: columns',
    ]);
    expect(both(faults)).toBe(true);
    expect(read('').faults[0]).toMatchObject({ path: 'row 1', reason: 'empty' });
  });

  it('of more persons than one file may bring is refused as one, with the first row beyond', () => {
    const line = `A,${GRID},王一,0001,路1号,王一,,`;
    expect(read(Array.from({ length: MOST_IMPORTED + 2 }, () => line).join('\n')).faults).toEqual([{ path: `row ${MOST_IMPORTED + 1}`, reason: 'too-many', message: '20002 persons; at most 20000 in one file', messageZh: '共 20002 人；一个文件最多 20000 人' }]);
    expect(read(Array.from({ length: MOST_IMPORTED }, (_, i) => line.replace('A', `A${i}`)).join('\n'))).toMatchObject({ faults: [], households: { length: MOST_IMPORTED } });
  });

  it('says of a household in which site it lives, by name or id; absent they live in none', () => {
    const line = (code: string, place: string) => `${code},${GRID},王一,0001,路1号,王一,老,,${place}`;
    expect(read(`户编号,网格代码,户主,电话,住址,姓名,类别,需求,点位\n${line('A', '夕照养老院')}\nA,,,,,王二,,\n${line('B', '')}`)).toMatchObject({ faults: [], households: [{ code: 'A', siteId: 's1', persons: [{}, {}] }, { code: 'B' }] });
    const { faults } = read(`${line('A', '无此处')}\n${line('B', '公寓')}\n${line('C', '')}\nC,,,,,王二,,,夕照养老院`);
    expect(faults.map((f) => `${f.path}: ${f.reason}`)).toEqual(['row 1, column 9 点位: unknown', 'row 2, column 9 点位: double', 'row 4, column 9 点位: differs']);
    expect(both(faults)).toBe(true);
  });

  it('that breaks off inside a quote is refused as one', () => { expect(read(`A,${GRID},"王`).faults).toMatchObject([{ reason: 'quote' }]); });
});

describe('what others see', () => {
  it('is a surname and five digits', () => {
    expect(['王五', '欧阳小明', 'A'].map(maskName)).toEqual(['王*', '欧***', 'A*']);
    expect(['00012345678', '12345', '000123'].map(maskPhone)).toEqual(['000******78', '*****', '000*23']);
  });
  it('ends at the line: grid, its community, its street', () => {
    expect(inLine({ areas: [GRID.slice(0, 12)] }, GRID)).toBe(true);
    expect(inLine({ areas: ['410171561902'] }, GRID)).toBe(false);
    expect(inLine({ areas: [] }, GRID)).toBe(false);
  });
});

describe('the register against outside lists', () => {
  const here = (name: string, more: Partial<Place> = {}): Place => ({ kind: 'CARE_HOME', name, area: GRID, siteId: name, planned: true, ...more });
  const there = (name: string, more: Partial<Place> = {}): Place => ({ kind: 'CARE_HOME', name, area: '410171561', source: '民政局', ...more });
  const said = (gaps: ReturnType<typeof reconcile>) => gaps.map((g) => `${g.gap} ${g.name}`);

  it('names what one of them lacks and what stands twice', () => {
    expect(said(reconcile([here('夕照养老院'), here('青松养老院'), here('青松 养老院')], [there('夕照养老院（示例）'), there('晚晴养老院')]))).toEqual(['missing-here 晚晴养老院', 'missing-there 青松养老院', 'double 青松 养老院']);
    expect(said(reconcile([here('夕照养老院')], [there('夕照养老院'), there('夕照养老院')]))).toEqual(['double 夕照养老院']);
    expect(said(reconcile([here('夕照养老院')], [there('夕照养老院'), there('夕照养老院', { source: '卫健委' })]))).toEqual([]);
  });
  it('says nothing of a kind or street that no list covers; a place without a plan is a gap', () => {
    expect(said(reconcile([here('示例小学', { kind: 'SCHOOL' }), here('夕照养老院', { area: '410171563901001', planned: false })], [there('夕照养老院')]))).toEqual(['missing-here 夕照养老院', 'no-plan 夕照养老院']);
  });
  it('is read with row and column of every fault', () => {
    expect(readPlaces(`养老院,夕照,${GRID}\n庙,x,410171561\nSCHOOL,,410171563`, '410171561').faults.map((f) => f.path)).toEqual(['row 2, column 1 类别', 'row 3, column 2 名称', 'row 3, column 3 区域代码']);
    expect(both(readPlaces(`庙,,1\nSCHOOL,x,410171563`, '410171561').faults)).toBe(true);
    expect(nameKey('（示例）夕照 養老院')).toBe(nameKey('夕照養老院'));
  });
});
