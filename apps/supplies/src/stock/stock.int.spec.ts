import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerWith, ItemService } from '@xunling/addressee/testing';
import type { DepotStock, StockEntryPage, StockItemList, StockPage } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { personId, sampleDepots, sampleStock } from '@xunling/sample';
import { SuppliesModule } from '../supplies.module.js';

const depots = sampleDepots();
const street = depots.find((d) => d.area === '410171561')!;
const uncounted = depots.find((d) => !sampleStock().some((s) => s.depotId === d.id))!;
const keeper = callerWith(personId(street.keeper), 'depot-keeper', street.area);
const duty1 = callerWith(personId('duty1'), 'duty-officer', '410171');
let s: ItemService;
beforeAll(async () => { s = await ItemService.start({ context: 'supplies', module: (options) => SuppliesModule.with(options) }); });
afterAll(() => s.stop());

const bags = (quantity: number, more: object = {}): object => ({ item: 'SANDBAG', unit: '条', quantity, ...more });
const counted = (): Promise<{ data: string; version: number }[]> => s.sql(`select data, (head::jsonb->>'version')::int as version from journal where type = 'supplies.stock.counted.v1' and subject = $1 order by no`, [`stock/${street.id}`]);
/** What the ledger makes of every depot and item, against what the books say. */
const law = (): Promise<unknown[]> => s.sql(`select s.depot_id, s.item from stock s where s.on_hand <> (select coalesce(sum(case when e.to_account = 'DEPOT' then e.quantity else -e.quantity end), 0) from stock_entry e where e.depot_id = s.depot_id and e.item = s.item)`);

describe('what lies in a depot', () => {
  it('begins with what the sample district counted; one that nobody counted is unknown, not empty', async () => {
    const { items } = await s.ok<StockPage>('supplies.stock.list', { limit: 500 }, duty1);
    expect(items.map((d) => d.id).sort()).toEqual(depots.map((d) => d.id).sort());
    expect(items.find((d) => d.id === uncounted.id)!.lines).toEqual([]);
    expect(items.find((d) => d.id === street.id)!.lines[0]).toEqual({ item: 'SANDBAG', unit: '条', onHand: sampleStock().find((x) => x.depotId === street.id)!.lines[0]!.quantity, countedAt: '2026-07-20T08:00:00.000Z', countedBy: keeper.userId });
    expect((await s.ok<StockItemList>('supplies.stock.items', {}, keeper)).items.map((i) => i.item)).toContain('SANDBAG');
    expect(await law()).toEqual([]);
  });

  it('is what its keeper counts, with the entry that set the books right and one event; a repeated request changes nothing', async () => {
    const before = await counted();
    const first = await s.call<DepotStock>('supplies.stock.count', { id: street.id, lines: [bags(2950.5), { item: 'BOAT', unit: '艘', quantity: 2 }], note: '月度盘点' }, keeper, 'once');
    expect(first).toMatchObject({ ok: true, result: { lines: expect.arrayContaining([expect.objectContaining({ item: 'SANDBAG', onHand: 2950.5 }), expect.objectContaining({ item: 'BOAT', onHand: 2 })]) } });
    expect(await s.call('supplies.stock.count', { id: street.id, lines: [bags(2950.5), { item: 'BOAT', unit: '艘', quantity: 2 }], note: '月度盘点' }, keeper, 'once')).toMatchObject({ ok: true, replayed: true });
    const said = await counted();
    expect(said.length).toBe(before.length + 1);
    expect(JSON.parse(said.at(-1)!.data)).toMatchObject({ depotId: street.id, area: street.area, by: keeper.userId, note: '月度盘点', lines: [{ item: 'SANDBAG', quantity: 2950.5, difference: -49.5 }, { item: 'BOAT', quantity: 2 }] });
    expect(said.at(-1)!.version).toBe(before.at(-1)!.version + 1);
    const { items } = await s.ok<StockEntryPage>('supplies.stock.entries', { id: street.id, limit: 2 }, keeper);
    expect(items.map((e) => [e.item, e.quantity, e.from, e.to]).sort()).toEqual([['BOAT', 2, 'OPENING', 'DEPOT'], ['SANDBAG', 49.5, 'DEPOT', 'LOSS']]);
    expect(await law()).toEqual([]);
  });

  it('is stated by its keeper or deputy alone; a keeper elsewhere and an officer are refused', async () => {
    const of = (who: typeof keeper): Promise<string> => s.refusal('supplies.stock.count', { id: street.id, lines: [bags(1)] }, who);
    expect(await of(callerWith(personId('depot-04'), 'depot-keeper', '410171560'))).toBe('access.area');
    expect(await of(callerWith(personId('depot-01'), 'depot-keeper', '410171'))).toBe('not-addressee');
    expect(await of(duty1)).toBe('access.area');
    expect(await s.refusal('supplies.stock.count', { id: newId(), lines: [bags(1)] }, keeper)).toBe('unknown.id');
  });

  it('refuses an item nobody listed, another unit, and a quantity below nothing', async () => {
    const of = (line: object): Promise<string> => s.refusal('supplies.stock.count', { id: street.id, lines: [line] }, keeper);
    expect([await of(bags(1, { item: 'MOON' })), await of(bags(1, { unit: '袋' })), await of(bags(-1)), await of({ item: 'SANDBAG', quantity: 3 })]).toEqual(['input.impossible', 'input.impossible', 'input.impossible', 'input.impossible']);
  });

  it('is shown within one\'s area', async () => {
    const narrow = callerWith(personId('street-560'), 'sub-district-officer', '410171560');
    expect((await s.ok<StockPage>('supplies.stock.list', {}, narrow)).items.every((d) => d.area.startsWith('410171560'))).toBe(true);
    expect(await s.refusal('supplies.stock.list', { area: street.area }, narrow)).toBe('access.area');
    expect(await s.refusal('supplies.stock.entries', { id: street.id }, narrow)).toBe('access.area');
  });

  it('stays the sum of its ledger under 20 counts at once of two instances; the ledger itself only grows', async () => {
    await s.instance();
    const before = (await counted()).at(-1)!.version;
    const replies = await Promise.all(Array.from({ length: 20 }, (_, i) => s.call('supplies.stock.count', { id: street.id, lines: [bags(1000 + i)] }, keeper)));
    expect(replies.every((r) => r.ok)).toBe(true);
    expect(await law()).toEqual([]);
    expect((await counted()).slice(-20).map((e) => e.version)).toEqual(Array.from({ length: 20 }, (_, i) => before + 1 + i));
    for (const change of ['update stock_entry set quantity = 1', 'delete from stock_entry']) await expect(s.sql(change)).rejects.toThrow(/only grows|permission denied/);
  });

  it('knows one more item once a zone officer lists it, once', async () => {
    const item = { item: 'ROPE', name: '救援绳', nameEn: 'Rescue rope', unit: '米' };
    expect(await s.ok('supplies.stock.list-item', item, duty1)).toEqual(item);
    expect(await s.refusal('supplies.stock.list-item', item, duty1)).toBe('state.conflict');
    expect(await s.count("journal where type = 'supplies.stock.item-listed.v1' and subject = 'stock-item/ROPE'")).toBe(1);
  });
});
