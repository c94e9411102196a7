import { describe, expect, it } from 'vitest';
import type { Refusal } from '@xunling/platform';
import fc from 'fast-check';
import { mayCommand, only, type Running } from './incident.js';

const refused = (run: () => unknown): string => { try { run(); } catch (e) { return (e as Refusal).code; } return 'ok'; };
const open = (...areas: string[]): Running => ({ state: 'open', areas });

describe('an act', () => {
  it('names an incident that is open and runs over its area', () => {
    expect(refused(() => { mayCommand(open('410171561'), ['410171561901001']); })).toBe('ok');
    expect(refused(() => { mayCommand(open('410171561'), ['410171563']); })).toBe('access.incident');
    expect(refused(() => { mayCommand(open('410171561'), ['410171']); })).toBe('access.incident');
    expect(refused(() => { mayCommand({ ...open('410171'), state: 'closed' }, ['410171561']); })).toBe('state.conflict');
  });

  it('that names none belongs to the only one there, never to one of several by chance', () => {
    expect(only([open('410171561'), open('410171563')], ['410171563'])).toEqual(open('410171563'));
    expect(only([open('410171561')], ['410171563'])).toBeUndefined();
    expect(refused(() => only([open('410171'), open('410171563')], ['410171563901']))).toBe('incident.unnamed');
    fc.assert(fc.property(fc.array(fc.constantFrom('410171', '410171561', '410171563'), { maxLength: 6 }), fc.constantFrom('410171', '410171561', '410171563901001'), (areas, at) => {
      const here = areas.filter((a) => at.startsWith(a)).length;
      expect(refused(() => only(areas.map((a) => open(a)), [at]))).toBe(here > 1 ? 'incident.unnamed' : 'ok');
    }));
  });
});
