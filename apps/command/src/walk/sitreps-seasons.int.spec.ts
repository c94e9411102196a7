import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived, CasualtyAdded, type SitrepRecount, type SitrepView } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import type { Figures } from '../sitrep/sitrep.js';
import { alertData, CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); }, 60_000);
afterAll(async () => { await s.stop(); });

const later = (minutes: number): void => { s.clock.advance(minutes * 60_000); };
const open = async (name: string, area: string): Promise<string> => (await s.ok<{ id: string }>('duty1', 'command.incident.open', { name, areas: [area] })).id;
const figures = async (incidentId: string): Promise<Figures> => { later(1); return (await s.ok<SitrepView & { figures: Figures }>('duty1', 'command.sitrep.draft', { incidentId, kind: 'INITIAL', textZh: '' })).figures; };
let records = 0;
/** A person record of a street as the grid tells it; `ago` minutes since it happened. */
async function lost(street: string, kind: string, ago = 0): Promise<void> {
  const id = derivedId('casualty', `${++records}`);
  const now = s.clock.now().getTime();
  await s.say([{ event: CasualtyAdded, aggregate: `casualty/${id}`, street, data: { casualtyId: id, kind, area: `410171${street}901001`, source: '家属', by: personId(`street-${street}`), occurredAt: new Date(now - ago * 60_000).toISOString(), receivedAt: new Date(now).toISOString() } }]);
  await waitFor(async () => (await s.sql<{ n: number }>('select count(*)::int n from casualty_fact'))[0]!.n === records);
}
async function warn(name: string, area: string, colour: string, hours = 24): Promise<void> {
  const sent = s.clock.now();
  await s.say([{ event: AlertReceived, aggregate: `alert/${name}`, street: '000', data: alertData({ name, sent: sent.toISOString(), colour, areas: [area], hazard: name, expires: new Date(sent.getTime() + hours * 3_600_000).toISOString() }) }]);
  await waitFor(async () => (await s.sql('select 1 from warning where headline = $1', [name])).length === 1);
}
const decision = (): Promise<{ id: string }> => waitFor(async () => (await s.ok<{ items: { id: string }[] }>('duty1', 'command.decision.list', { state: 'open' })).items[0]);

describe('reports of one incident among others', () => {
  let first = '';
  let second = '';
  let breach = '';
  let raised = '';

  it('count the warnings over its areas, its own dead and its own decisions', async () => {
    await warn('RAIN', '410171561', 'RED', 1);
    const { id } = await decision();
    later(5);
    first = await open('第一场', '410171561');
    await s.ok('duty1', 'command.decision.hold', { id, reason: '雨带南移', reviewAt: new Date(s.clock.now().getTime() + 50 * 60_000).toISOString() });
    await lost('561', 'DEAD');
    await lost('561', 'MISSING', 2);
    const f = await figures(first);
    expect([f.casualties, f.decisions, f.warnings.byColour]).toEqual([{ dead: 1, missing: 1, injured: 0, perStreet: { 561: { dead: 1, missing: 1, injured: 0 } } }, { open: 0, raised: 0, held: 1 }, { RED: 1 }]);
  });

  it('begin anew with the next flood, whose first report has none of the first one’s dead, decisions or warnings elsewhere', async () => {
    later(60);
    await s.ok('commander', 'command.incident.close', { id: first, reason: '结束' });
    later(30 * 24 * 60);
    await lost('561', 'INJURED', 20);
    later(10);
    second = await open('第二场', '410171561');
    breach = await open('溃口', '410171563');
    await warn('BREACH', '410171563', 'YELLOW');
    await warn('FLOOD', '410171561', 'RED');
    ({ id: raised } = await decision());
    // happened in the first flood, learned in the second
    await lost('561', 'DEAD', 30 * 24 * 60 + 40);
    await lost('563', 'MISSING');
    const f = await figures(second);
    expect([f.casualties, f.decisions, f.warnings.byColour]).toEqual([{ dead: 0, missing: 0, injured: 1, perStreet: { 561: { dead: 0, missing: 0, injured: 1 } } }, { open: 1, raised: 0, held: 0 }, { RED: 1 }]);
    const b = await figures(breach);
    expect([b.casualties!.perStreet, b.warnings.byColour]).toEqual([{ 563: { dead: 0, missing: 1, injured: 0 } }, { YELLOW: 1 }]);
    // the first one's final report has who was found later
    expect((await s.ok<SitrepRecount & { figures: Figures }>('auditor', 'command.sitrep.recount', { id: await draftOf(first) })).same).toBe(true);
  });

  it('count a decision that raised with the incident it raised for', async () => {
    for (const who of ['commander', 'deputy']) await s.ok(who, 'command.decision.raise', { id: raised, level: 'II', incidentId: second });
    later(1);
    expect((await recountNow(second)).decisions).toEqual({ open: 0, raised: 1, held: 0 });
    expect((await recountNow(breach)).decisions).toEqual({ open: 0, raised: 0, held: 0 });
  });

  it('that were counted before they went by incident are counted again the same way', async () => {
    const id = await draftOf(second);
    await s.sql(`update sitrep set figures = figures - 'counting' where id = $1`, [id]);
    const then = await s.ok<SitrepRecount & { figures: Figures }>('auditor', 'command.sitrep.recount', { id });
    expect([then.figures.counting, then.figures.casualties, then.figures.decisions, then.figures.warnings.active]).toEqual([undefined, { dead: 2, missing: 2, injured: 1, perStreet: expect.any(Object) }, { open: 0, raised: 1, held: 1 }, 2]);
    await s.sql('update sitrep set figures_hash = $2 where id = $1', [id, then.figuresHash]);
    expect(await s.ok<SitrepRecount>('auditor', 'command.sitrep.recount', { id })).toMatchObject({ same: true });
  });
});

const draftOf = async (incidentId: string): Promise<string> => (await s.sql<{ id: string }>('select id from sitrep where incident_id = $1 order by number limit 1', [incidentId]))[0]!.id;
/** The draft of an incident, counted for an instant just past. */
async function recountNow(incidentId: string): Promise<Figures> {
  const id = await draftOf(incidentId);
  await s.ok('duty1', 'command.sitrep.edit', { id, textZh: '', asOf: new Date(s.clock.now().getTime() - 10_000).toISOString() });
  return (await s.ok<SitrepView & { figures: Figures }>('duty1', 'command.sitrep.get', { id })).figures;
}
