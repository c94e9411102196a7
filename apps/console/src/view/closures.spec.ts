import { describe, expect, it } from 'vitest';
import { closureOf, MEASURES, SHUTTING, shuts, SITE_KINDS, SUSPEND_SCOPES } from '@xunling/contracts';
import { emptyPicture, type MeasureFact } from '@xunling/picture';
import { closuresOf } from './closures.js';

const site = (kind: string) => ({ zh: '', en: '', area: '410171561', kind, owner: '', closeAtCm: 20, lon: 113.7, lat: 34.7 });
const on = (id: string, measure: string, state: MeasureFact['state'], scope?: string): MeasureFact => ({ site: id, area: '410171561901001', measure, state, order: `${id}-${measure}`, ...(scope ? { scope } : {}) });
const marks = (kind: string, ...own: MeasureFact[]) => [...closuresOf({ ...emptyPicture(), sites: { s: site(kind) }, measures: Object.fromEntries(own.map((m, i) => [String(i), m])) }).values()];

describe('which sites the map and the feed call closed', () => {
  it('given a measure that keeps people out and was verified, then closed; shops shut are not', () => {
    expect([marks('MALL', on('s', 'CLOSE', 'verified')), marks('TUNNEL', on('s', 'SUSPEND', 'verified', 'TRANSPORT'))]).toEqual([['closed'], ['closed']]);
    expect([marks('MALL', on('s', 'SUSPEND', 'verified', 'BUSINESS')), marks('CULVERT', on('s', 'LOWER_WATER', 'ordered'))]).toEqual([['held'], ['held']]);
  });
  it('given one of several that waits, or people moved out of a site nobody shut, then not closed', () => {
    expect(marks('MALL', on('s', 'CLOSE', 'verified'), on('s', 'SUSPEND', 'ordered', 'BUSINESS'))).toEqual(['ordered']);
    expect(marks('MALL', on('s', 'CLOSE', 'executed'), on('s', 'SUSPEND', 'verified', 'BUSINESS'))).toEqual(['executed']);
    expect(marks('CARE_HOME', on('s', 'EVACUATE', 'verified'))).toEqual(['ordered']);
    expect(marks('CARE_HOME', on('s', 'EVACUATE', 'verified'), on('s', 'SEAL', 'verified'))).toEqual(['closed']);
  });
  it('counts sites of the asked area, each once', () => {
    const picture = { ...emptyPicture(), measures: { a: on('s', 'CLOSE', 'verified'), b: on('s', 'SEAL', 'verified'), c: { ...on('t', 'CLOSE', 'ordered'), area: '410171562901001' } } };
    expect([[...closuresOf(picture).keys()], [...closuresOf(picture, '410171562').keys()]]).toEqual([['s', 't'], ['t']]);
  });
});

describe('the list of what shuts a site, as a query takes it', () => {
  it('says of each measure, scope and kind what the rule says, and so does the word for a site', () => {
    for (const measure of MEASURES) for (const kind of SITE_KINDS) for (const scope of ['', ...SUSPEND_SCOPES]) {
      if (measure !== 'SUSPEND' && scope !== '') continue;
      const yes = SHUTTING.some((s) => s.join() === [measure, scope, kind].join());
      expect(yes, `${measure} ${scope} ${kind}`).toBe(shuts(measure, kind, scope || undefined));
      expect(closureOf([{ measure, kind, scope, held: true }]) === 'closed').toBe(yes);
    }
  });
});
