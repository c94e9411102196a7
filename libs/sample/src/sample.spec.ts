import { describe, expect, it } from 'vitest';
import { floodProneGrids, personId, sampleAccounts, sampleAreas, sampleDepots, sampleHouseholds, samplePosts, sampleShelters, sampleSites, sampleTeams } from './index.js';

const count = <T>(rows: T[], key: (row: T) => string): Record<string, number> =>
  rows.reduce<Record<string, number>>((n, row) => ({ ...n, [key(row)]: (n[key(row)] ?? 0) + 1 }), {});

describe('the sample district', () => {
  it('has the sizes of the handbook', () => {
    expect(count(sampleAreas(), (a) => a.kind)).toEqual({ zone: 1, street: 6, community: 60, grid: 360 });
    expect(samplePosts()).toHaveLength(1200);
    expect(sampleSites()).toHaveLength(120);
    expect(sampleTeams()).toHaveLength(40);
    expect(sampleDepots()).toHaveLength(12);
  });

  it('never gives one id, code or user name twice', () => {
    for (const list of [sampleAreas().map((a) => a.code), samplePosts().map((p) => p.id), sampleSites().map((s) => s.id), sampleSites().map((s) => s.area), sampleAccounts().map((a) => a.username), sampleAccounts().map((a) => a.userId)]) {
      expect(new Set(list).size).toBe(list.length);
    }
  });

  it('gives every holder and deputy an account that may act over the post', () => {
    const accounts = new Map(sampleAccounts().map((a) => [a.username, a]));
    for (const post of samplePosts()) {
      for (const who of [post.holder, post.deputy]) {
        if (who) expect(accounts.get(who)?.grants.some((g) => post.area.startsWith(g.area))).toBe(true);
      }
    }
  });

  it('addresses police and traffic police at the street, so that one post has 60 grids', () => {
    const street = samplePosts().filter((p) => p.area === '410171561' && p.kind === 'LEADER');
    expect(street.map((p) => p.holder).sort()).toEqual(['community-561', 'office-561', 'police-561', 'rescue-561', 'traffic-561', 'urban-561']);
  });

  it('knows the demo accounts the contract names', () => {
    const names = new Set(sampleAccounts().map((a) => a.username));
    for (const name of ['admin', 'commander', 'deputy', 'duty1', 'duty4', 'dispatcher', 'street-561', 'police-561', 'grid-410171561901001', 'inspector-561', 'team-01', 'depot-01', 'auditor', 'observer']) expect(names).toContain(name);
    expect(sampleAccounts().find((a) => a.username === 'duty1')?.userId).toBe(personId('duty1'));
  });

  it('has 1,500 invented at-risk households of about 4,000 persons on flood-prone grids, whose phones cannot be dialled, and 18 shelters', () => {
    const households = sampleHouseholds();
    const persons = households.flatMap((h) => h.personIds);
    expect(households).toHaveLength(1500);
    expect(persons.length).toBeGreaterThan(3600);
    expect(persons.length).toBeLessThan(4400);
    expect(new Set(persons).size).toBe(persons.length);
    expect(new Set(households.map((h) => h.code)).size).toBe(1500);
    expect([...households.map((h) => h.phone), ...households.flatMap((h) => h.fiveForOne.map((c) => c.phone)), ...sampleShelters().map((s) => s.phone)].filter((p) => !/^000\d{8}$/.test(p))).toEqual([]);
    const prone = new Set(floodProneGrids());
    expect(households.filter((h) => !h.siteId && !prone.has(h.area))).toEqual([]);
    expect(households.filter((h) => h.siteId)).toHaveLength(5);
    // 15 lack one of the five for one, none more than one
    expect(households.filter((h) => h.fiveForOne.length !== 5).map((h) => h.fiveForOne.length)).toEqual(Array(15).fill(4));
    expect(sampleShelters()).toHaveLength(18);
  });
});
