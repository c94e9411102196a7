import { describe, expect, it } from 'vitest';
import { Refusal } from '@xunling/platform';
import { closePost, hold, openPost, periodOf } from './post.js';
import { readPosts } from './read-posts.js';

const NOW = new Date('2026-07-20T08:00:00Z');
const later = (hours: number): string => new Date(NOW.getTime() + hours * 3_600_000).toISOString();
const reason = (run: () => unknown): string => { try { run(); } catch (e) { return (e as Refusal).body.errors?.[0]?.reason ?? (e as Refusal).code; } return 'ok'; };

describe('who holds a post', () => {
  it('changes to whom it is given to, and is vacant where nobody is named', () => {
    expect(hold({ holderId: 'a', deputyId: 'b' }, { holderId: 'c' })).toEqual({ holderId: 'c' });
    expect(hold({ holderId: 'a' }, {})).toEqual({});
  });

  it('does not change where it is so already', () => {
    expect(hold({ holderId: 'a', deputyId: 'b' }, { holderId: 'a', deputyId: 'b' })).toBeUndefined();
    expect(hold({}, {})).toBeUndefined();
  });

  it('is never one person twice', () => {
    expect(() => hold({}, { holderId: 'a', deputyId: 'a' })).toThrow(Refusal);
  });

  it('is planned for a coming time, never for one that was', () => {
    expect(periodOf(undefined, undefined, NOW)).toEqual({});
    expect(periodOf(later(1), later(2), NOW)).toEqual({ from: new Date(later(1)), to: new Date(later(2)) });
    expect(periodOf(undefined, later(2), NOW)).toEqual({ to: new Date(later(2)) });
    expect([periodOf.bind(null, later(0), undefined, NOW), periodOf.bind(null, later(-1), undefined, NOW), periodOf.bind(null, later(2), later(1), NOW), periodOf.bind(null, undefined, later(0), NOW), periodOf.bind(null, later(9000), undefined, NOW)].map(reason))
      .toEqual(['past', 'past', 'before-from', 'before-from', 'too-far']);
  });
});

describe('a post', () => {
  const open = { closed: false };
  const street = { area: '410171561', kind: 'LEADER', force: 'POLICE' };
  const site = { area: '410171561901001' };
  it('opens at an open node, as its kind demands', () => {
    expect(() => { openPost(street, open, undefined); }).not.toThrow();
    expect(() => { openPost({ area: site.area, kind: 'KEEPER', siteId: 's' }, open, site); }).not.toThrow();
    expect(reason(() => { openPost(street, undefined, undefined); })).toBe('area.unknown');
    expect(reason(() => { openPost(street, { closed: true }, undefined); })).toBe('area.unknown');
    expect(reason(() => { openPost({ ...street, force: undefined }, open, undefined); })).toBe('required');
    expect(reason(() => { openPost({ ...street, area: '410171' }, open, undefined); })).toBe('area.kind');
    expect(reason(() => { openPost({ area: '410171561901', kind: 'HEAD' }, open, undefined); })).toBe('area.kind');
    expect(reason(() => { openPost({ area: site.area, kind: 'KEEPER' }, open, undefined); })).toBe('required');
    expect(reason(() => { openPost({ ...street, siteId: 's' }, open, site); })).toBe('keeper-only');
    expect(reason(() => { openPost({ area: site.area, kind: 'KEEPER', siteId: 's' }, open, undefined); })).toBe('unknown');
    expect(reason(() => { openPost({ area: '410171560901001', kind: 'KEEPER', siteId: 's' }, open, site); })).toBe('elsewhere');
  });

  it('closes once, with nothing left to do', () => {
    expect(() => { closePost(false, 0); }).not.toThrow();
    expect(reason(() => { closePost(true, 0); })).toBe('state.conflict');
    expect(reason(() => { closePost(false, 1); })).toBe('state.conflict');
  });
});

describe('a file of posts', () => {
  const GRID = '410171561901001';
  const read = (csv: string) => { const { rows, errors } = readPosts(csv); return { rows, errors: errors.map((e) => `${e.path}: ${e.reason}`), both: errors.every((e) => /[\u4e00-\u9fff]/.test(e.messageZh) && /^[\x20-\x7e]*$/.test(e.message.replace(/[“"].*?[”"]/g, ''))) }; };

  it('is read with the headings and words of either language', () => {
    const zh = read(`区域编码,岗位,力量,名称,责任人,副岗\n${GRID},责任岗,村社区,网格长,示例甲（Grid-561）,示例乙 (grid-b-561)\n`);
    expect(zh.errors).toEqual([]);
    expect(zh.rows[0]).toMatchObject({ area: GRID, kind: 'LEADER', force: 'COMMUNITY', name: '网格长', nameEn: '网格长', holder: 'grid-561', deputy: 'grid-b-561' });
    expect(read(`area,kind,force,name,nameEn\n${GRID},leader,police,甲,A\n`).rows[0]).toMatchObject({ kind: 'LEADER', force: 'POLICE', nameEn: 'A' });
  });

  it('names row and column of every fault, in both languages; empty rows are counted', () => {
    const { rows, errors, both } = read(`area,kind,force,name,holder\n\n4101,KING,ARMY,,bob\n${GRID},LEADER,POLICE,甲,\n${GRID},LEADER,POLICE,乙,\n${GRID},OFFICER,POLICE,甲,,x\n`);
    expect(errors).toEqual(['row 3, column area: code.form', 'row 3, column kind: kind.unknown', 'row 3, column force: force.unknown', 'row 3, column name: name.missing', 'row 5: post.twice', 'row 6: row.cells']);
    expect([rows.map((r) => r.name), both]).toEqual([['甲'], true]);
    expect([read('').errors, read('area,colour\n1,2').errors, read('a\n"b').errors, read(`area\n${'x\n'.repeat(2001)}`).errors]).toEqual([[': file.empty'], ['row 1, column 2: column.unknown', 'row 1: column.missing', 'row 1: column.missing'], [': csv.quote'], [': file.rows']]);
  });
});
