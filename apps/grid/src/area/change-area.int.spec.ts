import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ItemService } from '@xunling/addressee/testing';
import type { AreaPage, AreaView } from '@xunling/contracts/classes';
import { waitFor } from '@xunling/testing';
import { caller, dutyOf, leaderOf, startGrid } from '../testing/grid.js';
import { issued, orderTo, withdrawn } from '../testing/orders.js';

const code = '410171561901099';
const area = { code, name: '晨光第99网格', nameEn: 'Chenguang Grid 99', datum: 'WGS84', ring: ['113.77 34.71', '113.78 34.71', '113.78 34.72', '113.77 34.71'] };
const street = caller('street-561', 'sub-district-officer', '410171561');
let grid: ItemService;
beforeAll(async () => { grid = await startGrid(); });
afterAll(() => grid.stop());
const said = (verb: string, of = code): Promise<number> => grid.count(`journal where type = 'grid.area.${verb}.v1' and subject = 'area/${of}'`);

describe('the area tree over time', () => {
  it('opens a grid with its event and closes it with its reason; the code stays on the list and is never used again', async () => {
    expect(await grid.ok<AreaView>('grid.area.open', area, street)).toMatchObject({ code, kind: 'grid', parent: '410171561901', validFrom: '2026-07-20T08:00:00.000Z' });
    expect(await said('opened')).toBe(1);
    expect(await grid.refusal('grid.area.open', area, street)).toBe('state.conflict');
    grid.clock.advance(60_000);
    expect(await grid.ok<AreaView>('grid.area.close', { code, reason: '并入第6网格' }, street)).toMatchObject({ validTo: '2026-07-20T08:01:00.000Z' });
    expect(await said('closed')).toBe(1);
    expect(await grid.refusal('grid.area.close', { code, reason: 'x' }, street)).toBe('state.conflict');
    expect(await grid.refusal('grid.area.open', area, street)).toBe('state.conflict');
    const { items } = await grid.ok<AreaPage>('grid.area.list', { area: code }, street);
    expect(items).toEqual([expect.objectContaining({ code, validTo: '2026-07-20T08:01:00.000Z' })]);
  });

  it('keeps a community open while a grid of it is, and a grid while a duty in it is not done', async () => {
    expect(await grid.refusal('grid.area.close', { code: '410171561901', reason: 'x' }, street)).toBe('state.conflict');
    const fact = orderTo('410171561901002');
    await grid.command.publish([issued(grid.command, fact)]);
    await waitFor(async () => (await grid.count(`duty where id = '${dutyOf(fact.orderId)}'`)) === 1, 15_000, 'the duty');
    expect(await grid.refusal('grid.area.close', { code: fact.area, reason: 'x' }, street)).toBe('state.conflict');
    await grid.command.publish([withdrawn(grid.command, fact)]);
    await waitFor(async () => (await grid.count(`duty where id = '${dutyOf(fact.orderId)}' and state = 'ended'`)) === 1, 15_000, 'the end of the duty');
    expect(await grid.ok<AreaView>('grid.area.close', { code: fact.area, reason: '撤并' }, street)).toHaveProperty('validTo');
  });

  it('is changed only by those over the place', async () => {
    for (const who of [caller('street-560', 'sub-district-officer', '410171560'), leaderOf('410171561901001'), caller('duty1', 'duty-officer', '410171')]) {
      expect(await grid.refusal('grid.area.open', { ...area, code: '410171561901098' }, who)).toBe('access.area');
      expect(await grid.refusal('grid.area.close', { code: '410171561901003', reason: 'x' }, who)).toBe('access.area');
    }
  });

  it('takes one of two openings of one code at once', async () => {
    const twice = { ...area, code: '410171561901097' };
    const answers = await Promise.allSettled([grid.ok('grid.area.open', twice, street), grid.ok('grid.area.open', twice, street)]);
    expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
    expect(await said('opened', twice.code)).toBe(1);
  });
});
