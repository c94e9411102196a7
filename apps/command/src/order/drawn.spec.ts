import { describe, expect, it } from 'vitest';
import { ringOf, type Ring } from '@xunling/geo';
import { centreOf, sampleAreas, sampleSites } from '@xunling/sample';
import fc from 'fast-check';
import { inForceOf } from './standing.js';
import { sampleDistrict } from '../known/sample-district.fixture.js';
import { expandDrawn, insideOf, overlaps, type DrawnLine } from './drawn.js';

const district = sampleDistrict();
const MINUTES = { delivered: 2, acknowledged: 10, executing: 30, reported: 120, verified: 240 };
const box = (lon: number, lat: number, half: number): Ring => [[lon - half, lat - half], [lon + half, lat - half], [lon + half, lat + half], [lon - half, lat + half], [lon - half, lat - half]];
const grids = sampleAreas().filter((a) => a.kind === 'grid');
const rings = new Map(sampleAreas().map((a) => [a.code, ringOf(a.ring)]));
const ringOfArea = (code: string): Ring => rings.get(code)!;
const expand = (lines: DrawnLine[], ring: Ring, inForce: string[] = [], except: string[] = []) => expandDrawn(lines, insideOf(ring, district), district, new Set(inForce), new Set(except), MINUTES);

describe('a drawn polygon', () => {
  it('given a dot in one grid, has that grid and who answers there; beside it, nothing', () => {
    const grid = grids[0]!;
    const { lon, lat } = centreOf(grid);
    const inside = insideOf(box(lon, lat, 0.00001), district);
    expect(inside.grids).toEqual([grid.code]);
    expect(inside.posts.length).toBeGreaterThan(0);
    expect(inside.posts.every((p) => p.area === grid.code)).toBe(true);
    expect(insideOf(box(100, 30, 0.01), district)).toEqual({ grids: [], sites: [], posts: [], teams: [], depots: [] });
  });

  it('given the outline of a street, has its 60 grids and its sites, and none of the neighbours it only borders', () => {
    const { grids: found, sites, teams, depots } = insideOf(ringOfArea('410171561'), district);
    expect(found).toEqual(grids.map((g) => g.code).filter((c) => c.startsWith('410171561')).sort());
    expect(sites.map((s) => s.id).sort()).toEqual(sampleSites().filter((s) => s.area.startsWith('410171561')).map((s) => s.id).sort());
    expect([...teams, ...depots].length).toBeGreaterThan(0);
    expect([...teams, ...depots].every((u) => u.area.startsWith('410171561'))).toBe(true);
  });

  it('has exactly the grids that share ground with it, whichever is drawn around the other', () => {
    fc.assert(fc.property(fc.constantFrom(...grids), fc.double({ min: 0.0001, max: 0.02, noNaN: true }), (grid, half) => {
      const { lon, lat } = centreOf(grid);
      const ring = box(lon, lat, half);
      const found = new Set(insideOf(ring, district).grids);
      expect(found.has(grid.code)).toBe(true);
      // axis-aligned rectangles: sharing ground is sharing it on both axes
      for (const g of grids) {
        const own = ringOfArea(g.code);
        const span = (axis: 0 | 1, r: Ring): [number, number] => [Math.min(...r.map((p) => p[axis])), Math.max(...r.map((p) => p[axis]))];
        const shared = ([0, 1] as const).map((axis) => { const [a, b] = [span(axis, ring), span(axis, own)]; return Math.min(a[1], b[1]) - Math.max(a[0], b[0]); });
        if (shared.every((s) => s > 1e-5)) expect(found.has(g.code)).toBe(true);
        if (shared.some((s) => s < -1e-9)) expect(found.has(g.code)).toBe(false);
      }
    }), { numRuns: 25 });
    expect(overlaps(ringOfArea('410171561'), ringOfArea('410171561'))).toBe(true);
  });
});

describe('its orders', () => {
  const street = ringOfArea('410171561');
  const sites = sampleSites().filter((s) => s.area.startsWith('410171561'));

  it('go one to each site of the kinds named, and not where the measure is in force already or the site is left out', () => {
    const line: DrawnLine = { to: 'site', measure: 'CLOSE' };
    expect(expand([line], street).drafts.map((d) => d.siteId).sort()).toEqual(sites.map((s) => s.id).sort());
    const kind = sites[0]!.kind;
    expect(expand([{ ...line, siteKinds: [kind] }], street).drafts).toHaveLength(sites.filter((s) => s.kind === kind).length);
    const some = expand([line], street, [`CLOSE|${sites[0]!.id}`], [sites[1]!.id]);
    expect([some.drafts.length, some.standing]).toEqual([sites.length - 2, 1]);
  });

  it('end the lift of what they close, and close anew what is being opened', () => {
    const [kept, opened, left] = [sites[0]!, sites[1]!, sites[2]!];
    const order = (id: string, state: 'acknowledged' | 'reported') => ({ id: `o-${id}`, key: `CLOSE|${id}`, counts: true, lift: { id: `l-${id}`, lifts: `o-${id}`, state } });
    const inForce = inForceOf([order(kept.id, 'acknowledged'), order(opened.id, 'reported'), order(left.id, 'reported')]);
    const found = expandDrawn([{ to: 'site', measure: 'CLOSE' }], insideOf(street, district), district, inForce, new Set([left.id]), MINUTES);
    expect([found.standing, found.kept]).toEqual([1, [{ measure: 'CLOSE', area: kept.area, siteId: kept.id, stands: `o-${kept.id}` }]]);
    expect(found.lifts.map((l) => l.id).sort()).toEqual([`l-${kept.id}`, `l-${opened.id}`].sort());
    expect([kept, opened, left].map((site) => found.drafts.some((d) => d.siteId === site.id))).toEqual([false, true, false]);
  });

  it('stop at each site what its kind stops, or only what was asked for', () => {
    const ring = ringOfArea('410171561');
    const kindOf = new Map(district.sites.map((s) => [s.id, s.kind]));
    const usual = expand([{ to: 'site', measure: 'SUSPEND' }], ring).drafts;
    expect(usual.some((d) => ['HOSPITAL', 'CARE_HOME'].includes(kindOf.get(d.siteId!)!))).toBe(false);
    const school = usual.find((d) => kindOf.get(d.siteId!) === 'SCHOOL')!;
    expect([school.scope, school.textZh.endsWith('停课')]).toEqual(['CLASSES', true]);
    const business = expand([{ to: 'site', measure: 'SUSPEND', scope: 'BUSINESS' }], ring).drafts;
    expect(new Set(business.map((d) => kindOf.get(d.siteId!)))).toEqual(new Set([...kindOf.values()].filter((k) => ['MALL', 'MARKET', 'UNDERGROUND_SPACE'].includes(k) && business.some((d) => kindOf.get(d.siteId!) === k))));
    expect(new Set(business.map((d) => d.scope))).toEqual(new Set(['BUSINESS']));
  });

  it('go once to each post, team and depot, whatever lines name it twice', () => {
    const patrol: DrawnLine = { to: 'post', measure: 'PATROL', force: 'COMMUNITY' };
    const { drafts } = expand([patrol, patrol], street);
    expect(drafts).toHaveLength(60);
    expect(new Set(drafts.map((d) => d.key)).size).toBe(60);
    // an upper post serves all the grids below it with one order over its own area
    const officer = expand([{ to: 'post', measure: 'PATROL', force: 'RESCUE' }], street).drafts;
    expect(new Set(officer.map((d) => d.addressee.id)).size).toBe(officer.length);
    expect(expand([{ to: 'team', measure: 'PREPOSITION' }], street).drafts.every((d) => d.addressee.kind === 'team')).toBe(true);
  });

  it('name what nobody can receive, and hold back no other', () => {
    const kept = district.leader('410171561901001', 'COMMUNITY')!.id;
    const lost = sampleDistrict((post) => post.id !== kept);
    const found = expandDrawn([{ to: 'post', measure: 'PATROL', force: 'COMMUNITY' }], insideOf(street, lost), lost, new Set(), new Set(), MINUTES);
    expect([found.drafts.length, found.unaddressable.length]).toEqual([1, 59]);
  });
});
