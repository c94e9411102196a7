import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller, RpcReply } from '@xunling/contracts';
import type { FormDocument, MemberPage, MemberView, SeatList, SeatOfferDetail } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { CommandService } from './service.fixture.js';

/** Joint members of the command on real PostgreSQL and NATS with two instances of the service (row 23). */
let s: CommandService;
const START = '2021-07-20T00:00:00.000Z';
beforeAll(async () => { s = await CommandService.start(START); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const later = (minutes: number): void => { s.clock.advance(minutes * 60_000); };
const POLICE = { kind: 'TRAFFIC_POLICE', unit: '交警大队', name: '李联络' };
const list = (by: string, past = false): Promise<MemberPage> => s.ok<MemberPage>(by, 'command.member.list', past ? { past } : {});
const standing = async () => { const { items, candidates } = await s.ok<SeatList>('auditor', 'command.seat.list'); return { holders: items.map((i) => [i.seat, i.holder?.userId]), candidates }; };

describe('a joint member', () => {
  let member: MemberView;
  let incident = '';

  it('is listed by who holds the commander seat, from then on, once; by nobody else', async () => {
    incident = (await s.ok<{ id: string }>('duty1', 'command.incident.open', { name: '7月强降雨' })).id;
    for (const other of ['deputy', 'duty1', 'admin', 'dept-01-1', 'dispatcher', 'street-561', 'auditor', 'observer']) expect([other, await s.refused(other, 'command.member.add', POLICE)]).toEqual([other, 'member.commander']);
    member = await s.ok<MemberView>('commander', 'command.member.add', POLICE);
    expect(member).toMatchObject({ ...POLICE, from: START, by: personId('commander') });
    expect(await s.refused('commander', 'command.member.add', POLICE)).toBe('state.conflict');
    const twice = { kind: 'HEALTH', unit: '卫健委', name: '周联络' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => s.refused('commander', 'command.member.add', twice)));
    expect(answers.sort()).toEqual(['accepted', ...Array<string>(5).fill('state.conflict')]);
    expect((await list('observer')).items.map((m) => [m.unit, m.until])).toEqual([['卫健委', undefined], ['交警大队', undefined]]);
    const said = await s.sql<{ data: string; head: { incidentid: string } }>("select data, head::jsonb head from journal where type = 'command.member.joined.v1' order by no");
    expect([said.length, said[0]!.head.incidentid]).toEqual([2, incident]);
    // a name stays in the table
    expect(JSON.parse(said[0]!.data)).toEqual({ memberId: member.id, zone: '410171', kind: 'TRAFFIC_POLICE', unit: '交警大队', by: personId('commander'), from: START });
  });

  it('signs nothing and commands nobody: seats, candidates and signatures are as they were, whatever the person may be elsewhere', async () => {
    const before = await standing();
    const caller: Caller = { userId: newId(), username: 'liaison', name: '孙联络', grants: [{ role: 'commander', area: '410171' }], lang: 'zh' };
    const act = async (operation: string, input: object): Promise<string> => { const reply = (await s.nats.request(`rpc.c.${operation}`, JSON.stringify({ caller, requestId: newId(), correlationId: newId(), input }), { timeout: 20_000 })).json<RpcReply>(); return reply.ok ? 'accepted' : reply.refusal.code; };
    await s.ok('commander', 'command.member.add', { kind: 'POLICE', unit: '公安分局', name: caller.name });
    expect(await standing()).toEqual(before);
    expect(await act('command.level.raise', { level: 'IV', areas: ['410171561'], reason: 'x' })).toBe('level.signer');
    expect(await act('command.seat-offer.make', { seat: 'commander', to: { userId: caller.userId, name: caller.name }, reason: 'x' })).toBe('seat.not-holder');
    expect(await act('command.member.add', { kind: 'OTHER', unit: 'x', name: 'x' })).toBe('member.commander');
  });

  it('leaves at an instant with a reason, by who holds command then, and may come back', async () => {
    later(60);
    const offer = await s.ok<SeatOfferDetail>('commander', 'command.seat-offer.make', { seat: 'commander', to: { userId: personId('duty2'), name: '值班员二' }, reason: '交接班' });
    await s.ok('duty2', 'command.seat-offer.accept', { id: offer.id });
    expect(await s.refused('commander', 'command.member.end', { id: member.id, reason: '轮换' })).toBe('member.commander');
    const end = await s.ok<MemberView>('duty2', 'command.member.end', { id: member.id, reason: '轮换' });
    expect(end).toMatchObject({ until: s.clock.now().toISOString(), endedBy: personId('duty2'), reason: '轮换' });
    expect(await s.refused('duty2', 'command.member.end', { id: member.id, reason: '轮换' })).toBe('state.conflict');
    expect(await s.refused('duty2', 'command.member.end', { id: newId(), reason: '轮换' })).toBe('unknown.id');
    expect((await list('street-561')).items.map((m) => m.unit)).toEqual(['公安分局', '卫健委']);
    const past = async (by: string): Promise<MemberView> => (await list(by, true)).items.find((m) => m.id === member.id)!;
    expect([(await past('auditor')).reason, (await past('street-561')).reason, (await past('street-561')).until]).toEqual(['轮换', undefined, end.until]);
    expect((await s.ok<MemberView>('duty2', 'command.member.add', POLICE)).id).not.toBe(member.id);
    expect(await s.events('command.member.left.v1')).toMatchObject([{ memberId: member.id, by: personId('duty2'), reason: '轮换' }]);
  });

  it('stands in the assignment list of the period in which it was there', async () => {
    later(30);
    const units = async (to: string): Promise<string[]> => (await s.ok<FormDocument>('duty1', 'command.form.render', { incident, form: '203', from: START, to })).tables.find((t) => t.key === '4')!.rows.map((r) => `${r.cells[0]} ${r.cells[1]} ${r.cells[2]}`);
    expect(await units('2021-07-20T00:30:00Z')).toEqual(['交警大队 交警 traffic police 李联络', '卫健委 卫健 health 周联络', '公安分局 公安 police 孙联络']);
    expect(await units('2021-07-20T01:20:00Z')).toEqual(['卫健委 卫健 health 周联络', '公安分局 公安 police 孙联络', '交警大队 交警 traffic police 李联络']);
  });
});
