import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived, AtRiskSitePlanned, HouseholdRegistered, ShelterRegistered, ShelterResized, StockCounted, StockItemListed } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { sampleDepots, samplePosts } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import type { PlanDocument } from '../plan/plan.js';
import { SAMPLE_PLAN } from '../plan/sample-plan.js';
import { alertData, CommandService } from './service.fixture.js';

let s: CommandService;
/** The keeper of a depot says what he counted, as supplies would. */
const counted = (depotId: string, version: number, ...lines: [item: string, quantity: number][]): Promise<string[]> => s.say([{ event: StockCounted, aggregate: `stock/${depotId}`, version, street: '999', data: { countId: newId(), depotId, area: sampleDepots().find((d) => d.id === depotId)!.area, lines: lines.map(([item, quantity]) => ({ item, quantity, unit: '件' })), by: newId(), at: s.clock.now().toISOString() } }]);
beforeAll(async () => {
  s = await CommandService.start('2021-07-19T14:00:00Z');
  await s.boot();
  for (const { id } of sampleDepots()) await counted(id, 1, ['SANDBAG', 5000], ['PUMP', 50]);
  await waitFor(async () => (await s.sql("select 1 from known where kind = 'stock-counted'")).length === 2 * sampleDepots().length, 45_000, 'the stock');
}, 120_000);
afterAll(async () => { await s.stop(); });

type Version = { planVersion: string; state: string; digest: string; allowed: string[]; document: PlanDocument; waivers: { key: string; name: string; reason: string }[]; trail: { act: string }[] };
type Gaps = { counts: { gaps: number; waived: number; open: number }; items: { key: string; waiver?: { name: string } }[]; asOf: { seq: number }; unchecked: { what: string }[] };
const at = (n: number): { id: string; version: string } => ({ id: 'sample-flood', version: `sample-flood@${n}` });
const refusal = async (username: string, operation: string, input: object): Promise<object> => {
  const reply = await s.call(username, operation, input);
  return reply.ok ? { code: 'accepted' } : reply.refusal;
};
async function bring(n: number, id = 'sample-flood'): Promise<void> {
  const at = (v: number): { id: string; version: string } => ({ id, version: `${id}@${v}` });
  await s.ok('duty1', 'command.plan.submit', at(n));
  const { items } = await s.ok<Gaps>('duty2', 'command.plan.gaps', at(n));
  await s.ok('duty2', 'command.plan.waive', { ...at(n), gaps: items.map((g) => g.key), reason: '责任人下周到岗' });
  await s.ok('duty2', 'command.plan.review', { ...at(n), verdict: 'approve' });
  await s.ok('deputy', 'command.plan.countersign', at(n));
  await s.ok('commander', 'command.plan.publish', at(n));
}

describe('a plan of the library', () => {
  it('is begun from what is published, edited as it was read, and shown field by field', async () => {
    const draft = await s.ok<Version>('duty1', 'command.plan.revise', { id: 'sample-flood', from: 'sample-flood@1' });
    expect(draft).toMatchObject({ planVersion: 'sample-flood@2', state: 'draft', allowed: ['edit', 'waive', 'submit'] });
    const document = structuredClone(draft.document);
    document.levels.I.orders[0]!.minutes.acknowledged = 4;
    const edited = await s.ok<Version>('duty1', 'command.plan.edit', { ...at(2), document, digest: draft.digest });
    expect(edited.digest).not.toBe(draft.digest);
    expect(await refusal('duty2', 'command.plan.edit', { ...at(2), document, digest: draft.digest })).toMatchObject({ code: 'plan.changed', state: 'draft' });
    const { changes } = await s.ok<{ changes: object[] }>('observer', 'command.plan.diff', { id: 'sample-flood', from: 'sample-flood@1', to: 'sample-flood@2' });
    expect(changes).toEqual([
      { kind: 'changed', pointer: '/levels/I/orders/0/minutes/acknowledged', old: 5, new: 4 },
      { kind: 'changed', pointer: '/planVersion', old: 'sample-flood@1', new: 'sample-flood@2' },
    ]);
  });

  it('is exported as it can be imported, and refused with the path of every bad field', async () => {
    const { document } = await s.ok<{ document: PlanDocument }>('observer', 'command.plan.export', at(1));
    expect(document).toEqual(SAMPLE_PLAN);
    expect(await s.ok<Version>('duty3', 'command.plan.import', { document: { ...document, planId: 'other-flood', planVersion: 'other-flood@1' } })).toMatchObject({ state: 'draft', planVersion: 'other-flood@1' });
    const bad = structuredClone(document) as unknown as { name?: string; extra: number; levels: { I: { orders: { textZh?: string; minutes: { verified: number } }[] } } };
    delete bad.name;
    bad.extra = 1;
    delete bad.levels.I.orders[0]!.textZh;
    bad.levels.I.orders[1]!.minutes.verified = 0;
    const refused = (await refusal('duty3', 'command.plan.import', { document: bad })) as { code: string; errors: { path: string }[] };
    expect(refused.code).toBe('input.impossible');
    expect(refused.errors.map((e) => e.path).sort()).toEqual(['document.extra', 'document.levels.I.orders.0.textZh', 'document.levels.I.orders.1.minutes.verified', 'document.name']);
    expect(await s.ok('observer', 'command.plan.schema')).toMatchObject({ title: 'Plan version', type: 'object', additionalProperties: false, required: expect.arrayContaining(['planId', 'levels']) });
  });

  it('is not approved while a gap is neither closed nor waived by name', async () => {
    await s.ok('duty1', 'command.plan.submit', at(2));
    const gaps = await s.ok<Gaps>('duty2', 'command.plan.gaps', at(2));
    const n = gaps.items.length;
    expect(n).toBeGreaterThan(2);
    expect(gaps.counts).toEqual({ gaps: n, waived: 0, open: n });
    expect(gaps.asOf.seq).toBeGreaterThan(0);
    expect(gaps.unchecked.map((u) => u.what)).toEqual(['shelters']);
    expect(await refusal('duty2', 'command.plan.review', { ...at(2), verdict: 'approve' })).toMatchObject({ code: 'plan.gaps', state: 'in-review', errors: gaps.items.map((g) => ({ path: g.key })), extra: { gaps: n, open: n } });
    const keys = gaps.items.map((g) => g.key);
    expect((await s.ok<Gaps>('duty2', 'command.plan.waive', { ...at(2), gaps: keys.slice(0, 1), reason: '由街道城管代管' })).counts).toEqual({ gaps: n, waived: 1, open: n - 1 });
    expect(await s.refused('duty2', 'command.plan.review', { ...at(2), verdict: 'approve' })).toBe('plan.gaps');
    await s.ok('duty3', 'command.plan.waive', { ...at(2), gaps: keys.slice(1), reason: '责任人下周到岗' });
    expect(await s.refused('duty1', 'command.plan.review', { ...at(2), verdict: 'approve' })).toBe('plan.same-person');
    const approved = await s.ok<Version>('duty2', 'command.plan.review', { ...at(2), verdict: 'approve', remarks: '同意' });
    expect(approved.waivers).toHaveLength(n);
    expect(approved.waivers.slice(0, 2).map((w) => [w.name, w.reason])).toEqual([['值班员二', '由街道城管代管'], ['值班员三', '责任人下周到岗']]);
  });

  it('takes a second signature before it is published, and is immutable then', async () => {
    expect(await refusal('commander', 'command.plan.publish', at(2))).toMatchObject({ code: 'state.conflict', state: 'approved', allowed: ['waive', 'return', 'countersign'] });
    expect(await s.refused('duty2', 'command.plan.countersign', at(2))).toBe('plan.same-person');
    await s.ok('deputy', 'command.plan.countersign', at(2));
    const published = await s.ok<Version>('commander', 'command.plan.publish', at(2));
    expect(published.trail.map((t) => t.act)).toEqual(['edit', 'submit', 'waive', 'waive', 'approve', 'countersign', 'publish']);
    expect(await refusal('duty1', 'command.plan.edit', { ...at(2), document: published.document, digest: published.digest })).toMatchObject({ code: 'state.conflict', state: 'published', allowed: ['retire'] });
    await expect(s.sql("update plan_version set document = '{}' where plan_version = 'sample-flood@2'")).rejects.toThrow('immutable');
    expect(await s.events('command.plan.published.v1')).toHaveLength(2);
    expect((await s.events('command.plan.gaps-waived.v1'))).toHaveLength(2);
  });

  it('takes each step once and each number once, whoever comes at the same moment, over two instances', async () => {
    const begun = await Promise.all(['duty1', 'duty2', 'duty3', 'duty4'].map((who) => s.ok<Version>(who, 'command.plan.revise', { id: 'other-flood', from: 'other-flood@1' })));
    expect(begun.map((v) => v.planVersion).sort()).toEqual([2, 3, 4, 5].map((n) => `other-flood@${n}`));
    const mine = begun[0]!;
    const edits = await Promise.all(['duty1', 'duty2', 'duty3', 'duty4'].map((who) => s.refused(who, 'command.plan.edit', { id: 'other-flood', version: mine.planVersion, document: { ...mine.document, label: who }, digest: mine.digest })));
    expect(edits.sort()).toEqual(['accepted', 'plan.changed', 'plan.changed', 'plan.changed']);
    const handed = await Promise.all([1, 2, 3].map(() => s.refused('duty1', 'command.plan.submit', { id: 'other-flood', version: mine.planVersion })));
    expect(handed.sort()).toEqual(['accepted', 'state.conflict', 'state.conflict']);
  });

  it('is checked against what lies in each depot as its keeper counted it, the newest count alone, without asking supplies', async () => {
    const short = async (): Promise<string[]> => (await s.ok<{ items: { kind: string; zh: string }[] }>('duty2', 'command.plan.gaps', { ...at(2), limit: 200 })).items.filter((g) => g.kind.startsWith('stock')).map((g) => g.zh);
    const street = sampleDepots().find((d) => d.area === '410171561')!;
    expect(await short()).toEqual([]);
    await s.say([{ event: StockItemListed, aggregate: 'stock-item/SANDBAG', street: '000', data: { item: 'SANDBAG', name: '沙袋', nameEn: 'Sandbags', unit: '条' } }]);
    await counted(street.id, 3, ['SANDBAG', 700]);
    await waitFor(async () => (await short()).length > 0);
    expect(await short()).toEqual([1000, 2000].map((n) => `${street.name}：沙袋需 ${n} 条，现有 700 条`));
    // an older count that comes late changes nothing; the newest does
    await counted(street.id, 2, ['SANDBAG', 9000]);
    await counted(street.id, 4, ['SANDBAG', 1500]);
    await waitFor(async () => (await short()).length === 1);
    expect(await short()).toEqual([`${street.name}：沙袋需 2000 条，现有 1500 条`]);
  });

  it('is checked against people at risk, shelters and plans of places as grid tells of them, without asking grid', async () => {
    const by = newId();
    const moment = s.clock.now().toISOString();
    const read = async (): Promise<Gaps & { items: { kind: string; en: string; area?: string }[] }> => s.ok('duty2', 'command.plan.gaps', { ...at(2), limit: 200 });
    const keysOf = async (kind: string): Promise<string[]> => (await read()).items.map((g) => g.key).filter((k) => k.startsWith(`${kind}|`));
    const homes = await keysOf('evacuation-plan');
    expect(homes.length).toBeGreaterThan(0);
    await s.say([{ event: HouseholdRegistered, aggregate: `household-batch/${newId()}`, street: '561', data: { area: '410171561901001', householdIds: [newId(), newId()], count: 2, persons: 61, at: moment } }]);
    await waitFor(async () => (await keysOf('shelter-short')).length > 0, 45_000, 'the people at risk');
    expect((await read()).items.find((g) => g.key === 'shelter-short|410171561')).toMatchObject({ area: '410171561', en: expect.stringContaining('about 61 people at risk, places for 0') });
    expect((await read()).unchecked.map((u) => u.what)).toEqual([]);
    const shelterId = newId();
    const siteId = homes[0]!.split('|')[1]!;
    await s.say([
      { event: ShelterRegistered, aggregate: `shelter/${shelterId}`, street: '561', data: { shelterId, area: '410171561901', name: '潮河小学安置点', nameEn: 'School', kind: 'SCHOOL', position: { lon: 113.77, lat: 34.71 }, capacity: 61 } },
      { event: AtRiskSitePlanned, aggregate: `at-risk-site/${siteId}`, street: '561', data: { siteId, area: '410171561901001', kind: 'CARE_HOME', persons: 40, shelterId, by, at: moment } },
    ]);
    await waitFor(async () => (await keysOf('shelter-short')).length === 0 && (await keysOf('evacuation-plan')).length === homes.length - 1, 45_000, 'the shelter and the plan');
    const resized = (version: number, places: number): Promise<string[]> => s.say([{ event: ShelterResized, aggregate: `shelter/${shelterId}`, street: '561', version, data: { shelterId, area: '410171561901', built: places, reason: '核定', totals: { capacity: places, arrivals: 0, departures: 0, present: 0, assigned: 0, free: places }, by, at: moment } }]);
    await resized(2, 40);
    await waitFor(async () => (await keysOf('shelter-short')).length === 1, 45_000, 'too few places again');
    await resized(3, 61);
    await waitFor(async () => (await keysOf('shelter-short')).length === 0, 45_000, 'enough places');
  });

  it('is written by zone staff only, and unknown by another name', async () => {
    for (const operation of ['revise', 'edit', 'submit', 'review', 'countersign', 'publish', 'retire', 'waive']) {
      const input = { ...at(1), from: 'sample-flood@1', document: SAMPLE_PLAN, digest: 'x', verdict: 'approve', gaps: ['k|1'], reason: 'x' };
      expect([operation, await s.refused('street-561', `command.plan.${operation}`, input)]).toEqual([operation, 'access.area']);
    }
    expect(await s.refused('observer', 'command.plan.get', { id: 'other', version: 'sample-flood@1' })).toBe('unknown.id');
    expect(await s.refused('duty1', 'command.plan.submit', at(77))).toBe('unknown.id');
  });
});

describe('a running incident', () => {
  type Levels = { items: { area: string; planVersion?: string }[] };
  const inForce = async (street: string): Promise<string | undefined> => (await s.ok<Levels>('observer', 'command.level.list')).items.find((l) => l.area === street)?.planVersion;
  const raise = (area: string, more: object = {}): Promise<object> => s.ok('duty1', 'command.level.raise', { level: 'IV', areas: [area], reason: '局地暴雨', ...more });

  it('keeps the version it started with, though a newer one is published and the old one retired, unless a signer chooses otherwise', async () => {
    await raise('410171560');
    expect(await inForce('410171560')).toBe('sample-flood@2');
    await s.ok('duty1', 'command.plan.revise', { id: 'sample-flood', from: 'sample-flood@2' });
    await bring(3);
    await s.ok('commander', 'command.plan.retire', { ...at(2), reason: '由新版本替代' });
    await raise('410171561');
    expect(await inForce('410171561')).toBe('sample-flood@2');
    await s.say([{ event: AlertReceived, aggregate: 'alert/p', street: '000', data: alertData({ name: 'p', sent: '2021-07-19T21:59:00+08:00' }) }]);
    const open = await waitFor(async () => (await s.ok<{ items: { id: string; plans: { planVersion: string; score: number }[] }[] }>('duty1', 'command.decision.list', { state: 'open' })).items[0]);
    expect(open.plans.filter((p) => p.score === 100).map((p) => p.planVersion)).toEqual(['sample-flood@2', 'sample-flood@3']);
    expect(await s.ok('duty1', 'command.decision.preview', { id: open.id, level: 'I' })).toMatchObject({ planVersion: 'sample-flood@2' });
    await raise('410171562', { planVersion: 'sample-flood@3' });
    expect(await inForce('410171562')).toBe('sample-flood@3');
    expect(await s.refused('duty1', 'command.level.raise', { level: 'IV', areas: ['410171563'], planVersion: 'other-flood@1', reason: 'x' })).toBe('plan.unknown');
  });

  it('takes a retired version into no other incident', async () => {
    expect(await s.ok<{ state: string }>('commander', 'command.decision.list')).toBeDefined();
    await s.sql("update incident set state = 'closed'");
    expect(await s.refused('duty1', 'command.level.raise', { level: 'IV', areas: ['410171563'], planVersion: 'sample-flood@2', reason: 'x' })).toBe('plan.unknown');
    await raise('410171563');
    expect(await inForce('410171563')).toBe('sample-flood@3');
  });
});

describe('of several incidents', () => {
  type Levels = { items: { area: string; level: string; planVersion?: string }[] };
  const inForce = async (street: string): Promise<[string, string | undefined]> => { const l = (await s.ok<Levels>('observer', 'command.level.list')).items.find((i) => i.area === street)!; return [l.level, l.planVersion]; };
  const open = async (area: string): Promise<string> => (await s.ok<{ id: string }>('duty1', 'command.incident.open', { name: '局地洪涝', areas: [area] })).id;
  const raise = (level: string, area: string, incidentId: string, more: object = {}): Promise<object> => s.ok('duty1', 'command.level.raise', { level, areas: [area], incidentId, reason: '局地暴雨', ...more });

  it('each keeps its own version, through a lowering too; what began later begins with the newest', async () => {
    const first = await open('410171111');
    await raise('IV', '410171111', first);
    await s.ok('duty1', 'command.plan.revise', { id: 'sample-flood', from: 'sample-flood@3' });
    await bring(4);
    await s.ok('commander', 'command.plan.retire', { ...at(3), reason: '由新版本替代' });
    const second = await open('410171560');
    await raise('III', '410171560', second);
    expect(await inForce('410171560')).toEqual(['III', 'sample-flood@4']);
    await raise('III', '410171111', first);
    expect(await inForce('410171111')).toEqual(['III', 'sample-flood@3']);
    expect(await s.refused('duty1', 'command.proposal.make', { level: 'II', areas: ['410171560'], incidentId: second, planVersion: 'sample-flood@3', reason: 'x' })).toBe('plan.unknown');
    await s.ok('duty1', 'command.level.lower', { level: 'IV', areas: ['410171111'], incidentId: first, reason: '雨势减弱' });
    expect(await inForce('410171111')).toEqual(['IV', 'sample-flood@3']);
    await s.ok('duty1', 'command.level.lower', { level: 'none', areas: ['410171111'], incidentId: first, reason: '雨停' });
    expect(await inForce('410171111')).toEqual(['none', undefined]);
  });

  it('none is left without a plan: the last published one is not retired, whoever asks at the same moment', async () => {
    await s.ok('commander', 'command.plan.retire', { ...at(1), reason: '由新版本替代' });
    expect(await refusal('commander', 'command.plan.retire', { ...at(4), reason: '不再使用' })).toMatchObject({ code: 'plan.last', state: 'published' });
    await s.ok('duty1', 'command.plan.revise', { id: 'sample-flood', from: 'sample-flood@4' });
    await bring(5);
    const replies = await Promise.all([4, 5].map((n) => s.call('commander', 'command.plan.retire', { ...at(n), reason: '不再使用' })));
    expect(replies.map((r) => (r.ok ? 'ok' : r.refusal.code)).sort()).toEqual(['ok', 'plan.last']);
  });
});

describe('a line to named posts', () => {
  it('tells them once, and what it told them gives way to the higher level while it is not reported', async () => {
    const document = structuredClone(SAMPLE_PLAN) as PlanDocument;
    Object.assign(document, { planId: 'named-posts', planVersion: 'named-posts@1' });
    const hq = samplePosts().find((p) => p.kind === 'HQ')!;
    for (const level of ['IV', 'III'] as const) document.levels[level].orders = [{ to: 'post', posts: [hq.id], areas: ['410171565'], measure: 'ON_POST', minutes: document.levels[level].orders[0]!.minutes, textZh: '到指挥部值守', textEn: 'To headquarters' }];
    await s.ok('duty3', 'command.plan.import', { document });
    await bring(1, 'named-posts');
    const raise = (level: string): Promise<object> => s.ok('duty1', 'command.level.raise', { level, areas: ['410171565'], reason: '局地暴雨', planVersion: 'named-posts@1' });
    const told = (): Promise<{ level: string; state: string }[]> => s.sql(`select level, state from orders where addressee_id = '${hq.id}' order by pos`);
    await raise('IV');
    expect(await told()).toEqual([{ level: 'IV', state: 'issued' }]);
    await raise('III');
    expect((await told()).map(({ level, state }) => [level, state])).toEqual([['IV', 'superseded'], ['III', 'issued']]);
  });
});
