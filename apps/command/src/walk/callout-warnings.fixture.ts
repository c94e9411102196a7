import { describe, expect, it } from 'vitest';
import { AlertReceived, type CalloutJoined } from '@xunling/contracts/classes';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { s, later, get, start, rows, rung } from './callouts.fixture.js';
import { alertData, referenceTo } from './service.fixture.js';

/** Calls that warnings carry and begin by themselves; told within the one service of callouts. */
export function callsOfWarnings(): void {
  describe('a campaign of a warning', () => {
    it('ends with it: a newer colour stops the older call, an ended warning is not called', async () => {
      const sent = s.clock.now().toISOString();
      await s.say([{ event: AlertReceived, aggregate: 'alert/a', data: alertData({ name: 'a', sent, colour: 'YELLOW', areas: ['410171561'], expires: new Date(s.clock.now().getTime() + 3_600_000).toISOString() }), street: '000' }]);
      const warning = await waitFor(async () => (await s.sql<{ id: string }>(`select id from warning where state = 'active'`))[0]);
      const c = await start({ warningId: warning.id, level: undefined });
      expect(c).toMatchObject({ colour: 'YELLOW', lifeSafety: false });
      expect(await s.refused('duty1', 'command.callout.start', { areas: ['410171561901'], warningId: warning.id, colour: 'RED', messageZh: 'x' })).toBe('input.impossible');
      later(3700);
      await waitFor(async () => (await get(c.id)).state === 'expired');
      const tries = (await rows(c.id)).flatMap((r) => r.tries).length;
      later(300);
      expect((await rows(c.id)).flatMap((r) => r.tries)).toHaveLength(tries);
      expect(await s.refused('duty1', 'command.callout.start', { areas: ['410171561901'], warningId: warning.id, messageZh: 'x' })).toBe('state.conflict');
    });

    it('of the same incident and another level takes the place of the older one', async () => {
      const first = await start({ level: 'IV' });
      const second = await start({ level: 'III' });
      expect([second.continued, (await get(first.id)).state]).toEqual([false, 'superseded']);
      await s.ok('duty1', 'command.callout.end', { id: second.id, note: 'x' });
    });
  });

  describe('a red or orange warning calls by itself', () => {
    const hour = (n: number): string => new Date(s.clock.now().getTime() + n * 3_600_000).toISOString();
    const alert = (name: string, colour: string, more: object = {}): Promise<string[]> => s.say([{ event: AlertReceived, aggregate: `alert/${name}`, street: '000', data: alertData({ name, colour, hazard: 'HAIL', areas: ['410171561'], sent: s.clock.now().toISOString(), expires: hour(1), ...more }) }]);
    const said = async (): Promise<{ calloutId: string; colour: string; automatic?: boolean; areas: string[]; by: string; hopMinutes: number; messageZh: string; warningId: string }[]> => (await s.events<Awaited<ReturnType<typeof said>>[number]>('command.callout.started.v1')).filter((e) => e.automatic);
    const begun = (n: number): ReturnType<typeof said> => waitFor(async () => { const e = await said(); return e.length === n ? e : undefined; }, 45_000, `${n} automatic campaigns`);
    let provinceSent = '';
    /** Another warning, told last: when it is there, what came before was handled by every listener. */
    const handled = async (name: string): Promise<void> => {
      await alert(name, 'BLUE', { hazard: name });
      await waitFor(async () => (await s.sql<{ n: number }>(`select count(*)::int n from warning where hazard = $1`, [name]))[0]!.n === 1);
      await new Promise((resolve) => { setTimeout(resolve, 700); });
    };

    it('given yellow none, given orange one over the responsible persons of its areas, in the name of the officer on duty', async () => {
      later(7200);
      await alert('hail-0', 'YELLOW');
      await handled('MARK-A');
      expect(await said()).toEqual([]);
      later(1);
      await alert('hail-1', 'ORANGE');
      const [first] = await begun(1);
      expect(first).toMatchObject({ colour: 'ORANGE', areas: ['410171561'], by: personId('duty1'), hopMinutes: 20, messageZh: 'hail-1，涉及潮河街道。请立即到岗履责、转移受威胁群众，听完请确认。' });
      const c = await get(first!.calloutId);
      expect(c).toMatchObject({ automatic: true, lifeSafety: false, state: 'running' });
      expect(c.persons).toBeGreaterThan(60);
      await rung(c.id, c.persons);
      expect(await start({ warningId: c.warningId, level: undefined })).toMatchObject({ id: c.id, continued: true });
    });

    it('given the colour rises, the older one ends and the newer one calls; eight continued signals call nobody anew (C18)', async () => {
      const [older] = await said();
      later(1);
      await alert('hail-2', 'RED');
      const [, newer] = await begun(2);
      expect(newer).toMatchObject({ colour: 'RED', hopMinutes: 10 });
      expect(await get(older!.calloutId)).toMatchObject({ state: 'superseded' });
      const { persons } = await get(newer!.calloutId);
      await rung(newer!.calloutId, persons);
      for (let i = 0; i < 8; i++) { later(1); await alert(`hail-again-${i}`, 'RED'); }
      await handled('MARK-B');
      expect(await s.events('command.warning.continued.v1')).toHaveLength(8);
      expect(await said()).toHaveLength(2);
      expect((await get(newer!.calloutId)).handed).toBe(persons);
      expect(await s.sql(`select count(*)::int n from callout_attempt where callout_id = $1`, [newer!.calloutId])).toEqual([{ n: persons }]);
    });

    it('given another issuer says red of the same hazard there, none: it joins the campaign; wider ground calls only who is not called yet (C18)', async () => {
      const [, red] = await said();
      const { persons, warningId } = await get(red!.calloutId);
      const joined = (): Promise<CalloutJoined[]> => s.events<CalloutJoined>('command.callout.joined.v1');
      later(1);
      const sent = s.clock.now().toISOString();
      await alert('hail-province', 'RED', { issuer: '示例省气象台' });
      const [one] = await waitFor(async () => { const j = await joined(); return j.length > 0 ? j : undefined; }, 45_000, 'the joining');
      expect(one).toMatchObject({ calloutId: red!.calloutId, colour: 'RED', areas: ['410171561'], persons });
      expect(one!.warningId).not.toBe(warningId);
      await handled('MARK-J');
      expect(await said()).toHaveLength(2);
      expect(await get(red!.calloutId)).toMatchObject({ state: 'running', handed: persons, joined: [{ warningId: one!.warningId, persons }] });
      // a person who starts one for it is told of the same campaign
      expect(await start({ warningId: one!.warningId, level: undefined })).toMatchObject({ id: red!.calloutId, continued: true });
      later(1);
      await alert('hail-district', 'RED', { issuer: '示例区气象台', areas: ['410171561', '410171560901'] });
      const [, , wider] = await begun(3);
      const rowsOf = (id: string): Promise<{ userId: string }[]> => s.sql(`select user_id "userId" from callout_row where callout_id = $1`, [id]);
      const had = new Set((await rowsOf(red!.calloutId)).map((r) => r.userId));
      const anew = await rowsOf(wider!.calloutId);
      expect([anew.length > 0, anew.filter((r) => had.has(r.userId))]).toEqual([true, []]);
      await s.ok('duty1', 'command.callout.end', { id: wider!.calloutId, note: 'x' });
      provinceSent = sent;
      await alert('hail-district-end', 'RED', { issuer: '示例区气象台', areas: ['410171561', '410171560901'], msgType: 'Cancel', references: [referenceTo('hail-district', s.clock.now().toISOString())], sent: new Date(s.clock.now().getTime() + 1000).toISOString() });
      await waitFor(async () => (await s.sql(`select 1 from warning where state = 'lifted'`)).length === 1, 45_000, 'its end');
    });

    it('given it falls, is over on arrival, is older than what is known, or is told twice: none; its campaign ends once no issuer says red any more (C5)', async () => {
      await alert('hail-late', 'ORANGE', { sent: new Date(s.clock.now().getTime() - 600_000).toISOString() });
      await alert('gone', 'RED', { hazard: 'GONE', sent: hour(-2), expires: hour(-1) });
      later(1);
      await alert('hail-3', 'ORANGE');
      await handled('MARK-C');
      expect(await said()).toHaveLength(3);
      // the province still says red: the campaign goes on for it
      expect((await get((await said())[1]!.calloutId)).state).toBe('running');
      later(1);
      await alert('hail-province-end', 'RED', { issuer: '示例省气象台', msgType: 'Cancel', references: [referenceTo('hail-province', provinceSent)] });
      // red is no longer said: its campaign is over, and nobody is rung for it again
      await waitFor(async () => (await get((await said())[1]!.calloutId)).state === 'superseded');
    });

    it('as set by who commands the zone: colours and minutes, for campaigns that begin from now', async () => {
      const policy = { automatic: ['RED'], hopMinutes: { RED: 6, ORANGE: 12, YELLOW: 30, BLUE: 30 } };
      expect(await s.ok('auditor', 'command.callout-policy.get')).toEqual({ automatic: ['RED', 'ORANGE'], hopMinutes: { RED: 10, ORANGE: 20, YELLOW: 30, BLUE: 30 } });
      expect(await s.refused('duty1', 'command.callout-policy.set', policy)).toBe('access.area');
      expect(await s.refused('street-561', 'command.callout-policy.set', policy)).toBe('access.area');
      expect(await s.ok('commander', 'command.callout-policy.set', policy)).toMatchObject({ ...policy, setBy: personId('commander') });
      await alert('snow-1', 'ORANGE', { hazard: 'SNOW' });
      await alert('ice-1', 'RED', { hazard: 'ICE', areas: ['410171561901'] });
      await begun(4);
      await handled('MARK-D');
      const [, , , ice] = await said();
      expect(ice).toMatchObject({ colour: 'RED', hopMinutes: 6, areas: ['410171561901'] });
      expect(await said()).toHaveLength(4);
      // a street may differ: yellow calls there, and waits four minutes
      const own = { area: '410171560', automatic: ['YELLOW'], hopMinutes: { ...policy.hopMinutes, YELLOW: 4 } };
      expect(await s.refused('street-560', 'command.callout-policy.set', own)).toBe('access.area');
      expect(await s.refused('commander', 'command.callout-policy.set', { ...own, area: '410171999' })).toBe('area.unknown');
      expect(await s.refused('commander', 'command.callout-policy.set', { ...policy, asZone: true })).toBe('input.impossible');
      expect(await s.ok('commander', 'command.callout-policy.set', own)).toMatchObject({ ...own, streets: [own] });
      await alert('fog-1', 'YELLOW', { hazard: 'FOG', areas: ['410171560901', '410171561901'] });
      const [, , , , fog] = await begun(5);
      expect(fog).toMatchObject({ colour: 'YELLOW', hopMinutes: 4, areas: ['410171560901'] });
      expect(await s.ok('commander', 'command.callout-policy.set', { ...own, asZone: true })).toMatchObject({ area: '410171560', automatic: ['RED'] });
      expect(await s.ok('auditor', 'command.callout-policy.get', { area: '410171560' })).not.toHaveProperty('streets');
      await s.ok('commander', 'command.callout-policy.set', { ...policy, automatic: [] });
      for (const { calloutId } of await said()) if ((await get(calloutId)).state === 'running') await s.ok('duty1', 'command.callout.end', { id: calloutId, note: 'x' });
      expect((await s.events<{ automatic: string[] }>('command.callout-policy.set.v1')).map((e) => e.automatic)).toEqual([['RED'], ['YELLOW'], ['RED'], []]);
    });
  });
}
