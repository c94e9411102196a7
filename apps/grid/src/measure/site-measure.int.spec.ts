import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { ClosurePage, EvidenceView, ItemView, MeasurePage } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { sampleSites } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { caller, dutyOf, leaderOf, startGrid } from '../testing/grid.js';
import { issued, orderTo } from '../testing/orders.js';

/** A closure counts as closed only when its executor has shown a photo and a second person has verified it (C6). */
const site = sampleSites()[0]!;
const grid561 = site.area;
const order = orderTo(grid561, 0, { measure: 'SEAL', siteId: site.id, evidence: 'photo' });
const id = dutyOf(order.orderId);
const holder = leaderOf(grid561);
const inspector = caller(`inspector-${grid561.slice(6, 9)}`, 'inspector', grid561.slice(0, 9));
let grid: ItemService;

const photo = (more: object = {}): Record<string, unknown> => ({ evidenceId: newId(), sha256: 'ab'.repeat(32), mediaType: 'image/jpeg', bytes: 2048, takenAt: '2026-07-20T15:59:00+08:00', ...more });
const measures = async (): Promise<MeasurePage['items']> => (await grid.ok<MeasurePage>('grid.measure.list', { area: grid561 }, inspector)).items;

beforeAll(async () => {
  grid = await startGrid();
  await grid.command.publish([issued(grid.command, order)]);
  await waitFor(async () => (await grid.count('duty')) === 1, 45_000, 'the duty');
});
afterAll(() => grid.stop());

describe('the closure of a site', () => {
  it('is not closed when ordered', async () => {
    expect(await measures()).toEqual([expect.objectContaining({ siteId: site.id, measure: 'SEAL', state: 'ordered', closed: false })]);
  });

  it('cannot be reported without a photo of one\'s own that is stored', async () => {
    const paper = photo({ mediaType: 'application/pdf' });
    await grid.ok('grid.evidence.store', paper, holder);
    const strange = photo();
    await grid.ok('grid.evidence.store', strange, inspector);
    expect(await grid.refusal('grid.duty.execute', { id, evidence: [] }, holder)).toBe('evidence.required');
    expect(await grid.refusal('grid.duty.execute', { id, evidence: [paper['evidenceId']] }, holder)).toBe('evidence.required');
    expect(await grid.refusal('grid.duty.execute', { id, evidence: [newId()] }, holder)).toBe('evidence.unknown');
    expect(await grid.refusal('grid.duty.execute', { id, evidence: [strange['evidenceId']] }, holder)).toBe('evidence.unknown');
  });

  it('keeps a photo where its taker stands, whichever of their areas was granted first', async () => {
    const wide = { ...holder.grants[0]!, role: 'dispatcher' as const, area: '410171' };
    for (const grants of [[wide, ...holder.grants], [...holder.grants, wide]]) expect(await grid.ok<EvidenceView>('grid.evidence.store', photo(), { ...holder, grants })).toMatchObject({ area: grid561 });
  });

  it('is executed with the photo, still not closed, and closed by the second person\'s verification', async () => {
    const own = photo();
    const stored = await grid.ok<EvidenceView>('grid.evidence.store', own, holder);
    expect(stored).toMatchObject({ id: own['evidenceId'], sha256: own['sha256'], takenAt: '2026-07-20T07:59:00.000Z', receivedAt: '2026-07-20T08:00:00.000Z' });
    const done = await grid.ok<ItemView>('grid.duty.execute', { id, evidence: [own['evidenceId']] }, holder);
    expect(done.reported!.evidence).toEqual([{ evidenceId: own['evidenceId'], sha256: own['sha256'], takenAt: '2026-07-20T07:59:00.000Z', receivedAt: '2026-07-20T08:00:00.000Z' }]);
    expect((await measures())[0]).toMatchObject({ state: 'executed', closed: false });
    await grid.ok('grid.duty.verify', { id }, inspector);
    expect((await measures())[0]).toMatchObject({ state: 'verified', closed: true });
    const facts = await grid.sql<{ type: string }>("select type from journal where subject = $1 order by no", [`measure/${order.orderId}`]);
    expect(facts.map((f) => f.type)).toEqual(['grid.measure.executed.v1', 'grid.measure.verified.v1']);
  });
});

describe('the lifting of a closure', () => {
  const lift = orderTo(grid561, 5, { measure: 'LIFT', siteId: site.id, evidence: 'photo', lifts: order.orderId });
  const liftId = dutyOf(lift.orderId);

  it('is its own order: closed until the second person has verified that it was opened', async () => {
    await grid.command.publish([issued(grid.command, lift)]);
    await waitFor(async () => (await grid.count(`duty where id = '${liftId}'`)) === 1, 45_000, 'the duty');
    expect(await measures()).toEqual([expect.objectContaining({ measure: 'SEAL', state: 'lift-ordered', closed: true })]);
    const own = photo();
    await grid.ok('grid.evidence.store', own, holder);
    await grid.ok('grid.duty.execute', { id: liftId, evidence: [own['evidenceId']] }, holder);
    expect((await measures())[0]).toMatchObject({ state: 'lift-ordered' });
    await grid.ok('grid.duty.verify', { id: liftId }, inspector);
    expect((await measures())[0]).toMatchObject({ state: 'lifted', closed: false });
    expect(await grid.count(`journal where type like 'grid.measure.%' and subject = 'measure/${lift.orderId}'`)).toBe(0);
  });
});

describe('a suspension', () => {
  const CASES = [['CONSTRUCTION_SITE', 'WORK', 'TRANSPORT', 'open'], ['SCHOOL', 'CLASSES', 'TRANSPORT', 'open'], ['MALL', 'BUSINESS', 'WORK', 'open'], ['HAZARD_ROAD', 'TRANSPORT', 'WORK', 'closed']] as const;
  const over = caller('duty2', 'duty-officer', '410171');
  const shown = async (of: { id: string; area: string }) => (await grid.ok<ClosurePage>('grid.closure.board', { area: of.area }, over)).items.find((i) => i.siteId === of.id)!;
  const pictured = async (by: typeof holder): Promise<string> => { const own = photo(); await grid.ok('grid.evidence.store', own, by); return own['evidenceId'] as string; };
  const deliver = async (fact: ReturnType<typeof orderTo>): Promise<string> => { await grid.command.publish([issued(grid.command, fact)]); const dutyId = dutyOf(fact.orderId); await waitFor(async () => (await grid.count(`duty where id = '${dutyId}'`)) === 1, 45_000, 'the duty'); return dutyId; };

  it.each(CASES)('of a %s in the scope %s goes from its order to its lifting by itself, beside %s, and leaves it %s', async (kind, scope, other, standing) => {
    const place = sampleSites().find((s) => s.kind === kind)!;
    const leader = leaderOf(place.area);
    const second = caller(`inspector-${place.area.slice(6, 9)}`, 'inspector', place.area.slice(0, 9));
    const both = [scope, other].map((s, i) => orderTo(place.area, 60 + i, { measure: 'SUSPEND', scope: s, siteId: place.id, evidence: 'photo' }));
    const [one, two] = [await deliver(both[0]!), await deliver(both[1]!)];
    const state = async (): Promise<unknown> => (await shown(place)).measures.map((m) => [m.scope, m.state, m.closed]);
    expect(await state()).toEqual([[scope, 'ordered', false], [other, 'ordered', false]]);
    expect(await grid.ok<ItemView>('grid.duty.get', { id: one }, leader)).toMatchObject({ measure: 'SUSPEND', scope });
    expect(await grid.refusal('grid.duty.execute', { id: one, evidence: [] }, leader)).toBe('evidence.required');
    await grid.ok('grid.duty.execute', { id: one, evidence: [await pictured(leader)] }, leader);
    expect(await grid.refusal('grid.duty.verify', { id: one }, leader)).toBe('same-person');
    await grid.ok('grid.duty.verify', { id: one }, second);
    expect(await state()).toEqual([[scope, 'verified', true], [other, 'ordered', false]]);
    // the other scope is still open: nothing is shown as closed
    expect((await shown(place)).shown).toBe('not-closed');
    await grid.ok('grid.duty.execute', { id: two, evidence: [await pictured(leader)] }, leader);
    await grid.ok('grid.duty.verify', { id: two }, second);
    expect((await shown(place)).shown).toBe(standing);
    const lift = await deliver(orderTo(place.area, 62, { measure: 'LIFT', siteId: place.id, evidence: 'photo', lifts: both[0]!.orderId }));
    await grid.ok('grid.duty.execute', { id: lift, evidence: [await pictured(leader)] }, leader);
    await grid.ok('grid.duty.verify', { id: lift }, second);
    expect(await state()).toEqual([[other, 'verified', true]]);
    const facts = await grid.sql<{ type: string; data: string }>('select type, data from journal where subject = $1 order by no', [`measure/${both[0]!.orderId}`]);
    expect(facts.map((f) => [f.type, JSON.parse(f.data).scope])).toEqual(['executed', 'verified', 'lift-ordered', 'lifted'].map((verb) => [`grid.measure.${verb}.v1`, scope]));
  });

  it('begun on the ground takes the usual scope of the kind, one of each, and none that does not fit', async () => {
    const school = sampleSites().filter((s) => s.kind === 'SCHOOL')[1]!;
    const begin = (more: object = {}) => ({ id: school.id, measure: 'SUSPEND', reason: '积水进校', ...more });
    expect(await grid.ok('grid.site.protect', begin(), leaderOf(school.area))).toMatchObject({ measure: 'SUSPEND', scope: 'CLASSES' });
    expect(await grid.refusal('grid.site.protect', begin({ scope: 'CLASSES' }), leaderOf(school.area))).toBe('state.conflict');
    expect(await grid.ok('grid.site.protect', begin({ scope: 'TRANSPORT' }), leaderOf(school.area))).toMatchObject({ scope: 'TRANSPORT' });
    for (const unfit of [begin({ scope: 'WORK' }), begin({ measure: 'CLOSE', scope: 'CLASSES' })]) expect(await grid.refusal('grid.site.protect', unfit, leaderOf(school.area))).toBe('input.impossible');
    const hospital = sampleSites().find((s) => s.kind === 'HOSPITAL')!;
    expect(await grid.refusal('grid.site.protect', begin({ id: hospital.id }), leaderOf(hospital.area))).toBe('input.impossible');
    expect((await shown(school)).measures.map((m) => m.scope)).toEqual(['CLASSES', 'TRANSPORT']);
  });
});

describe('the record of a file', () => {
  it('is for its author and those over the place', async () => {
    const file = photo();
    await grid.ok('grid.evidence.store', file, holder);
    expect(await grid.refusal('grid.evidence.get', { id: file['evidenceId'] }, inspector)).toBe('ok');
    expect(await grid.refusal('grid.evidence.get', { id: file['evidenceId'] }, leaderOf('410171560901001'))).toBe('access.area');
    expect(await grid.refusal('grid.evidence.get', { id: newId() }, holder)).toBe('unknown.id');
  });

  it('tells where the photo says it was taken to its owner\'s line only; others have the picture, and no event says it', async () => {
    const file = photo({ exifPosition: { lon: 113.7712345, lat: 34.7054321 } });
    await grid.ok('grid.evidence.store', file, holder);
    const seen = (by: typeof holder) => grid.ok<EvidenceView>('grid.evidence.get', { id: file['evidenceId'] }, by);
    const line = [holder, inspector, caller(`street-${grid561.slice(6, 9)}`, 'sub-district-officer', grid561.slice(0, 9)), caller('duty1', 'duty-officer', '410171')];
    for (const by of line) expect(await seen(by)).toMatchObject({ masked: false, position: { lon: 113.7712345, lat: 34.7054321 } });
    for (const by of [caller('observer', 'observer', '410171'), caller('dept-01-1', 'department-officer', '410171')]) {
      expect(await seen(by)).toMatchObject({ masked: true, sha256: file['sha256'] });
      expect(await seen(by)).not.toHaveProperty('position');
    }
    expect(await grid.refusal('grid.evidence.get', { id: file['evidenceId'] }, leaderOf('410171560901001'))).toBe('access.area');
    expect(await grid.count(`journal where data like '%113.7712345%'`)).toBe(0);
  });

  it('does not claim a time the photo has not, and refuses a day that does not exist', async () => {
    const { takenAt: _unknown, ...undated } = photo();
    expect(await grid.ok('grid.evidence.store', undated, holder)).not.toHaveProperty('takenAt');
    expect(await grid.refusal('grid.evidence.store', photo({ takenAt: '2026-02-30T08:00:00Z' }), holder)).toBe('input.impossible');
  });
});
