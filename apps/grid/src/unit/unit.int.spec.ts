import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { PostWithHoldings, UnitPage, UnitView } from '@xunling/contracts/classes';
import { personId, postId, unitId } from '@xunling/sample';
import { caller, startGrid } from '../testing/grid.js';

let grid: ItemService;
beforeAll(async () => { grid = await startGrid(); });
afterAll(() => grid.stop());
const admin = caller('admin', 'administrator', '410171');
const street = caller('street-561', 'sub-district-officer', '410171561');
const list = (more: object = {}): Promise<UnitPage> => grid.ok<UnitPage>('grid.unit.list', { limit: 200, ...more }, admin);

describe('the directory of units', () => {
  it('has 21 departments, vertical departments, six offices and enterprises, each with posts, holders and deputies', async () => {
    const { items } = await list();
    const count = (kind: string): number => items.filter((u) => u.kind === kind).length;
    expect(['DEPARTMENT', 'VERTICAL', 'OFFICE', 'ENTERPRISE'].map(count)).toEqual([21, 4, 6, 8]);
    expect(items.find((u) => u.id === unitId('dept-1'))!.posts.map((p) => [p.id, p.holderId, p.deputyId])).toEqual([
      [postId('dept-01-1'), personId('dept-01-1'), personId('dept-01-2')], [postId('dept-01-2'), personId('dept-01-2'), personId('dept-01-3')], [postId('dept-01-3'), personId('dept-01-3'), undefined],
    ]);
    expect(await grid.count(`journal where type = 'grid.unit.listed.v1'`)).toBe(39);
  });

  it('lists today\'s gaps: a post without holder or deputy, a unit without any post', async () => {
    const gaps = (await list({ gaps: true })).items;
    expect(gaps.map((u) => u.id)).toContain(unitId('enterprise-1'));
    expect(gaps.every((u) => u.gaps > 0)).toBe(true);
    const whole = (await list({ gaps: false })).items;
    expect(gaps.length + whole.length).toBe(39);
    expect(whole.every((u) => u.gaps === 0)).toBe(true);
  });

  it('is changed by who may: one name once, known posts, closed and kept', async () => {
    const wish = { kind: 'ENTERPRISE', name: '潮河示例物流园', nameEn: 'Sample logistics park', area: '410171561', posts: [postId('head-561')] };
    const unit = await grid.ok<UnitView>('grid.unit.open', wish, street);
    expect(unit).toMatchObject({ name: wish.name, posts: [{ id: postId('head-561') }] });
    expect(await grid.refusal('grid.unit.open', wish, street)).toBe('state.conflict');
    expect(await grid.refusal('grid.unit.open', { ...wish, area: '410171563', name: 'x' }, street)).toBe('access.area');
    expect(await grid.refusal('grid.unit.open', { ...wish, area: '410171999', name: 'x' }, admin)).toBe('area.unknown');
    expect(await grid.refusal('grid.unit.open', { ...wish, posts: [personId('nobody')], name: 'x' }, street)).toBe('input.impossible');
    expect(await grid.refusal('grid.unit.close', { id: unit.id, reason: 'x' }, caller('street-563', 'sub-district-officer', '410171563'))).toBe('access.area');
    expect(await grid.ok<UnitView>('grid.unit.close', { id: unit.id, reason: '已注销' }, street)).toHaveProperty('validTo');
    expect(await grid.refusal('grid.unit.close', { id: unit.id, reason: 'x' }, street)).toBe('state.conflict');
    expect((await list()).items.map((u) => u.id)).not.toContain(unit.id);
    expect(await grid.count(`unit where id = '${unit.id}'`)).toBe(1);
    // the name is free again
    await grid.ok<UnitView>('grid.unit.open', wish, street);
  });

  it('is renamed and staffed by who may, each change an event and none for a repetition', async () => {
    const unit = await grid.ok<UnitView>('grid.unit.open', { kind: 'ENTERPRISE', name: '潮河示例水泵厂', nameEn: 'Sample pump works', area: '410171561' }, street);
    expect(unit.gaps).toBe(1);
    for (let i = 0; i < 2; i++) await grid.ok('grid.unit.rename', { id: unit.id, name: '潮河示例泵业', nameEn: 'Sample Pumps Ltd' }, street);
    expect(await grid.refusal('grid.unit.rename', { id: unit.id, name: '潮河街道办事处', nameEn: 'x' }, street)).toBe('state.conflict');
    expect(await grid.refusal('grid.unit.rename', { id: unit.id, name: 'x', nameEn: 'x' }, caller('street-563', 'sub-district-officer', '410171563'))).toBe('access.area');
    const post = await grid.ok<PostWithHoldings>('grid.post.open', { area: '410171561', kind: 'OFFICER', name: '泵业防汛岗', nameEn: 'Pumps flood post', unitId: unit.id, holderId: personId('pump-1') }, street);
    expect(post.units).toEqual([{ id: unit.id, kind: 'ENTERPRISE', name: '潮河示例泵业', nameEn: 'Sample Pumps Ltd' }]);
    const one = async (): Promise<UnitView> => (await list({ area: '410171561', kind: 'ENTERPRISE' })).items.find((u) => u.id === unit.id)!;
    expect(await one()).toMatchObject({ name: '潮河示例泵业', gaps: 1, posts: [{ id: post.id, area: '410171561', holderId: personId('pump-1'), since: expect.any(String) }] });
    await grid.ok('grid.post.hold', { id: post.id, holderId: personId('pump-1'), deputyId: personId('pump-2') }, street);
    expect((await one()).gaps).toBe(0);
    expect((await grid.ok<UnitView>('grid.unit.staff', { id: unit.id, posts: [] }, street)).posts).toEqual([]);
    expect(await grid.refusal('grid.unit.staff', { id: unit.id, posts: [personId('nobody')] }, street)).toBe('input.impossible');
    const said = (verb: string): Promise<number> => grid.count(`journal where type = 'grid.unit.${verb}.v1' and subject = 'unit/${unit.id}'`);
    expect([await said('renamed'), await said('staffed')]).toEqual([1, 2]);
    await grid.ok('grid.unit.close', { id: unit.id, reason: '已注销' }, street);
    expect(await grid.refusal('grid.unit.staff', { id: unit.id, posts: [post.id] }, street)).toBe('state.conflict');
    expect((await list({ closed: true })).items.map((u) => u.id)).toContain(unit.id);
  });
});
