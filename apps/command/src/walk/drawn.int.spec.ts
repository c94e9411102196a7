import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromWgs84, ringOf, textOfRing } from '@xunling/geo';
import { personId, postId, sampleAreas, sampleSites } from '@xunling/sample';
import type { DrawnPreview, OrderSetView } from '@xunling/contracts/classes';
import { CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); }, 60_000);
afterAll(async () => { await s.stop(); });

const STREET = '410171561';
const ring = [...sampleAreas().find((a) => a.code === STREET)!.ring];
const sites = sampleSites().filter((x) => x.area.startsWith(STREET));
const draw = (more: object = {}): object => ({ ring, datum: 'WGS84', orders: [{ to: 'site', measure: 'CLOSE' }, { to: 'post', measure: 'PATROL', force: 'COMMUNITY' }], ...more });
const count = async (): Promise<number> => (await s.sql<{ n: number }>('select count(*)::int n from orders'))[0]!.n;

describe('a polygon drawn on the map', () => {
  it('is previewed with what lies inside and what would be sent; nothing changes', async () => {
    const preview = await s.ok<DrawnPreview>('duty1', 'command.set.preview', draw());
    expect([preview.grids.length, preview.sites.length, preview.orders, preview.standing]).toEqual([60, sites.length, sites.length + 60, 0]);
    expect([preview.perArea, preview.conflicts, preview.unaddressable]).toEqual([[{ area: STREET, orders: sites.length + 60 }], [], []]);
    expect(preview.posts.length).toBeGreaterThan(60);
    expect(await count()).toBe(0);
    const only = await s.ok<DrawnPreview>('duty1', 'command.set.preview', draw({ orders: [] }));
    expect([only.sites.length, only.orders]).toEqual([sites.length, 0]);
  });

  it('is refused where it crosses itself, is open, empty, or reaches into another\'s street', async () => {
    const bow = ['113.77 34.70', '113.78 34.71', '113.78 34.70', '113.77 34.71', '113.77 34.70'];
    for (const [bad, code] of [[{ ring: bow }, 'input.impossible'], [{ ring: ring.slice(0, 4) }, 'input.impossible'], [{ ring: ['100.1 30.1', '100.2 30.1', '100.2 30.2', '100.1 30.1'] }, 'area.empty'], [{ orders: [] }, 'input.impossible']] as const) expect(await s.refused('duty1', 'command.set.issue', draw(bad))).toBe(code);
    expect(await s.refused('street-563', 'command.set.preview', draw())).toBe('access.area');
    expect(await s.refused('street-563', 'command.set.issue', draw())).toBe('access.area');
    expect(await count()).toBe(0);
  });

  it('becomes one set with exactly the orders its preview said, and keeps what was drawn', async () => {
    const preview = await s.ok<DrawnPreview>('street-561', 'command.set.preview', draw({ except: [sites[0]!.id] }));
    // the same polygon as a GCJ-02 map gives it
    const gcj = textOfRing(ringOf(ring).map((p) => fromWgs84(p, 'GCJ02')));
    const set = await s.ok<OrderSetView>('street-561', 'command.set.issue', draw({ ring: gcj, datum: 'GCJ02', except: [sites[0]!.id] }));
    expect([set.kind, set.orders]).toEqual(['area', preview.orders]);
    expect(preview.orders).toBe(sites.length - 1 + 60);
    const [said] = (await s.events<{ kind: string; orders: number; ring: string[] }>('command.set.issued.v1')).filter((e) => e.kind === 'area');
    expect(said!.orders).toBe(set.orders);
    for (const [i, text] of said!.ring.entries()) for (const axis of [0, 1]) expect(Math.abs(Number(text.split(' ')[axis]) - Number(ring[i]!.split(' ')[axis]))).toBeLessThan(2e-7);
    expect((await s.events('command.order.issued.v1')).length).toBe(set.orders);
    // what is closed already is not closed twice
    const again = await s.ok<DrawnPreview>('street-561', 'command.set.preview', draw({ orders: [{ to: 'site', measure: 'CLOSE' }] }));
    expect([again.orders, again.standing]).toEqual([1, sites.length - 1]);
  });

  it('does not send one person to two places: the conflicts are shown, and a common superior overrides them', async () => {
    const grid = '410171563901001';
    const single = await s.ok<{ id: string }>('street-563', 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'post', id: postId(`leader-${grid}`) }, area: '410171563902001', text: '支援第2社区' });
    const around = { ring: [...sampleAreas().find((a) => a.code === grid)!.ring], datum: 'WGS84', orders: [{ to: 'post', measure: 'PATROL', force: 'COMMUNITY' }] };
    const preview = await s.ok<DrawnPreview>('duty1', 'command.set.preview', around);
    expect(preview.conflicts).toEqual([expect.objectContaining({ orderId: single.id, by: personId('street-563'), why: 'two-places' })]);
    expect(await s.call('duty1', 'command.set.issue', around)).toMatchObject({ ok: false, refusal: { code: 'order.conflict', allowed: ['override'] } });
    const set = await s.ok<OrderSetView>('duty1', 'command.set.issue', { ...around, override: '先查本网格' });
    expect(set.orders).toBe(preview.orders);
    expect((await s.events<{ orderId: string }>('command.order.overridden.v1')).map((e) => e.orderId)).toEqual([single.id]);
  });
});
