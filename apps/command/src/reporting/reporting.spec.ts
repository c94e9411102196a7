import { describe, expect, it } from 'vitest';
import { newId } from '@xunling/platform';
import fc from 'fast-check';
import { isInside, mayReport, same, SPAN, type Line, type Node } from './reporting.js';

const seat: Node = { kind: 'seat', id: 'commander' };
const deputy: Node = { kind: 'seat', id: 'deputy' };
const team = (n: number): Node => ({ kind: 'team', id: `team-${n}` });
const line = (who: Node, to: Node, holder?: string): Line => ({ id: newId(), who, to, ...(holder ? { holder } : {}) });
const seven = Array.from({ length: 7 }, (_, n) => line(team(n), seat));
const refused = (...args: Parameters<typeof mayReport>): { code: string; allowed?: string[] } => { try { mayReport(...args); } catch (e) { const { code, body } = e as { code: string; body: { allowed?: string[] } }; return { code, ...(body.allowed ? { allowed: body.allowed } : {}) }; } return { code: 'none' }; };

describe('span of control', () => {
  it('takes seven direct reports and refuses the eighth', () => {
    expect(mayReport(seven.slice(0, 6), { who: team(6), to: seat }, false)).toBe(7);
    expect(refused(seven, { who: team(7), to: seat }, false)).toEqual({ code: 'report.span', allowed: [] });
  });
  it('lets the commander override with a reason, nobody else and not without', () => {
    expect(refused(seven, { who: team(7), to: seat }, true)).toEqual({ code: 'report.span', allowed: ['override'] });
    expect(mayReport(seven, { who: team(7), to: seat, override: '暂无副手' }, true)).toBe(8);
    expect(refused(seven, { who: team(7), to: seat, override: '暂无副手' }, false).code).toBe('report.span');
  });
  it('is inside from three to seven', () => {
    expect([0, 1, 2, 3, 5, 7, 8].map(isInside)).toEqual([false, false, false, true, true, true, false]);
  });
});

describe('one superior', () => {
  it('refuses a second one of the same place and of the same person in another place', () => {
    expect(refused([line(team(1), seat)], { who: team(1), to: deputy }, false).code).toBe('report.two-superiors');
    const person = newId();
    expect(refused([line(team(1), seat, person)], { who: { kind: 'post', id: 'p' }, to: deputy, holder: person }, true)).toEqual({ code: 'report.two-superiors', allowed: ['override'] });
    expect(mayReport([line(team(1), seat)], { who: team(1), to: deputy, override: '夜间并行' }, true)).toBe(1);
  });
  it('is one of a unit and of its posts: a line of the one clashes with a line of the other to somebody else outside of it', () => {
    const [unit, first, second, stranger]: Node[] = [{ kind: 'unit', id: 'u' }, { kind: 'post', id: 'u-1' }, { kind: 'post', id: 'u-2' }, { kind: 'post', id: 'v-1' }] as never;
    const unitOf = ({ id }: Node): string | undefined => (/^[uv]/.test(id) ? id[0] : undefined);
    const may = (lines: Line[], who: Node, to: Node, override?: string) => { try { return mayReport(lines, { who, to, ...(override ? { override } : {}) }, true, unitOf); } catch (e) { return (e as { code: string }).code; } };
    expect(may([line(unit!, seat)], first!, deputy)).toBe('report.two-superiors');
    expect(may([line(first!, deputy)], unit!, seat)).toBe('report.two-superiors');
    expect(may([line(first!, deputy)], unit!, seat, '夜间并行')).toBe(1);
    // the same superior, the unit's own order among its posts, and other units do not clash
    expect([may([line(unit!, seat)], first!, seat), may([line(unit!, seat)], first!, second!), may([line(first!, unit!)], unit!, seat), may([line(unit!, seat)], stranger!, deputy), may([line(first!, seat)], second!, deputy)]).toEqual([2, 1, 1, 1, 1]);
  });
  it('makes a circle of a unit and its own posts too', () => {
    const [unit, post]: Node[] = [{ kind: 'unit', id: 'u' }, { kind: 'post', id: 'u-1' }] as never;
    const unitOf = ({ id }: Node): string | undefined => (id.startsWith('u') ? 'u' : undefined);
    const circle = (lines: Line[], who: Node, to: Node): void => { expect(() => mayReport(lines, { who, to }, false, unitOf)).toThrowError(expect.objectContaining({ code: 'input.impossible' }) as Error); };
    circle([], unit!, post!);
    circle([line(team(1), post!)], unit!, team(1));
    circle([line(unit!, team(1))], team(1), post!);
  });
  it('refuses a circle, itself and the same line again', () => {
    expect(refused([line(team(1), team(2)), line(team(2), seat)], { who: seat, to: team(1), override: 'x' }, true).code).toBe('input.impossible');
    expect(refused([], { who: seat, to: seat }, true).code).toBe('input.impossible');
    expect(refused([line(team(1), seat)], { who: team(1), to: seat }, true).code).toBe('state.conflict');
  });
});

describe('any sequence of assignments without an override', () => {
  it('leaves a forest: one superior each, at most seven reports, no circle', () => {
    const place = fc.integer({ min: 0, max: 14 }).map(team);
    fc.assert(fc.property(fc.array(fc.tuple(place, place), { maxLength: 120 }), (wishes) => {
      const lines: Line[] = [];
      for (const [who, to] of wishes) if (refused(lines, { who, to }, false).code === 'none') lines.push(line(who, to));
      for (let n = 0; n <= 14; n++) {
        expect(lines.filter((l) => same(l.who, team(n))).length).toBeLessThanOrEqual(1);
        expect(lines.filter((l) => same(l.to, team(n))).length).toBeLessThanOrEqual(SPAN.to);
        let up: Node | undefined = team(n);
        for (let steps = 0; up; steps++) { expect(steps).toBeLessThan(16); up = lines.find((l) => same(l.who, up!))?.to; }
      }
    }));
  });
});
