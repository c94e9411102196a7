import { beforeAll, describe, expect, it } from 'vitest';
import type { CalloutReceipt, CalloutRows, CalloutView, ContactPage } from '@xunling/contracts/classes';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { s, live, later, get, start, rows, rung, nameOf } from './callouts.fixture.js';

/** How persons are called, and channels that are not real here; told within the one service of callouts. */
export function contactsOfCallouts(): void {
  describe('contacts', () => {
    it('are listed with who is unproven, numbers masked outside of one’s own area', async () => {
      const userId = personId('community-410171561901');
      await s.ok('duty1', 'command.contact.state', { userId, kind: 'voice', address: '13800000000', order: 2 });
      expect(await s.refused('street-560', 'command.contact.state', { userId, kind: 'voice', address: '13800000000', order: 2 })).toBe('access.area');
      expect(await s.refused('duty1', 'command.contact.state', { userId, kind: 'voice', address: 'call me', order: 2 })).toBe('input.impossible');
      const voice = async (who: string): Promise<ContactPage['items'][number]> => (await s.ok<ContactPage>(who, 'command.contact.list', { user: userId })).items.find((c) => c.kind === 'voice')!;
      expect([(await voice('street-561')).address, (await voice('auditor')).address]).toEqual(['13800000000', '138****0000']);
      expect(await voice('auditor')).toMatchObject({ masked: true, proven: false, confirmed: false, overdue: true });
      const { id } = await voice('duty1');
      expect(await s.refused('grid-410171561902001', 'command.contact.confirm', { id })).toBe('access.area');
      expect(await s.ok('community-410171561901', 'command.contact.confirm', { id })).toMatchObject({ confirmed: true, overdue: false, confirmedBy: userId });
    });

    it('are tested: each unproven one rung once, proven by the answer; without a carrier it is said so', async () => {
      later(7200);
      const c = await s.ok<CalloutView>('duty1', 'command.contact.test', { areas: ['410171561901'] });
      expect(c).toMatchObject({ kind: 'test', lifeSafety: false });
      await rung(c.id, c.persons);
      later(30);
      const [row] = await rows(c.id);
      expect((await s.ok<CalloutReceipt>(nameOf(row!.userId)!, 'command.callout.answer', { id: c.id, rowId: row!.id, heardSeconds: 20, answered: true })).verdict).toBe('reached');
      const proven = (await s.ok<ContactPage>('duty1', 'command.contact.list', { user: row!.userId })).items.find((x) => x.kind === 'on-screen')!;
      expect(proven).toMatchObject({ proven: true });
      later(600);
      await waitFor(async () => (await get(c.id)).state === 'ended');
      expect(await get(c.id)).toMatchObject({ reached: 1, unreached: c.persons - 1 });
      expect((await s.ok<{ items: { kind: string; state: string }[] }>('auditor', 'command.callout.channels')).items.map((x) => `${x.kind} ${x.state}`)).toEqual(['on-screen real', 'webhook absent', 'mail absent', 'sms absent', 'voice absent']);
    });
  });

  describe('a person with a telephone number alone', () => {
    const userId = personId('community-410171561901');
    const rowOf = async (id: string): Promise<CalloutRows['items'][number]> => (await rows(id)).find((r) => r.userId === userId)!;
    beforeAll(async () => { await s.sql(`delete from contact where user_id = $1 and kind = 'on-screen'`, [userId]); });

    it('cannot be rung in live operation: it is said so, and the deputy is rung at once', async () => {
      later(7200);
      const c = await start({ level: 'I' });
      expect(c.notRingable).toBe(1);
      await rung(c.id, c.persons);
      const row = await rowOf(c.id);
      expect([row.notRingable, row.step, row.tries.map((t) => `${t.role} ${t.channel} ${t.state}`)]).toEqual([['voice'], 'deputy', ['deputy on-screen accepted']]);
      await s.ok('duty1', 'command.callout.end', { id: c.id, note: 'x' });
    });

    it('is rung by a labelled simulator in an exercise, which counts as nothing', async () => {
      await s.shut(live);
      await s.boot('exercise');
      const c = await start({ level: 'I' });
      await rung(c.id, c.persons - 1);
      expect(await get(c.id)).toMatchObject({ handed: c.persons - 1, simulated: 1, notRingable: 0 });
      const row = await rowOf(c.id);
      expect([row.state, row.tries.map((t) => `${t.channel} ${t.state} ${t.reason}`)]).toEqual(['ringing', ['voice simulated simulated']]);
      later(25);
      expect(await s.refused('community-410171561901', 'command.callout.answer', { id: c.id, rowId: row.id, heardSeconds: 20, answered: true })).toBe('state.conflict');
      await s.ok('duty1', 'command.callout.end', { id: c.id, note: 'x' });
    });
  });
}
