import { describe, expect, it } from 'vitest';
import { FORCES, LEVELS } from '@xunling/contracts';
import { personId, postId } from '@xunling/sample';
import { District } from '../known/district.js';
import { sampleDistrict } from '../known/sample-district.fixture.js';
import type { PlanLine, SiteLine } from '../plan/plan.js';
import { SAMPLE_PLAN } from '../plan/sample-plan.js';
import { findAddressee } from './addressee.js';
import { escalationChain } from './chain.js';
import { expandPlan, packetKey, replacedBy, standingKey } from './expand.js';
import { inForceOf } from './standing.js';

const district = sampleDistrict();
const zone = district.streets();
const command = { commander: personId('commander'), deputy: personId('deputy'), roster: ['duty1', 'duty2', 'duty3', 'duty4'].map(personId) };

describe('a level of the sample plan over the sample district', () => {
  it.each(LEVELS)('makes one packet for each of 360 grids × 6 forces at %s', (level) => {
    const { drafts, unaddressable } = expandPlan(SAMPLE_PLAN, level, zone, district, new Set());
    const packets = drafts.filter((d) => d.force);
    expect(new Set(packets.map((d) => packetKey(d.area, d.force!))).size).toBe(2160);
    expect(packets).toHaveLength(2160);
    expect(new Set(drafts.map((d) => d.key)).size).toBe(drafts.length);
    expect(unaddressable).toEqual([]);
    expect(drafts.length > 2160).toBe(level === 'II' || level === 'I');
  });

  it('makes no packet for a micro-grid, and leaves each packet with the post of its grid', () => {
    const micro = '410171561901001001';
    const leader = { id: personId('micro'), area: micro, kind: 'LEADER' as const, force: 'COMMUNITY' as const, name: '微网格长', holderId: personId('micro-1') };
    const divided = new District([...district.areas, { code: micro, kind: 'micro-grid', name: '第1微网格', nameEn: 'Micro-grid 1' }], [...district.posts, leader], district.sites, district.teams, district.depots, district.asOf);
    const drafts = (of: District) => expandPlan(SAMPLE_PLAN, 'IV', zone, of, new Set()).drafts.map((d) => [d.key, d.holderId]);
    expect(drafts(divided)).toEqual(drafts(district));
    expect(divided.nearest(micro, 'COMMUNITY')).toBe(leader);
    expect(divided.nearest(micro, 'POLICE')?.area).toBe('410171561');
    expect(divided.superiors(leader).map((p) => p.area)).toEqual(['410171561901001', '410171561901', '410171561', '410171561']);
  });

  it('addresses each force at its own place: grid leader, community post, street post', () => {
    const { drafts } = expandPlan(SAMPLE_PLAN, 'IV', ['410171561'], district, new Set());
    expect(drafts).toHaveLength(360);
    const lengths = Object.fromEntries(FORCES.map((f) => [f, new Set(drafts.filter((d) => d.force === f).map((d) => district.post(d.addressee.id)!.area.length))]));
    expect(lengths).toEqual({ COMMUNITY: new Set([15]), SUBDISTRICT: new Set([12]), URBAN_MGMT: new Set([12]), RESCUE: new Set([12]), POLICE: new Set([9]), TRAFFIC_POLICE: new Set([9]) });
    expect(drafts.filter((d) => d.holderId === personId('police-561'))).toHaveLength(60);
  });

  it('leaves site measures, musters and pre-positions in force as they are', () => {
    const first = expandPlan(SAMPLE_PLAN, 'II', zone, district, new Set()).drafts.filter((d) => !d.force);
    const standing = new Set(first.map((d) => standingKey(d.measure, d.siteId, d.addressee.id, d.scope)));
    const again = expandPlan(SAMPLE_PLAN, 'I', zone, district, standing).drafts.filter((d) => !d.force);
    expect(again.length).toBeGreaterThan(0);
    expect(again.some((d) => standing.has(standingKey(d.measure, d.siteId, d.addressee.id, d.scope)))).toBe(false);
    expect(new Set(again.map((d) => d.measure))).toEqual(new Set(['SEAL', 'SUSPEND', 'EVACUATE']));
  });

  it('orders anew what is being opened, leaves closed what is only told to open, and names the lifts of both and no other', () => {
    const first = expandPlan(SAMPLE_PLAN, 'II', zone, district, new Set()).drafts.filter((d) => d.siteId);
    const key = (i: number): string => { const d = first[i]!; return standingKey(d.measure, d.siteId, d.addressee.id, d.scope); };
    const lift = (i: number, state: 'issued' | 'executing' | 'reported') => ({ id: `l${i}`, lifts: `o${i}`, state });
    const inForce = inForceOf([
      ...first.map((_, i) => ({ id: `o${i}`, key: key(i), counts: true, ...(i === 0 ? { lift: lift(0, 'issued') } : i === 1 ? { lift: lift(1, 'executing') } : i === 2 ? { lift: lift(2, 'reported') } : {}) })),
      { id: 'x', key: 'SEAL|no site of the plan', counts: true, lift: { id: 'lx', lifts: 'x', state: 'reported' as const } },
    ]);
    const again = expandPlan(SAMPLE_PLAN, 'I', zone, district, inForce);
    const ordered = new Set(again.drafts.map((d) => standingKey(d.measure, d.siteId, d.addressee.id, d.scope)));
    expect([0, 1, 2, 3].map((i) => ordered.has(key(i)))).toEqual([false, true, true, false]);
    expect(again.lifts.map((l) => l.id).sort()).toEqual(['l0', 'l1', 'l2']);
    // Ⅲ closes no site: it ends no lift either
    expect(expandPlan(SAMPLE_PLAN, 'III', zone, district, inForce).lifts).toEqual([]);
  });

  it('suspends at each site what its kind stops; one scope in force leaves the other to be ordered', () => {
    const suspended = (of: PlanLine[], standing = new Set<string>()) => expandPlan({ ...SAMPLE_PLAN, levels: { ...SAMPLE_PLAN.levels, I: { ...SAMPLE_PLAN.levels.I, orders: of } } }, 'I', zone, district, standing);
    const kindOf = new Map(district.sites.map((s) => [s.id, s.kind]));
    const usual = suspended(SAMPLE_PLAN.levels.I.orders).drafts.filter((d) => d.measure === 'SUSPEND');
    expect(new Set(usual.map((d) => `${kindOf.get(d.siteId!)} ${d.scope}`))).toEqual(new Set(['CONSTRUCTION_SITE WORK', 'SCHOOL CLASSES', 'MALL BUSINESS', 'MARKET BUSINESS']));
    const line = SAMPLE_PLAN.levels.I.orders.find((l) => l.to === 'site' && l.measure === 'SUSPEND') as SiteLine;
    const both: SiteLine[] = [{ ...line, siteKinds: ['SCHOOL'] }, { ...line, siteKinds: ['SCHOOL'], scope: 'TRANSPORT' }];
    const drafts = suspended(both).drafts;
    expect(new Set(drafts.map((d) => d.key)).size).toBe(drafts.length);
    const classes = drafts.filter((d) => d.scope === 'CLASSES');
    expect(suspended(both, new Set(classes.map((d) => standingKey(d.measure, d.siteId, d.addressee.id, d.scope)))).drafts.map((d) => d.key)).toEqual(drafts.filter((d) => d.scope === 'TRANSPORT').map((d) => d.key));
    // a plan published before scopes: said, not left out in silence
    const old = suspended([{ ...line, siteKinds: ['HOSPITAL'] }]);
    expect([old.drafts, old.unaddressable.length > 0]).toEqual([[], true]);
  });

  it('tells posts that the plan names: those of the raised streets and of the zone, once each, and only in the areas that a line is limited to', () => {
    const line = { to: 'post' as const, measure: 'ON_POST' as const, minutes: SAMPLE_PLAN.levels.II.orders[0]!.minutes, textZh: '到指挥部值守', textEn: 'to headquarters' };
    const [hq, head, other] = [district.posts.find((p) => p.kind === 'HQ')!, district.head('410171561')!, district.head('410171562')!];
    const told = (of: PlanLine[], streets: readonly string[]) => expandPlan({ ...SAMPLE_PLAN, levels: { ...SAMPLE_PLAN.levels, II: { ...SAMPLE_PLAN.levels.II, orders: of } } }, 'II', streets, district, new Set());
    const posts = [hq.id, head.id, other.id];
    expect(told([{ ...line, posts }], ['410171561']).drafts.map((d) => [d.addressee.id, d.area])).toEqual([[hq.id, '410171'], [head.id, '410171561']]);
    expect(told([{ ...line, posts, areas: ['410171562'] }], ['410171561']).drafts).toEqual([]);
    expect(told([{ ...line, posts, areas: ['410171562'] }], zone).drafts.map((d) => d.addressee.id)).toEqual([hq.id, other.id]);
    expect(told([{ ...line, posts: [postId('gone')] }], zone).unaddressable).toHaveLength(1);
    const packet = SAMPLE_PLAN.levels.II.orders.find((l) => l.to === 'packet')!;
    expect(new Set(told([{ ...packet, areas: ['410171561901'] }], zone).drafts.map((d) => d.area.slice(0, 12)))).toEqual(new Set(['410171561901']));
  });

  it('names unit, post and holder of whom it tells', () => {
    const hq = district.posts.find((p) => p.kind === 'HQ')!;
    const known = new District(district.areas, district.posts, district.sites, district.teams, district.depots, district.asOf, [{ id: 'u', kind: 'DEPARTMENT', name: '区住建局（示例）', area: '410171', posts: [hq.id] }]);
    expect(findAddressee('post', hq.id, known)).toMatchObject({ addressee: { kind: 'post', id: hq.id, name: hq.name, unit: '区住建局（示例）' }, holderId: hq.holderId });
    expect(findAddressee('post', hq.id, district)!.addressee).not.toHaveProperty('unit');
  });

  it('replaces at a higher level what a named post was told to do and has not reported, never what was done at a site', () => {
    const draft = { measure: 'ON_POST' as const, area: '410171', addressee: { kind: 'post' as const, id: 'p', name: '' } };
    expect(replacedBy(draft)).toBe(replacedBy({ ...draft, area: '410171561' }));
    expect(replacedBy({ ...draft, measure: 'PATROL' })).not.toBe(replacedBy(draft));
    expect([replacedBy({ ...draft, siteId: 's' }), replacedBy({ ...draft, addressee: { kind: 'team', id: 't', name: '' } })]).toEqual([undefined, undefined]);
  });

  it('addresses the zone\'s own teams and depots only where the whole zone is meant', () => {
    const street = expandPlan(SAMPLE_PLAN, 'II', ['410171561'], district, new Set()).drafts.filter((d) => d.addressee.kind !== 'post');
    expect(street.every((d) => d.area.startsWith('410171561'))).toBe(true);
    const all = expandPlan(SAMPLE_PLAN, 'II', zone, district, new Set()).drafts.filter((d) => d.addressee.kind !== 'post');
    expect(all.some((d) => d.area === '410171')).toBe(true);
  });
});

describe('who receives an order', () => {
  const of = (vacant: string[]) => expandPlan(SAMPLE_PLAN, 'IV', ['410171561'], sampleDistrict((p) => vacant.includes(p.id)), new Set());

  it('is the superior post, marked so, where a post has neither holder nor deputy', () => {
    const order = of([postId('leader-410171561901001')]).drafts.find((d) => d.addressee.id === postId('leader-410171561901001'))!;
    expect(order).toMatchObject({ resolvedTo: 'superior', holderId: personId('community-410171561901') });
  });

  it('names an order nobody can receive and holds back no other', () => {
    const vacant = ['police-561', 'head-561'].map(postId);
    const { drafts, unaddressable } = of(vacant);
    expect(unaddressable).toHaveLength(60);
    expect(unaddressable[0]).toMatchObject({ measure: 'ON_POST', area: expect.stringMatching(/^410171561/) });
    expect(drafts).toHaveLength(300);
  });
});

describe('the chain of escalation', () => {
  it('climbs from the grid to community, street, duty officer and commander', () => {
    const chain = escalationChain({ addresseeKind: 'post', addresseeId: postId('leader-410171561901001'), area: '410171561901001', holderId: personId('grid-410171561901001') }, district, command);
    expect(chain.map((t) => t.userId)).toEqual(['community-410171561901', 'community-561', 'street-561', 'duty1', 'commander'].map(personId));
  });

  it('has at least three persons for every addressee', () => {
    for (const draft of expandPlan(SAMPLE_PLAN, 'I', zone, district, new Set()).drafts) {
      const chain = escalationChain({ addresseeKind: draft.addressee.kind, addresseeId: draft.addressee.id, area: draft.area, holderId: draft.holderId }, district, command);
      expect(chain.length).toBeGreaterThanOrEqual(3);
    }
  });
});
