import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ItemService } from '@xunling/addressee/testing';
import type { PostPage, PostWithHoldings } from '@xunling/contracts/classes';
import { personId, postId } from '@xunling/sample';
import { caller, leaderOf, startGrid } from '../testing/grid.js';

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
