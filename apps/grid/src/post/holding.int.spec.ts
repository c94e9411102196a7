import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import { AccountClosed, AccountsNamed, type EventClass, type PostImportVerdict, type PostPage, type PostWithHoldings } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { personId, postId, sampleSites } from '@xunling/sample';
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
    await waitFor(async () => (await now()).holderId === stand, 45_000, 'the stand-in');
    grid.clock.advance(3 * 3_600_000);
    await waitFor(async () => (await now()).holderId === next, 45_000, 'the next holder');
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
    await waitFor(async () => (await grid.count(`duty where id = '${dutyOf(fact.orderId)}'`)) === 1, 45_000, 'the duty');
    expect(await grid.refusal('grid.post.close', { id: post!.id, reason: 'x' }, street)).toBe('state.conflict');
    await grid.command.publish([withdrawn(grid.command, fact)]);
    await waitFor(async () => (await grid.count(`duty where id = '${dutyOf(fact.orderId)}' and state = 'ended'`)) === 1, 45_000, 'the end of the duty');
    expect(await grid.ok<PostWithHoldings>('grid.post.close', { id: post!.id, reason: '合并' }, street)).toHaveProperty('validTo');
    expect(await grid.refusal('grid.post.hold', { id: post!.id, holderId: old }, street)).toBe('state.conflict');
    // the seat is free again
    expect(await grid.refusal('grid.post.open', wish, street)).toBe('ok');
  });
});

describe('a file of posts', () => {
  const place = '410171561904';
  const [one, two] = [personId('grid-410171561904001'), personId('grid-b-410171561904001')] as [string, string];
  const three = personId('grid-410171561904002');
  const leader = `${place}001,LEADER,COMMUNITY,x,,,`;
  const keeping = sampleSites().find((s) => s.area.startsWith('410171561'))!;
  const file = (...rows: string[]): string => ['area,kind,force,name,nameEn,site,holder,deputy', ...rows].join('\n');
  const admin = caller('admin', 'administrator', '410171');

  it('opens what is not there and holds what is, once: the same file again changes nothing; dry it changes nothing either', async () => {
    grid.clock.advance(60_000);
    const csv = file(`${place},LEADER,POLICE,社区公安岗,Police,,${one},${two}`, `${leader}${three},`, `${keeping.area},KEEPER,,备勤看护岗,Keeper,${keeping.name},,`);
    const before = [await grid.count('post'), await grid.count('journal')];
    expect(await grid.ok('grid.post.import', { csv, dryRun: true }, street)).toMatchObject({ accepted: true, rows: 3, opened: 2, held: 1, unchanged: 0, faults: 0 });
    expect([await grid.count('post'), await grid.count('journal')]).toEqual(before);
    expect(await grid.ok('grid.post.import', { csv }, street)).toMatchObject({ accepted: true, opened: 2, held: 1 });
    expect(await grid.ok('grid.post.import', { csv }, street)).toMatchObject({ opened: 0, held: 0, unchanged: 3 });
    expect(await grid.count('post')).toBe(before[0]! + 2);
    const [police] = (await grid.ok<PostPage>('grid.post.list', { area: place, only: true, force: 'POLICE' }, street)).items;
    expect(police).toMatchObject({ kind: 'LEADER', holderId: one, deputyId: two });
    // an empty deputy leaves who is there
    const kept = (await grid.ok<PostPage>('grid.post.list', { area: `${place}001`, force: 'COMMUNITY' }, street)).items.find((p) => p.kind === 'LEADER')!;
    expect(kept).toMatchObject({ holderId: three, deputyId: two });
    expect(await grid.count(`journal where type = 'grid.post.held.v1' and subject = 'post/${kept.id}'`)).toBe(2);
  });

  it('with one bad row changes nothing, and names each by row in both languages; another street and a role that may not are refused', async () => {
    const before = [await grid.count('post'), await grid.count('journal')];
    const faulty = file(`${place},LEADER,RESCUE,应急岗,,,,`, `410171561999,LEADER,POLICE,甲,,,,`, `${place},KEEPER,,乙,,没有的点位,,`, `${place},LEADER,URBAN_MGMT,丙,,,${one},${one}`, `${place},HEAD,,丁,,,,`);
    const refused = await grid.call('grid.post.import', { csv: faulty }, street);
    expect(!refused.ok && [refused.refusal.code, refused.refusal.errors!.map((e) => `${e.path}: ${e.reason}`)]).toEqual(['post.import', ['row 3, column area: area.unknown', 'row 4, column site: unknown', 'row 5, column deputy: same-person', 'row 6, column area: area.kind']]);
    const dry = await grid.ok<PostImportVerdict>('grid.post.import', { csv: faulty, dryRun: true }, street);
    expect([dry.accepted, dry.faults, dry.errors.every((e) => /[\u4e00-\u9fff]/.test(e.messageZh))]).toEqual([false, 4, true]);
    const elsewhere = file('410171560901,LEADER,POLICE,甲,,,,');
    expect(await grid.refusal('grid.post.import', { csv: elsewhere }, street)).toBe('access.area');
    expect(await grid.refusal('grid.post.import', { csv: elsewhere }, caller('duty1', 'duty-officer', '410171'))).toBe('access.area');
    expect([await grid.count('post'), await grid.count('journal')]).toEqual(before);
    expect(await grid.ok('grid.post.import', { csv: elsewhere }, admin)).toMatchObject({ opened: 1 });
  });

  it('names people by user name, also behind the name they are known by; one that nobody goes by, or nobody any more, is named by row', async () => {
    const gateway = await grid.from('gateway');
    const say = (event: typeof AccountsNamed | typeof AccountClosed, data: object) => gateway.publish([gateway.make(event as EventClass<object>, data, { aggregate: `account-names/${newId()}`, version: 1, street: '999' })]);
    const at = grid.clock.now().toISOString();
    const gone = newId();
    await say(AccountsNamed, { accounts: [{ userId: one, username: 'grid-one' }, { userId: gone, username: 'grid-gone' }], at });
    await say(AccountClosed, { userId: gone, by: one, at });
    await waitFor(async () => (await grid.count('known_account where closed')) === 1, 45_000, 'the names to be folded');
    const csv = file(`${place},OFFICER,RESCUE,救援岗,,,示例甲（grid-one）,`, `${place},OFFICER,TRAFFIC_POLICE,疏导岗,,,Grid-One,`);
    expect(await grid.ok('grid.post.import', { csv }, street)).toMatchObject({ opened: 2 });
    expect((await grid.ok<PostPage>('grid.post.list', { area: place, only: true, force: 'RESCUE' }, street)).items.filter((p) => p.name === '救援岗')).toMatchObject([{ holderId: one }]);
    const refused = await grid.call('grid.post.import', { csv: file(`${place},LEADER,SUBDISTRICT,甲,,,grid-nobody,`, `${place},OFFICER,POLICE,乙,,,grid-one,grid-gone`) }, street);
    expect(!refused.ok && refused.refusal.errors!.map((e) => `${e.path}: ${e.reason}`)).toEqual(['row 2, column holder: person.unknown', 'row 3, column deputy: person.unknown']);
  });

  it('of two at once through two instances opens each post once', async () => {
    const second = await grid.instance();
    const csv = file(...['410171561905', '410171561906', '410171561907'].map((area) => `${area},LEADER,TRAFFIC_POLICE,交警岗,,,,`));
    const answers = await Promise.all([1, 2, 3].map(() => grid.call<PostImportVerdict>('grid.post.import', { csv }, street)));
    expect(answers.filter((a) => a.ok && a.result.opened === 3)).toHaveLength(1);
    expect(await grid.count(`post where name = '交警岗' and valid_to is null`)).toBe(3);
    await grid.end(second);
  });
});
