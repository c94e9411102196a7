import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { holdTable, seeded, waitFor, xunlingProcess, type XunlingProcess } from '@xunling/testing';
import { CommandService } from './service.fixture.js';

const MAIN = fileURLToPath(new URL('./process.fixture.js', import.meta.url));
const next = seeded('kill -9 while command is handed over');

let s: CommandService;
let running: XunlingProcess;
const start = async (): Promise<void> => { running = xunlingProcess({ main: MAIN, env: s.env }); await running.ready; };
beforeAll(async () => { s = await CommandService.prepare(new Date().toISOString()); await start(); }, 60_000);
afterAll(async () => { await running.stop(); await s.stop(); });

interface Term { user_id: string; since: Date; until: Date | null }
const terms = (): Promise<Term[]> => s.sql<Term>("select user_id, since, until from seat_term where seat = 'commander' order by pos");

describe('kill -9 while command is handed over', () => {
  it('leaves exactly one commander at every instant: the old one or the new one, and the repeated acceptance makes it the new one', async () => {
    const people = ['commander', 'duty1', 'duty2', 'duty3', 'duty4'];
    let [interrupted, lost] = [0, 0];
    for (let round = 0; round < 8; round++) {
      const [from, to] = [people[round % people.length]!, people[(round + 1) % people.length]!];
      const { id } = await s.ok<{ id: string }>(from, 'command.seat-offer.make', { seat: 'commander', to: { userId: personId(to), name: to }, reason: `第 ${round} 次交接` });
      const key = newId();
      let answered = false;
      // amid its writing for certain once, wherever it is then
      const held = round === 0 ? await holdTable(s.database.adminUrl, 'seat_term') : undefined;
      const first = s.call(to, 'command.seat-offer.accept', { id }, key).then(() => { answered = true; }, () => undefined);
      await (held?.awaited() ?? pause(next() * 40));
      if (!answered) interrupted++;
      await running.kill();
      await held?.release();
      const open = (await terms()).filter((t) => t.until === null);
      expect(open.map((t) => t.user_id)).toEqual([expect.stringMatching(`${personId(from)}|${personId(to)}`)]);
      if (open[0]!.user_id === personId(from)) lost++;
      if (held) expect([answered, lost]).toEqual([false, 1]);
      await start();
      expect(await s.call(to, 'command.seat-offer.accept', { id }, key)).toMatchObject({ ok: true, result: { holder: { userId: personId(to) } } });
      void first;
    }
    const all = await terms();
    expect(all).toHaveLength(9);
    // no instant without a holder, none with two
    all.slice(1).forEach((t, i) => { expect(t.since).toEqual(all[i]!.until); });
    await waitFor(async () => (await s.sql<{ n: number }>('select count(*)::int n from outbox'))[0]!.n === 0);
    expect((await s.events<{ seat: string; offerId?: string }>('command.seat.taken.v1')).filter((e) => e.seat === 'commander' && e.offerId)).toHaveLength(8);
    console.log(`${interrupted} of 8 acceptances had no answer when the process was killed, ${lost} had not happened`);
  }, 120_000);
});
