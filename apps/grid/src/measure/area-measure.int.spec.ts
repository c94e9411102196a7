import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { AreaMeasurePage, AreaMeasureRow, ClosurePage, EvacuationPage, MeasurePage, MeasureView } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { sampleSites } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { caller, dutyOf, leaderOf, startGrid } from '../testing/grid.js';
import { issued, orderTo, withdrawn } from '../testing/orders.js';

/** 停课 in a street (D.4): a measure over an area is ordered, done, verified, patrolled and lifted as one on a site is. */
const STREET = '410171561';
const GRID = `${STREET}901001`;
const leader = leaderOf(GRID);
const officer = caller('street-561', 'sub-district-officer', STREET);
const inspector = caller('inspector-561', 'inspector', STREET);
const orderOver = (n: number, more: object) => orderTo(GRID, n, { area: STREET, evidence: 'photo', ...more });
let grid: ItemService;
beforeAll(async () => { grid = await startGrid(); }, 180_000);
afterAll(() => grid.stop());

const photo = async (): Promise<string> => { const evidenceId = newId(); await grid.ok('grid.evidence.store', { evidenceId, sha256: 'ab'.repeat(32), mediaType: 'image/jpeg', bytes: 2048 }, leader); return evidenceId; };
const rows = async (by = officer): Promise<AreaMeasureRow[]> => (await grid.ok<AreaMeasurePage>('grid.closure.areas', {}, by)).items;
const give = async (fact: ReturnType<typeof orderTo>): Promise<string> => { await grid.command.publish([issued(grid.command, fact)]); const id = dutyOf(fact.orderId); await waitFor(async () => (await grid.count(`duty where id = '${id}'`)) === 1, 45_000, 'the duty'); return id; };
const facts = async (id: string): Promise<string[]> => (await grid.sql<{ type: string }>('select type from journal where subject = $1 order by no', [`measure/${id}`])).map((f) => f.type);

describe('lessons stopped in a street', () => {
  const order = orderOver(1, { measure: 'SUSPEND', scope: 'CLASSES' });
  const id = order.orderId;
  let duty: string;

  it('stand on the board as not verified, with the schools they apply to; another street does not see them', async () => {
    duty = await give(order);
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    const schools = sampleSites().filter((s) => s.kind === 'SCHOOL' && s.area.startsWith(STREET));
    expect(schools.length).toBeGreaterThan(0);
    expect(row).toMatchObject({ measure: { id, area: STREET, measure: 'SUSPEND', scope: 'CLASSES', state: 'ordered', closed: false }, applies: schools.length });
    expect(row!.measure).not.toHaveProperty('siteId');
    expect(row!.to.map((s) => s.id).sort()).toEqual(schools.map((s) => s.id).sort());
    // who stands in one grid of the street is under it too
    const own = await rows(leader);
    expect(own.map((r) => r.measure.id)).toEqual([id]);
    // of the street's schools no more than lie in the own grid
    expect(own[0]!.to.filter((s) => !s.area.startsWith(GRID))).toEqual([]);
    expect(await rows(caller('street-560', 'sub-district-officer', '410171560'))).toEqual([]);
    expect(await grid.refusal('grid.closure.areas', { area: STREET }, caller('street-560', 'sub-district-officer', '410171560'))).toBe('access.area');
    expect((await grid.ok<MeasurePage>('grid.measure.list', { area: STREET }, officer)).items.map((m) => m.id)).toEqual([id]);
    // no site is ordered shut by it
    expect((await grid.ok<ClosurePage>('grid.closure.board', { area: STREET, shown: 'not-closed' }, officer)).items).toEqual([]);
  });

  it('are done with a photo, verified by another, patrolled, and one alarm is raised for each patrol that is missed', async () => {
    await grid.ok('grid.duty.execute', { id: duty, evidence: [await photo()] }, leader);
    expect((await rows())[0]!.measure).toMatchObject({ state: 'executed', closed: false });
    expect(await grid.refusal('grid.measure.verify', { id }, leader)).toBe('same-person');
    expect(await grid.ok<MeasureView>('grid.measure.verify', { id }, inspector)).toMatchObject({ state: 'verified', closed: true });
    expect(await grid.refusal('grid.measure.patrol', { id, found: 'closed', depthCm: 3 }, inspector)).toBe('input.impossible');
    expect(await grid.ok<MeasureView>('grid.measure.patrol', { id, found: 'closed' }, inspector)).toMatchObject({ state: 'under-patrol' });
    grid.clock.advance(31 * 60_000);
    await waitFor(async () => (await facts(id)).includes('grid.area-measure.patrol-overdue.v1'), 45_000, 'the alarm');
    expect((await rows())[0]!.measure.patrolsMissed).toBe(1);
    // a school that still teaches: it does not hold, and is done anew
    await grid.ok('grid.measure.patrol', { id, found: 'open', note: '一校仍在上课' }, inspector);
    expect((await rows())[0]!.measure).toMatchObject({ state: 'executing', closed: false, returnedBecause: '一校仍在上课' });
  });

  it('are lifted by an order of their own, and then stand nowhere', async () => {
    const lift = await give(orderOver(2, { measure: 'LIFT', lifts: id }));
    expect((await rows())[0]!.measure).toMatchObject({ state: 'lift-ordered' });
    await grid.ok('grid.duty.execute', { id: lift, evidence: [await photo()] }, leader);
    await grid.ok('grid.duty.verify', { id: lift }, inspector);
    expect(await rows()).toEqual([]);
    expect((await facts(id)).filter((t) => t.startsWith('grid.measure.'))).toEqual([]);
    expect((await facts(id)).at(-1)).toBe('grid.area-measure.lifted.v1');
  });
});

it('stopped business is about malls, markets and the enterprises of the directory; withdrawn before it was done it ends', async () => {
  const order = orderOver(3, { measure: 'SUSPEND', scope: 'BUSINESS' });
  await give(order);
  const [row] = await rows();
  const kinds = new Set(row!.to.map((s) => s.kind ?? 'ENTERPRISE'));
  expect([...kinds].filter((k) => !['UNDERGROUND_SPACE', 'MALL', 'MARKET', 'ENTERPRISE'].includes(k))).toEqual([]);
  expect(kinds.has('ENTERPRISE')).toBe(true);
  await grid.command.publish([withdrawn(grid.command, order)]);
  await waitFor(async () => (await rows()).length === 0, 45_000, 'its end');
});

it('people moved out of a community by order are lifted on the board too, and may return from then', async () => {
  const community = GRID.slice(0, 12);
  const order = orderOver(4, { measure: 'EVACUATE', area: community, evidence: 'none' });
  const duty = await give(order);
  const run = await waitFor(async () => (await grid.ok<EvacuationPage>('grid.evacuation.list', { area: community }, officer)).items.find((e) => e.orderIds.includes(order.orderId)), 45_000, 'the evacuation');
  await grid.ok('grid.evacuation.move', { id: run.id, area: community }, officer);
  await grid.ok('grid.duty.execute', { id: duty, evidence: [] }, leader);
  await grid.ok('grid.measure.order-lift', { id: order.orderId, reason: '水已退' }, officer);
  expect(await grid.refusal('grid.measure.lift', { id: order.orderId, evidence: [await photo()] }, leader)).toBe('access.area');
  const lifter = caller(`community-${community}`, 'post-holder', community);
  const evidenceId = newId();
  await grid.ok('grid.evidence.store', { evidenceId, sha256: 'ab'.repeat(32), mediaType: 'image/jpeg', bytes: 2048 }, lifter);
  await grid.ok('grid.measure.lift', { id: order.orderId, evidence: [evidenceId] }, lifter);
  await waitFor(async () => (await grid.ok<EvacuationPage>('grid.evacuation.list', { area: community }, officer)).items[0]!.state === 'lifted', 45_000, 'the lift');
});
