import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller, RpcReply } from '@xunling/contracts';
import { PostHeld, type ReportingTree, type RosterCover, type SeatList, type SeatLog, type SeatOfferDetail, type SeatView } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { personId, postId, sampleTeams, sampleUnits, unitId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { SeatRanks1763900030001 } from '../migrations/seat-ranks.js';
import { StaffingTicker } from '../staffing/staffing.ticker.js';
import { CommandService } from './service.fixture.js';

/** Seats, roster and reporting tree on real PostgreSQL and NATS with two instances of the service (C8, C9; rows 18, 19, 23, 62, 87, 120). */
let s: CommandService;
const START = '2021-07-20T00:00:00Z';
beforeAll(async () => { s = await CommandService.start(START); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const later = (minutes: number): void => { s.clock.set(new Date(s.clock.now().getTime() + minutes * 60_000)); };
const who = (username: string): { userId: string; name: string } => ({ userId: personId(username), name: username });
const seats = (): Promise<SeatList> => s.ok<SeatList>('auditor', 'command.seat.list');
const holderOf = async (seat: string): Promise<string | undefined> => (await seats()).items.find((i) => i.seat === seat)?.holder?.userId;
const offer = (by: string, seat: string, to: string): Promise<SeatOfferDetail> => s.ok<SeatOfferDetail>(by, 'command.seat-offer.make', { seat, to: who(to), reason: '交接班' });
const staffing = async (type: 'alarmed' | 'cleared', kind: string): Promise<{ about: string; posts: { post: string }[] }[]> => (await s.events<{ kind: string; about: string; posts: { post: string }[] }>(`command.staffing.${type}.v1`)).filter((e) => e.kind === kind);

const GRIDS = ['410171561901001', '410171561902001', '410171561903001'];
/** Orders the leader of a grid to a place: issued, or who may override what stands in the way. */
async function orderTo(leader: string, area: string, by: string, override?: string): Promise<'issued' | string[] | undefined> {
  const reply = await s.call(by, 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'post', id: postId(`leader-${leader}`) }, area, text: '巡查', ...(override ? { override } : {}) });
  if (reply.ok) return 'issued';
  expect(reply.refusal.code).toBe('order.conflict');
  return reply.refusal.allowed;
}

/** A call by a person of no demo account. */
async function callAs(caller: Caller, operation: string, input: object): Promise<RpcReply> {
  const reply = await s.nats.request(`rpc.c.${operation}`, JSON.stringify({ caller, requestId: newId(), correlationId: newId(), input }), { timeout: 20_000 });
  return reply.json<RpcReply>();
}

describe('a hand-over', () => {
  let first: SeatOfferDetail;
  it('is offered with what is open, frozen, and changes nothing', async () => {
    await s.ok('duty1', 'command.incident.open', { name: '7月强降雨' });
    const teams = sampleTeams().slice(0, 3);
    for (const t of teams) await s.ok('duty1', 'command.order.issue', { measure: 'MUSTER', addressee: { kind: 'team', id: t.id }, area: '410171', text: '集结' });
    first = await offer('commander', 'commander', 'duty2');
    expect(first.list).toMatchObject({ counts: { decisions: 0, orderSets: 3, measures: 3, peopleOut: 0 }, incidentId: expect.any(String) });
    expect(first.list.orderSets.map((x) => [x.k, x.n])).toEqual([[0, 1], [0, 1], [0, 1]]);
    await s.ok('duty1', 'command.order.issue', { measure: 'MUSTER', addressee: { kind: 'team', id: sampleTeams()[3]!.id }, area: '410171', text: '集结' });
    expect((await s.ok<SeatOfferDetail>('auditor', 'command.seat-offer.get', { id: first.id })).list).toEqual(first.list);
    expect((await s.ok<{ counts: object }>('duty1', 'command.seat.handover')).counts).toMatchObject({ orderSets: 4 });
    expect(await holderOf('commander')).toBe(personId('commander'));
    expect((await seats()).items.find((i) => i.seat === 'commander')!.offers).toMatchObject([{ id: first.id, to: who('duty2'), state: 'open' }]);
    expect((await s.ok<SeatList>('street-561', 'command.seat.list')).items.map((i) => i.offers)).toEqual([[], []]);
  });

  it('is refused to the wrong person at every step', async () => {
    expect(await s.refused('deputy', 'command.seat-offer.make', { seat: 'commander', to: who('duty3'), reason: 'x' })).toBe('seat.not-holder');
    expect(await s.refused('commander', 'command.seat-offer.make', { seat: 'commander', to: who('duty2'), reason: 'x' })).toBe('state.conflict');
    for (const other of ['commander', 'deputy', 'duty1']) expect(await s.refused(other, 'command.seat-offer.accept', { id: first.id })).toBe('seat.not-yours');
    expect(await s.refused('street-561', 'command.seat-offer.accept', { id: first.id })).toBe('access.area');
    expect(await s.refused('deputy', 'command.seat-offer.withdraw', { id: first.id })).toBe('seat.not-yours');
    expect(await s.refused('commander', 'command.seat.step-down', { seat: 'commander', reason: 'x' })).toBe('seat.someone-left');
    expect(await s.refused('duty2', 'command.seat-offer.accept', { id: newId() })).toBe('unknown.id');
    expect(await holderOf('commander')).toBe(personId('commander'));
  });

  it('takes effect on acceptance, is in the log, and takes the signature from who handed over', async () => {
    later(5);
    const taken = await s.ok<SeatView>('duty2', 'command.seat-offer.accept', { id: first.id });
    expect(taken).toMatchObject({ holder: { userId: personId('duty2') }, version: 2, from: s.clock.now().toISOString() });
    expect(await s.refused('duty2', 'command.seat-offer.accept', { id: first.id })).toBe('state.conflict');
    expect(await s.refused('duty2', 'command.seat-offer.decline', { id: first.id, reason: 'x' })).toBe('state.conflict');
    expect(await s.refused('commander', 'command.level.raise', { level: 'IV', areas: ['410171561'], reason: 'x' })).toBe('level.signer');
    const { items } = await s.ok<SeatLog>('auditor', 'command.seat.log', { seat: 'commander' });
    expect(items).toMatchObject([
      { holder: { userId: personId('duty2') }, how: 'accepted', offerId: first.id, open: { orderSets: 3 } },
      { holder: { userId: personId('commander') }, how: 'seeded', until: items[0]!.from, ended: 'handed-over' },
    ]);
    expect(items[0]!.reason).toBe('交接班');
    expect((await s.ok<SeatLog>('street-561', 'command.seat.log', { seat: 'commander' })).items[0]).not.toHaveProperty('reason');
    const incident = (await seats()).incidentId;
    expect((await s.ok<SeatLog>('auditor', 'command.seat.log', { incident })).items).toHaveLength(3);
    expect(await s.events('command.seat.taken.v1')).toContainEqual(expect.objectContaining({ seat: 'commander', userId: personId('duty2'), previousId: personId('commander'), offerId: first.id }));
  });

  it('hands on the authority with the seat: who was relieved commands as an officer does, who took it as the commander', async () => {
    const incident = (await seats()).incidentId!;
    const version = { id: 'sample-flood', version: 'sample-flood@1' };
    const signers = { signers: { I: ['commander', 'deputy'], II: ['commander', 'deputy'], III: [], IV: [] } };
    const acts: [string, object, string][] = [
      ['command.incident.close', { id: incident, reason: '结束' }, 'state.conflict'], ['command.plan.publish', version, 'state.conflict'],
      ['command.plan.retire', { ...version, reason: '停用' }, 'plan.last'], ['command.level-signers.set', signers, 'accepted'],
    ];
    for (const [operation, input, taken] of acts) {
      for (const other of ['commander', 'deputy', 'duty1']) expect([operation, other, await s.refused(other, operation, input)]).toEqual([operation, other, 'seat.commander']);
      expect([operation, await s.refused('duty2', operation, input)]).toEqual([operation, taken]);
    }
    await orderTo(GRIDS[0]!, GRIDS[0]!, 'duty1');
    for (const beside of ['commander', 'duty3']) expect(await orderTo(GRIDS[0]!, GRIDS[1]!, beside)).toEqual([]);
    for (const above of ['deputy', 'duty2']) expect(await orderTo(GRIDS[0]!, GRIDS[1]!, above)).toEqual(['override']);
    await orderTo(GRIDS[2]!, GRIDS[2]!, 'deputy');
    expect(await orderTo(GRIDS[2]!, GRIDS[1]!, 'commander')).toEqual([]);
    expect(await orderTo(GRIDS[2]!, GRIDS[1]!, 'duty2', '先去此处')).toBe('issued');
    expect(await orderTo(GRIDS[2]!, GRIDS[2]!, 'deputy', '先去此处')).toEqual([]);
    later(1);
  });

  it('gives orders from before seats counted the rank of the seat their issuer held then', async () => {
    const ranks = (): Promise<{ id: string; rank: number }[]> => s.sql('select id, issuer_rank rank from orders order by pos');
    const now = await ranks();
    expect([...new Set(now.map((o) => o.rank))].sort()).toEqual([2, 3, 4]);
    const before = { [personId('commander')]: 3, [personId('deputy')]: 3 };
    for (const [by, rank] of Object.entries(before)) await s.sql('update orders set issuer_rank = $2 where issued_by = $1', [by, rank]);
    await s.sql('update orders set issuer_rank = 2 where issuer_rank = 4');
    await new SeatRanks1763900030001().up({ query: (sql: string) => s.sql(sql) } as never);
    expect(await ranks()).toEqual(now);
  });

  it('50 accepted at once through two instances leave exactly one holder', async () => {
    const callers = Array.from({ length: 50 }, (_, n): Caller => ({ userId: newId(), username: `relief-${n}`, name: `接任${n}`, grants: [{ role: 'duty-officer', area: '410171' }], lang: 'zh' }));
    const offers: string[] = [];
    for (const c of callers) offers.push((await s.ok<SeatOfferDetail>('duty2', 'command.seat-offer.make', { seat: 'commander', to: { userId: c.userId, name: c.name }, reason: '50' })).id);
    expect(await s.refused('duty2', 'command.seat-offer.make', { seat: 'commander', to: who('duty3'), reason: '51' })).toBe('state.conflict');
    const replies = await Promise.all(callers.map((c, n) => callAs(c, 'command.seat-offer.accept', { id: offers[n] })));
    const won = replies.flatMap((r, n) => (r.ok ? [callers[n]!.userId] : []));
    expect(won).toHaveLength(1);
    expect(replies.filter((r) => !r.ok).map((r) => (r.ok ? '' : r.refusal.code))).toEqual(Array(49).fill('state.conflict'));
    expect(await holderOf('commander')).toBe(won[0]);
    expect(await s.sql("select count(*)::int n from seat_term where seat = 'commander' and until is null")).toEqual([{ n: 1 }]);
    expect(await s.sql('select state, count(*)::int n from seat_offer where reason = $1 group by state order by state', ['50'])).toEqual([{ state: 'accepted', n: 1 }, { state: 'lapsed', n: 49 }]);
    const winner = callers.find((c) => c.userId === won[0])!;
    const back = await callAs(winner, 'command.seat-offer.make', { seat: 'commander', to: who('commander'), reason: '交回' }) as RpcReply<SeatOfferDetail>;
    if (!back.ok) throw new Error(JSON.stringify(back));
    await s.ok('commander', 'command.seat-offer.accept', { id: back.result.id });
    // no instant without a holder, none with two: every term begins where the one before ended
    const terms = await s.sql<{ since: Date; until: Date | null }>("select since, until from seat_term where seat = 'commander' order by pos");
    terms.slice(1).forEach((t, i) => { expect(t.since).toEqual(terms[i]!.until); });
    expect(terms).toHaveLength(4);
  });

  it('lets who took a seat over override what was ordered from it before, and not who stands below', async () => {
    expect(await orderTo(GRIDS[2]!, GRIDS[2]!, 'duty3')).toEqual([]);
    expect(await orderTo(GRIDS[2]!, GRIDS[2]!, 'commander')).toEqual(['override']);
    expect(await orderTo(GRIDS[2]!, GRIDS[2]!, 'commander', '改回原处')).toBe('issued');
  });

  it('50 concurrent offers to one person leave one open', async () => {
    const replies = await Promise.all(Array.from({ length: 50 }, () => s.call<SeatOfferDetail>('deputy', 'command.seat-offer.make', { seat: 'deputy', to: who('duty3'), reason: 'x' })));
    const made = replies.flatMap((r) => (r.ok ? [r.result.id] : []));
    expect(made).toHaveLength(1);
    await s.ok('deputy', 'command.seat-offer.withdraw', { id: made[0] });
  });
});

describe('a vacancy and a person on two posts', () => {
  it('a seat is left vacant only when everyone declined, and alarmed once after ten minutes', async () => {
    const asked = await Promise.all(['commander', 'duty1', 'duty2', 'duty3', 'duty4'].map(async (to) => [to, (await offer('deputy', 'deputy', to)).id] as const));
    for (const [to, id] of asked.slice(1)) await s.ok(to, 'command.seat-offer.decline', { id, reason: '在现场' });
    expect(await s.call('deputy', 'command.seat.step-down', { seat: 'deputy', reason: 'x' })).toMatchObject({ ok: false, refusal: { code: 'seat.someone-left', allowed: ['offer'], extra: { candidates: [{ userId: personId('commander') }] } } });
    await s.ok('commander', 'command.seat-offer.decline', { id: asked[0]![1], reason: '无人可替' });
    await s.ok('deputy', 'command.seat.step-down', { seat: 'deputy', reason: '突发疾病' });
    expect(await holderOf('deputy')).toBeUndefined();
    later(9);
    await s.look(StaffingTicker);
    expect(await staffing('alarmed', 'seat-vacant')).toEqual([]);
    later(1);
    await waitFor(async () => (await staffing('alarmed', 'seat-vacant')).length === 1, 45_000, 'the alarm');
    later(30);
    await s.look(StaffingTicker);
    expect(await staffing('alarmed', 'seat-vacant')).toMatchObject([{ about: 'deputy' }]);
    expect((await seats()).alarms).toMatchObject([{ kind: 'seat-vacant', about: 'deputy' }]);
  });

  it('the officer on duty fills it alone and so holds two posts: cleared here, alarmed there, once each', async () => {
    expect(await s.refused('duty2', 'command.seat-offer.make', { seat: 'deputy', to: who('duty2'), reason: 'x' })).toBe('seat.not-holder');
    await s.ok('duty1', 'command.seat-offer.accept', { id: (await offer('duty1', 'deputy', 'duty1')).id });
    await waitFor(async () => (await staffing('cleared', 'seat-vacant')).length === 1 && (await staffing('alarmed', 'two-key-posts')).length === 1, 45_000, 'cleared and alarmed');
    expect(await staffing('alarmed', 'two-key-posts')).toMatchObject([{ about: personId('duty1'), posts: [{ post: 'deputy' }, { post: 'duty-officer' }] }]);
    await s.ok('deputy', 'command.seat-offer.accept', { id: (await offer('duty1', 'deputy', 'deputy')).id });
    await waitFor(async () => (await staffing('cleared', 'two-key-posts')).length === 1, 45_000, 'cured');
    expect((await seats()).alarms).toEqual([]);
  });
});

describe('the duty roster', () => {
  const hours = (n: number): string => new Date(s.clock.now().getTime() + n * 3_600_000).toISOString();
  const on = (...names: string[]): { userId: string; name: string }[] => names.map(who);
  const publish = (by: string, input: object): Promise<string> => s.refused(by, 'command.roster.publish', input);
  const cover = (): Promise<RosterCover> => s.ok<RosterCover>('observer', 'command.roster.cover', { days: 7 });
  const team = ['duty2', 'duty3', 'duty4', 'duty1'];

  it('refuses shifts without three alternates, with a clash, in the past, of a foreign area', async () => {
    expect(await publish('duty1', { shifts: [{ from: hours(1), until: hours(13), officers: on('duty1', 'duty2', 'duty3') }] })).toBe('roster.alternates');
    expect(await publish('duty1', { shifts: [{ from: hours(1), until: hours(13), officers: on('duty1', 'duty2', 'duty3', 'duty1') }] })).toBe('roster.clash');
    expect(await publish('duty1', { shifts: [{ from: hours(-9), until: hours(-1), officers: on(...team) }] })).toBe('input.impossible');
    expect(await publish('street-561', { shifts: [{ from: hours(1), until: hours(13), officers: on(...team) }] })).toBe('access.area');
    expect(await publish('duty1', { zone: '410171999', shifts: [{ from: hours(1), until: hours(13), officers: on(...team) }] })).toBe('area.unknown');
    expect(await s.sql('select count(*)::int n from roster where not standing')).toEqual([{ n: 0 }]);
    expect((await cover()).gaps).toEqual([]);
  });

  it('published at once through two instances, one of two clashing shifts stands', async () => {
    const shift = { from: hours(1), until: hours(13), officers: on(...team) };
    const replies = await Promise.all(Array.from({ length: 8 }, () => publish('duty1', { shifts: [shift] })));
    expect(replies.sort()).toEqual(['accepted', ...Array<string>(7).fill('roster.clash')]);
    expect(await s.call('street-561', 'command.roster.publish', { zone: '410171561', shifts: [{ from: hours(2), until: hours(6), officers: on('street-561', 'police-561', 'inspector-561', 'duty2') }] })).toMatchObject({ ok: false, refusal: { code: 'roster.clash', extra: { userId: personId('duty2') } } });
  });

  it('shows and alarms the gap ahead once, and clears it when it is filled', async () => {
    await waitFor(async () => (await staffing('alarmed', 'roster-gap')).length === 1, 45_000, 'the gap is alarmed');
    const gap = hours(13);
    expect((await staffing('alarmed', 'roster-gap'))[0]).toMatchObject({ about: gap });
    expect((await cover()).gaps).toMatchObject([{ from: gap }]);
    expect(await publish('commander', { shifts: [0, 1, 2, 3, 4, 5].map((n) => ({ from: hours(13 + 12 * n), until: hours(25 + 12 * n), officers: on(...team) })) })).toBe('accepted');
    await waitFor(async () => (await staffing('cleared', 'roster-gap')).length === 1, 45_000, 'the gap is filled');
    expect(await staffing('alarmed', 'roster-gap')).toHaveLength(1);
  });

  it('calls who is on shift, and in a gap the standing roster, at once and visibly', async () => {
    const published = (): Promise<{ officers: string[] }[]> => s.events('command.roster.published.v1');
    expect((await cover()).now.map((p) => p.userId)[0]).toBe(personId('duty1'));
    later(61);
    await waitFor(async () => (await published()).at(-1)?.officers[0] === personId('duty2'), 45_000, 'the shift begins');
    const on_ = await cover();
    expect([on_.now[0]!.userId, on_.gap]).toEqual([personId('duty2'), false]);
    await s.ok('duty1', 'command.roster.withdraw', { id: on_.shifts[0]!.id, reason: '改排' });
    expect(await s.refused('duty1', 'command.roster.withdraw', { id: on_.shifts[0]!.id, reason: '改排' })).toBe('state.conflict');
    const now = await cover();
    expect([now.now[0]!.userId, now.gap]).toEqual([personId('duty1'), true]);
    await waitFor(async () => (await published()).at(-1)?.officers[0] === personId('duty1'), 45_000, 'the standing roster answers');
    await waitFor(async () => (await staffing('alarmed', 'roster-gap')).length === 2, 45_000, 'the gap is alarmed');
  });
});

describe('the reporting tree', () => {
  const teams = sampleTeams();
  const report = (n: number, to: string, more: object = {}): object => ({ who: { kind: 'team', id: teams[n]!.id }, to: { kind: 'seat', id: to }, ...more });
  const tree = (): Promise<ReportingTree> => s.ok<ReportingTree>('observer', 'command.line.list');

  it('takes seven of twelve assigned at once through two instances, and shows who is inside 3–7', async () => {
    await s.ok('duty1', 'command.line.assign', { who: { kind: 'seat', id: 'deputy' }, to: { kind: 'seat', id: 'commander' } });
    const codes = await Promise.all(Array.from({ length: 12 }, (_, n) => s.refused('duty1', 'command.line.assign', report(n, 'deputy'))));
    expect(codes.filter((c) => c === 'accepted')).toHaveLength(7);
    expect(codes.filter((c) => c === 'report.span')).toHaveLength(5);
    const { spans, items } = await tree();
    expect(items).toHaveLength(8);
    expect(spans.map((x) => [x.node.id, x.reports, x.inside]).sort()).toEqual([['commander', 1, false], ['deputy', 7, true]]);
  });

  it('the eighth is let in by the holder of the commander seat with a reason only', async () => {
    expect(await s.call('deputy', 'command.line.assign', report(20, 'deputy', { override: '暂无副手' }))).toMatchObject({ ok: false, refusal: { code: 'report.span', allowed: [] } });
    expect(await s.call('commander', 'command.line.assign', report(20, 'deputy'))).toMatchObject({ ok: false, refusal: { code: 'report.span', allowed: ['override'] } });
    await s.ok('commander', 'command.line.assign', report(20, 'deputy', { override: '暂无副手' }));
    expect((await tree()).spans.find((x) => x.node.id === 'deputy')).toMatchObject({ reports: 8, inside: false });
    expect(await s.events('command.line.assigned.v1')).toContainEqual(expect.objectContaining({ reports: 8, inside: false, override: '暂无副手' }));
  });

  it('one place has one superior; releasing frees it', async () => {
    expect(await s.refused('duty1', 'command.line.assign', report(20, 'commander'))).toBe('report.two-superiors');
    const line = (await tree()).items.find((l) => l.who.id === teams[20]!.id)!;
    await s.ok('duty1', 'command.line.release', { id: line.id });
    expect(await s.refused('duty1', 'command.line.release', { id: line.id })).toBe('state.conflict');
    expect(await s.refused('duty1', 'command.line.assign', report(20, 'commander'))).toBe('accepted');
    expect(await s.refused('duty1', 'command.line.assign', { who: { kind: 'seat', id: 'commander' }, to: { kind: 'seat', id: 'deputy' } })).toBe('input.impossible');
    expect(await s.refused('duty1', 'command.line.assign', { who: { kind: 'team', id: newId() }, to: { kind: 'seat', id: 'deputy' } })).toBe('input.impossible');
  });

  it('asks who is in a place now, not who was when its line was drawn', async () => {
    const [post, grids] = [(n: number): string => postId(`leader-${GRIDS[n]!}`), GRIDS.map((g) => personId(`grid-${g}`))];
    const line = (n: number, to: string): Promise<string> => s.refused('duty1', 'command.line.assign', { who: { kind: 'post', id: post(n) }, to: { kind: to === 'commander' ? 'seat' : 'team', id: to } });
    const held = async (n: number, holderId: string): Promise<void> => {
      await s.say([{ event: PostHeld, aggregate: `post/${post(n)}`, version: 3, data: { postId: post(n), area: GRIDS[n]!, holderId, from: s.clock.now().toISOString() } }]);
      await waitFor(async () => (await s.sql("select 1 from known where data->>'holderId' = $1 and id = $2", [holderId, post(n)])).length > 0, 10_000, 'the holder is known');
    };
    expect(await line(0, teams[20]!.id)).toBe('accepted');
    await held(0, grids[1]!);
    await held(2, grids[0]!);
    expect(await line(1, 'commander')).toBe('report.two-superiors');
    expect(await line(2, 'commander')).toBe('accepted');
  });

  it('holds a department as one, under one superior', async () => {
    const unit = { kind: 'unit', id: unitId('dept-3') };
    expect(await s.refused('duty1', 'command.line.assign', { who: { kind: 'unit', id: newId() }, to: { kind: 'seat', id: 'commander' } })).toBe('input.impossible');
    const line = await s.ok<{ who: { kind: string; name: string } }>('duty1', 'command.line.assign', { who: unit, to: { kind: 'seat', id: 'commander' } });
    expect(line.who).toMatchObject({ ...unit, name: sampleUnits().find((u) => u.id === unit.id)!.name });
    expect(await s.refused('duty1', 'command.line.assign', { who: unit, to: { kind: 'team', id: teams[20]!.id } })).toBe('report.two-superiors');
    // one of its posts has that superior too
    const post = sampleUnits().find((u) => u.id === unit.id)!.posts[0]!;
    expect(await s.call('commander', 'command.line.assign', { who: { kind: 'post', id: post }, to: { kind: 'team', id: teams[20]!.id } })).toMatchObject({ refusal: { code: 'report.two-superiors', allowed: ['override'] } });
    expect((await tree()).items.filter((l) => l.who.kind === 'unit')).toMatchObject([{ who: unit, to: { kind: 'seat', id: 'commander' } }]);
  });
});
