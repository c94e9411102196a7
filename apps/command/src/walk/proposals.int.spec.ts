import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LevelPreview, LevelProposalList, LevelProposalView } from '@xunling/contracts/classes';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const wish = (more: object = {}): object => ({ level: 'II', areas: ['410171561'], reason: '上游水库泄洪', ...more });
const propose = (who: string, more: object = {}): Promise<LevelProposalView> => s.ok(who, 'command.proposal.make', wish(more));
const list = async (): Promise<LevelProposalView[]> => (await s.ok<LevelProposalList>('auditor', 'command.proposal.list')).items;

describe('level II or I without a warning', () => {
  it('is previewed, proposed by the officer on duty, signed by both seats, and issues its orders once', async () => {
    const preview = await s.ok<LevelPreview>('duty1', 'command.level.preview', { level: 'II', areas: ['410171561'] });
    expect(preview.orders).toBeGreaterThan(360);
    expect(await s.refused('duty1', 'command.level.raise', wish())).toBe('level.signer');
    const made = await propose('duty1');
    expect([made.state, made.signatures, made.missing.map((m) => m.seat)]).toEqual(['open', [], ['commander', 'deputy']]);
    expect(await s.refused('duty2', 'command.proposal.sign', { id: made.id })).toBe('level.signer');
    const one = await s.ok<LevelProposalView>('deputy', 'command.proposal.sign', { id: made.id });
    expect([one.state, one.missing]).toEqual(['open', [{ seat: 'commander', userId: personId('commander') }]]);
    expect(await s.refused('deputy', 'command.proposal.sign', { id: made.id })).toBe('level.same-signer');
    // both instances at once: one signature, one set of orders
    const replies = await Promise.all([1, 2].map(() => s.call<LevelProposalView>('commander', 'command.proposal.sign', { id: made.id })));
    expect(replies.filter((r) => r.ok)).toHaveLength(1);
    const [raised] = await s.events<{ level: string; areas: string[]; orders: number; signatures: { userId: string }[] }>('command.level.raised.v1');
    expect([raised!.level, raised!.areas, raised!.orders, raised!.signatures.map((x) => x.userId)]).toEqual(['II', ['410171561'], preview.orders, [personId('deputy'), personId('commander')]]);
    expect(await s.sql('select count(*)::int n from orders')).toEqual([{ n: preview.orders }]);
    expect((await s.events<{ how: string }>('command.proposal.ended.v1')).map((e) => e.how)).toEqual(['raised']);
    // the plan's notice goes to everyone in the street, once, and orders nobody
    expect(preview.notices).toBe(1);
    expect(await s.events('command.notice.issued.v1')).toEqual([expect.objectContaining({ level: 'II', area: '410171561', headline: expect.stringContaining('强降雨') })]);
    expect(await s.sql(`select street from journal where type = 'command.notice.issued.v1'`)).toEqual([{ street: '561' }]);
    expect((await list())[0]).toMatchObject({ state: 'raised', orderSetId: expect.any(String) });
  });

  it('is taken back with a reason, or lapses after an hour, said once', async () => {
    const back = await propose('commander', { areas: ['410171563'], level: 'I' });
    expect(back.signatures).toHaveLength(1);
    expect(await s.refused('duty3', 'command.proposal.withdraw', { id: back.id, reason: 'x' })).toBe('level.signer');
    expect(await s.ok('deputy', 'command.proposal.withdraw', { id: back.id, reason: '泄洪取消' })).toMatchObject({ state: 'withdrawn' });
    expect(await s.refused('deputy', 'command.proposal.sign', { id: back.id })).toBe('state.conflict');
    const stale = await propose('duty1', { areas: ['410171563'] });
    s.clock.advance(60 * 60_000);
    expect(await s.refused('commander', 'command.proposal.sign', { id: stale.id })).toBe('state.conflict');
    await waitFor(async () => (await s.events<{ how: string }>('command.proposal.ended.v1')).filter((e) => e.how === 'lapsed').length === 1);
    expect((await list()).map((p) => p.state)).toEqual(['lapsed', 'withdrawn', 'raised']);
  });

  it('is refused for an unknown area, for Ⅲ and Ⅳ, and to who is not in command', async () => {
    expect(await s.refused('duty1', 'command.proposal.make', wish({ areas: ['410171999'] }))).toBe('area.unknown');
    expect(await s.refused('duty1', 'command.proposal.make', wish({ level: 'III' }))).toBe('level.signer');
    expect(await s.refused('street-561', 'command.proposal.make', wish())).toBe('access.area');
  });
});
