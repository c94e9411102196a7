import { describe, expect, it } from 'vitest';
import { District, type KnownPost } from '../known/district.js';
import { calledIn, responsibleIn } from '../callout/persons.js';
import { isOff, onDutyIn, type AreaDuty } from './duty.js';

const STREET = '410171561';
const area = (code: string, kind: string): never => ({ code, kind, name: code, nameEn: code }) as never;
const post = (id: string, more: Partial<KnownPost>): KnownPost => ({ id, area: STREET, kind: 'LEADER', name: id, ...more });
const POSTS = [
  post('head', { kind: 'HEAD', holderId: 'day1', deputyId: 'night1' }), post('police', { force: 'POLICE', holderId: 'officer', deputyId: 'day2' }), post('grid', { area: `${STREET}901001`, force: 'COMMUNITY', holderId: 'holder', deputyId: 'day1' }),
];
const district = new District([area('410171', 'zone'), area(STREET, 'street'), area(`${STREET}901001`, 'grid')], POSTS, [], [], [], undefined);
const officer = (userId: string): { userId: string; name: string } => ({ userId, name: userId });
const rostered = new Set(['day1', 'day2', 'night1', 'night2']);
const on = (...officers: string[]): AreaDuty => ({ area: STREET, officers: officers.map(officer), rostered });
const held = (d: District): (string | undefined)[][] => d.posts.map((p) => [p.holderId, p.deputyId]);

describe('who is on duty in an area with its own roster', () => {
  it('is who the running shift names; who no roster of the area names is never off', () => {
    expect(['day1', 'night1', 'officer', undefined].map((who) => isOff(on('day1', 'day2'), who))).toEqual([false, true, false, false]);
  });

  it('holds its posts: the deputy who is on, else the officers of the shift; other areas stay as they are', () => {
    expect(held(onDutyIn(district, [on('day1', 'day2')]))).toEqual([['day1', 'day2'], ['officer', 'day2'], ['holder', 'day1']]);
    expect(held(onDutyIn(district, [on('night1', 'night2')]))).toEqual([['night1', 'night2'], ['officer', 'night1'], ['holder', 'day1']]);
    expect(held(onDutyIn(district, [on('night2', 'new')]))).toEqual([['night2', 'new'], ['officer', 'night2'], ['holder', 'day1']]);
    // nothing to change is the same district
    expect(onDutyIn(district, [])).toBe(district);
  });
});

describe('who is called of such an area', () => {
  it('is who is on duty, officers without a post too; a superior who is off is not called behind one, a deputy the directory names is (row 62)', () => {
    const duties = [on('night2', 'new')];
    const called = responsibleIn(onDutyIn(district, duties), [STREET], duties, district);
    expect(called.map((p) => [p.userId, p.area, ...p.chain.slice(1).map((c) => `${c.role} ${c.userId}`)])).toEqual([
      ['night2', STREET, 'deputy night1'], ['officer', STREET, 'deputy day2', 'superior night2'], ['holder', `${STREET}901001`, 'deputy day1', 'superior night2'],
    ]);
    const spare = [{ ...on('guard', 'second'), rostered: new Set(['guard', 'second']) }];
    expect(responsibleIn(onDutyIn(district, spare), [STREET], spare).at(-1)).toEqual({ userId: 'guard', post: STREET, area: STREET, chain: [{ role: 'person', userId: 'guard' }, { role: 'deputy', userId: 'second' }, { role: 'superior', userId: 'day1' }] });
    // of another street the roster says nothing
    expect(responsibleIn(district, ['410171560'], spare)).toEqual([]);
  });

  it('leaves out who is off duty below level I and red, by name, and nobody at them', () => {
    const duties = [on('night2', 'new')];
    const of = { district: onDutyIn(district, duties), everybody: district, duties };
    const people = (colour: string | null, level: string | null): string[] => calledIn(of, [STREET], { colour, level }).persons.map((p) => p.userId);
    for (const [colour, level] of [['ORANGE', null], [null, 'II'], ['YELLOW', 'III'], [null, null]] as const) {
      expect(people(colour, level)).toEqual(['night2', 'officer', 'holder']);
      expect(calledIn(of, [STREET], { colour, level }).off).toEqual(['day1']);
    }
    for (const [colour, level] of [['RED', null], [null, 'I'], ['ORANGE', 'I']] as const) {
      expect(people(colour, level)).toEqual(['night2', 'officer', 'holder', 'day1']);
      expect(calledIn(of, [STREET], { colour, level }).off).toEqual([]);
    }
  });

  it('is everybody responsible where no roster of the area runs', () => {
    expect(responsibleIn(district, [STREET]).map((p) => p.userId)).toEqual(['day1', 'officer', 'holder']);
  });
});
