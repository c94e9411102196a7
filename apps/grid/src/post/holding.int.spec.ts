import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { PostPage, PostWithHoldings } from '@xunling/contracts/classes';
import { personId, postId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { caller, dutyOf, leaderOf, startGrid } from '../testing/grid.js';
import { issued, orderTo, withdrawn } from '../testing/orders.js';

const GRID = '410171561901001';
const id = postId(`leader-${GRID}`);
const [old, deputy, fresh] = [`grid-${GRID}`, `grid-b-${GRID}`, 'grid-410171561901002'].map(personId) as [string, string, string];
const street = caller('street-561', 'sub-district-officer', '410171561');
let grid: ItemService;

beforeAll(async () => { grid = await startGrid(); });
afterAll(() => grid.stop());
const gaps = async (filter: object = { vacant: true }): Promise<string[]> => (await grid.ok<PostPage>('grid.post.list', { area: GRID, ...filter }, street)).items.map((p) => p.id);
const held = (): Promise<number> => grid.count(`journal where type = 'grid.post.held.v1' and subject = 'post/${id}'`);

describe('who holds a post', () => {
  it('is kept from/to, with an event for each change and none for a repetition', async () => {
    grid.clock.advance(3_600_000);
    const given = await grid.ok<PostWithHoldings>('grid.post.hold', { id, holderId: fresh, deputyId: deputy }, street);
    expect(given).toMatchObject({ holderId: fresh, deputyId: deputy, since: '2026-07-20T09:00:00.000Z' });
    expect(given.holdings).toEqual([
      { holderId: fresh, deputyId: deputy, from: '2026-07-20T09:00:00.000Z' },
      { holderId: old, deputyId: deputy, from: '2026-07-20T08:00:00.000Z', to: '2026-07-20T09:00:00.000Z' },
    ]);
    await grid.ok('grid.post.hold', { id, holderId: fresh, deputyId: deputy }, street);
    expect(await held()).toBe(2);
  });

  it('puts the post on the gap list where nobody holds it, and on the other where nobody deputises', async () => {
    expect(await gaps()).not.toContain(id);
    expect(await gaps({ noDeputy: true })).not.toContain(id);
    grid.clock.advance(60_000);
    expect(await grid.ok<PostWithHoldings>('grid.post.hold', { id }, street)).not.toHaveProperty('holderId');
    expect(await gaps()).toEqual([id]);
    expect(await gaps({ noDeputy: true })).toContain(id);
    await grid.ok('grid.post.hold', { id, holderId: old, deputyId: deputy }, street);
    expect(await gaps()).toEqual([]);
    expect((await grid.ok<PostWithHoldings>('grid.post.get', { id }, leaderOf(GRID))).holderId).toBe(old);
    const zone = caller('duty1', 'duty-officer', '410171');
    expect((await grid.ok<PostPage>('grid.post.list', { vacant: true, limit: 500 }, zone)).items.map((p) => p.kind)).toEqual(['KEEPER', 'KEEPER']);
  });

  it('is said only by those over the place, and never names one person twice', async () => {
    expect(await grid.refusal('grid.post.hold', { id, holderId: old }, caller('street-560', 'sub-district-officer', '410171560'))).toBe('access.area');
    expect(await grid.refusal('grid.post.hold', { id, holderId: old }, leaderOf(GRID))).toBe('access.area');
    expect(await grid.refusal('grid.post.hold', { id, holderId: old, deputyId: old }, street)).toBe('input.impossible');
    expect(await grid.refusal('grid.post.get', { id: personId('nobody') }, street)).toBe('unknown.id');
    expect(await grid.refusal('grid.post.get', { id }, leaderOf('410171560901001'))).toBe('access.area');
  });

  it('survives a restart with the sample seed: what was changed stays', async () => {
    await grid.ok('grid.post.hold', { id, holderId: fresh }, street);
    await grid.end(await grid.instance());
    expect((await grid.ok<PostWithHoldings>('grid.post.get', { id }, street)).holderId).toBe(fresh);
  });
});

describe('a change of holder for a coming time', () => {
  const other = 'leader-410171561901003';
  const [seat, mine] = [postId(other), personId('grid-410171561901003')];
  const [stand, next] = [personId('grid-b-410171561901004'), personId('grid-410171561901004')];
  const at = (hours: number): string => new Date(grid.clock.now().getTime() + hours * 3_600_000).toISOString();
  const now = async (): Promise<PostWithHoldings> => grid.ok<PostWithHoldings>('grid.post.get', { id: seat }, street);

  it('takes effect at its time, once with two instances, and ends at its end', async () => {
    const second = await grid.instance();
    const [from, to] = [at(2), at(5)];
    const given = await grid.ok<PostWithHoldings>('grid.post.hold', { id: seat, holderId: stand, from, to }, street);
    expect(given).toMatchObject({ holderId: mine, planned: [{ holderId: stand, from }, { from: to }] });
    // somebody is planned from the very end: nothing is vacant
    await grid.ok('grid.post.hold', { id: seat, holderId: next, deputyId: stand, from: to }, street);
    grid.clock.advance(2 * 3_600_000);
    await waitFor(async () => (await now()).holderId === stand, 15_000, 'the stand-in');
    grid.clock.advance(3 * 3_600_000);
    await waitFor(async () => (await now()).holderId === next, 15_000, 'the next holder');
    const { holdings, planned } = await now();
    expect(planned).toEqual([]);
    expect(holdings.slice(0, 3).map((h) => [h.holderId, h.from, h.to])).toEqual([[next, to, undefined], [stand, from, to], [mine, holdings[2]!.from, from]]);
    expect(await grid.count(`journal where type = 'grid.post.held.v1' and subject = 'post/${seat}'`)).toBe(3);
    expect(await grid.count(`journal where type = 'grid.post.hold-planned.v1' and subject = 'post/${seat}'`)).toBe(3);
    await grid.end(second);
  });

  it('comes before what is said after its time, is taken back before it, and is never one of the past', async () => {
    const from = at(1);
    await grid.ok('grid.post.hold', { id: seat, holderId: stand, from }, street);
    expect(await grid.refusal('grid.post.withdraw-hold', { id: seat, from: at(3) }, street)).toBe('state.conflict');
    expect(await grid.refusal('grid.post.withdraw-hold', { id: seat, from }, caller('street-560', 'sub-district-officer', '410171560'))).toBe('access.area');
    expect((await grid.ok<PostWithHoldings>('grid.post.withdraw-hold', { id: seat, from }, street)).planned).toEqual([]);
    expect(await grid.refusal('grid.post.hold', { id: seat, holderId: stand, from: at(-1) }, street)).toBe('input.impossible');
    await grid.ok('grid.post.hold', { id: seat, holderId: stand, from }, street);
    grid.clock.advance(3_600_001);
    await grid.ok('grid.post.hold', { id: seat, holderId: mine }, street);
    expect((await now()).holdings.slice(0, 2).map((h) => [h.holderId, h.from])).toEqual([[mine, grid.clock.now().toISOString()], [stand, from]]);
  });
});

describe('a duty seat', () => {
  it('opens once per node and force, where its opener is over it, and closes with nothing left to do', async () => {
    const wish = { area: '410171561902', kind: 'LEADER', force: 'POLICE', name: '社区公安岗', nameEn: 'Community police' };
    const answers = await Promise.all([1, 2, 3].map(() => grid.refusal('grid.post.open', wish, street)));
    expect(answers.sort()).toEqual(['ok', 'state.conflict', 'state.conflict']);
    const [post] = (await grid.ok<PostPage>('grid.post.list', { area: wish.area, only: true, force: 'POLICE' }, street)).items;
    expect(await grid.ok<PostWithHoldings>('grid.post.get', { id: post!.id }, street)).toMatchObject({ units: [{ kind: 'OFFICE' }], holdings: [expect.not.objectContaining({ holderId: expect.anything() })] });
    expect(await grid.refusal('grid.post.open', { ...wish, area: '410171560902' }, street)).toBe('access.area');
    expect(await grid.refusal('grid.post.close', { id: post!.id, reason: 'x' }, caller('street-560', 'sub-district-officer', '410171560'))).toBe('access.area');
    const fact = orderTo('410171561902003', 7, { addressee: { kind: 'post', id: post!.id, name: post!.name } }, 'POLICE');
    await grid.command.publish([issued(grid.command, fact)]);
    await waitFor(async () => (await grid.count(`duty where id = '${dutyOf(fact.orderId)}'`)) === 1, 15_000, 'the duty');
    expect(await grid.refusal('grid.post.close', { id: post!.id, reason: 'x' }, street)).toBe('state.conflict');
    await grid.command.publish([withdrawn(grid.command, fact)]);
    await waitFor(async () => (await grid.count(`duty where id = '${dutyOf(fact.orderId)}' and state = 'ended'`)) === 1, 15_000, 'the end of the duty');
    expect(await grid.ok<PostWithHoldings>('grid.post.close', { id: post!.id, reason: '合并' }, street)).toHaveProperty('validTo');
    expect(await grid.refusal('grid.post.hold', { id: post!.id, holderId: old }, street)).toBe('state.conflict');
    // the seat is free again
    expect(await grid.refusal('grid.post.open', wish, street)).toBe('ok');
  });
});
