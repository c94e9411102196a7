import { describe, expect, it } from 'vitest';
import { Refusal } from '@xunling/platform';
import { pageOf, positionOf, viewOfRow } from './paging.js';
import { listScopes, withinAny } from './scope.js';
import { who } from './item.fixture.js';

const codeOf = (run: () => unknown): string => { try { run(); } catch (error) { return (error as Refusal).code; } return 'ok'; };
const holding = (...areas: string[]) => ({ ...who('a'), grants: areas.map((area) => ({ role: 'post-holder' as const, area })) });

describe('the areas a list shows', () => {
  it('are all of one\'s own, the wider ones standing for what lies below', () => {
    expect(listScopes(undefined, holding('410171561901001', '410171560', '410171560902'))).toEqual(['410171561901001', '410171560']);
    expect(listScopes(undefined, holding('410171', '410171561'))).toEqual(['410171']);
  });

  it('or one of them by name, never one beside or above', () => {
    expect(listScopes('410171560901', holding('410171560'))).toEqual(['410171560901']);
    for (const area of ['410171561', '410171']) expect(codeOf(() => listScopes(area, holding('410171560')))).toBe('access.area');
  });

  it('are none for somebody without a grant', () => {
    expect(codeOf(() => listScopes(undefined, holding()))).toBe('access.area');
  });

  it('become conditions that the indexes know', () => {
    const bound: unknown[] = [];
    const sql = withinAny('p.area', ['410171', '410171561', '410171561901', '410171561901001', '410171561901001001'], (v) => `$${bound.push(v)}`);
    expect(sql).toBe('(p.area like $1 or substr(p.area, 1, 9) = $2 or substr(p.area, 1, 12) = $3 or substr(p.area, 1, 15) = $4 or p.area = $5)');
    expect(bound).toEqual(['410171%', '410171561', '410171561901', '410171561901001', '410171561901001001']);
  });
});

describe('a page', () => {
  const rows = (n: number, text = '') => Array.from({ length: n }, (_, i) => ({ no: String(i + 1), text: text || null }));

  it('names its end only where more follows', () => {
    expect(pageOf(rows(4), 3, (r) => r.no)).toEqual({ items: ['1', '2', '3'], nextCursor: '3' });
    expect(pageOf(rows(3), 3, (r) => r.no)).toEqual({ items: ['1', '2', '3'] });
    expect(pageOf([], 3, (r: { no: string }) => r.no)).toEqual({ items: [] });
  });

  it('ends before it outgrows one reply, and goes on from there', () => {
    const page = pageOf(rows(500, '水'.repeat(1000)), 500, viewOfRow);
    expect(page.items.length).toBeLessThan(200);
    expect(page.nextCursor).toBe(String(page.items.length));
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(512 * 1024);
  });

  it('begins after a cursor that is one', () => {
    expect([positionOf(), positionOf('17')]).toEqual(['0', '17']);
    for (const strange of ['', 'abc', '-1', '1; drop', '9'.repeat(19)]) expect(codeOf(() => positionOf(strange))).toBe('request.malformed');
  });
});
