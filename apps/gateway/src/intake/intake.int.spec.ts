import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fork, type ChildProcess } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jetstreamManager } from '@nats-io/jetstream';
import type { XlEvent } from '@xunling/contracts';
import { provesItself } from '@xunling/messaging';
import { SystemClock } from '@xunling/platform';
import { freshFolder, freshNats, seeded, waitFor, type OwnNats } from '@xunling/testing';
import { Bus } from '../bus.js';
import { bytesOf, sampleMap, WITHOUT_BOARD } from './fixtures.js';
import { Intake } from './intake.js';

let nats: OwnNats;
const buses: Bus[] = [];
const intakes: Intake[] = [];

beforeAll(async () => { nats = await freshNats(); });
afterAll(async () => {
  for (const i of intakes) await i.stop();
  for (const b of buses) await b.close();
  await nats.stop();
});

async function intakeOn(folder: string, { ackMs = 2_000 } = {}): Promise<{ intake: Intake; bus: Bus; errors: unknown[] }> {
  const bus = new Bus({ url: nats.url, name: 'x' });
  buses.push(bus);
  if (ackMs > 100) await bus.connected();
  const errors: unknown[] = [];
  const intake = new Intake({ dataDir: folder, clock: new SystemClock(), bus, origin: { node: 'c', zone: '410171', mode: 'live' }, inboxPrefix: '_INBOX_x', agreement: WITHOUT_BOARD, onError: (e) => errors.push(e), ackMs });
  intakes.push(intake);
  for (const area of sampleMap().all()) intake.areas.open(area);
  await intake.start();
  return { intake, bus, errors };
}

async function inStream(): Promise<XlEvent[]> {
  const bus = buses.find((b) => b.connection)!;
  const jsm = await jetstreamManager(bus.connection!);
  const { state } = await jsm.streams.info('XL');
  const found: XlEvent[] = [];
  for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) found.push((await jsm.direct.getMessage('XL', { seq }))!.json<XlEvent>());
  return found.filter((e) => e.source === 'feed@c');
}
const empty = async (): Promise<void> => { const jsm = await jetstreamManager(buses.find((b) => b.connection)!.connection!); await jsm.streams.purge('XL'); };

describe('the intake on a real broker', () => {
  it('stores in the stream, once, as a chain that proves', async () => {
    const { intake } = await intakeOn(freshFolder('intake'));
    const posts = await Promise.all([1, 2, 3, 3, 3].map((n) => intake.take(bytesOf({ identifier: `stream-${n}` }), 'feed-demo')));
    expect(posts.map((p) => p.kind).sort()).toEqual(['accepted', 'accepted', 'accepted', 'duplicate', 'duplicate']);
    expect(posts.filter((p) => p.kind === 'accepted').map((p) => p.stored)).toEqual(['stream', 'stream', 'stream']);
    expect(await intake.take(Buffer.from('<alert/>'), 'feed-demo')).toMatchObject({ kind: 'refused', faults: [{ reason: 'cap.namespace' }] });
    const events = await waitFor(async () => { const e = await inStream(); return e.length === 4 && e; });
    expect(events.every(provesItself)).toBe(true);
    expect(events.filter((e) => e.street === '000').map((e) => e.originseq)).toEqual([1, 2, 3]);
    expect(intake.quarantine()).toHaveLength(1);
    await intake.stop();
    await empty();
  });

  it('takes alerts without a broker and brings them after; puts back what an older copy of the stream lacks', async () => {
    const folder = freshFolder('intake');
    const before = await nats.copyStore();
    await nats.kill();
    const { intake } = await intakeOn(folder, { ackMs: 50 });
    expect(await intake.take(bytesOf({ identifier: 'down-1' }), 'f')).toMatchObject({ stored: 'spool' });
    expect(await intake.take(bytesOf({ identifier: 'down-2' }), 'f')).toMatchObject({ stored: 'spool' });
    await nats.restart();
    await waitFor(async () => intake.pending === 0 && (await inStream()).length === 2);
    await before.putBack();
    const back = await waitFor(async () => { const e = await inStream(); return e.length === 2 && e; }, 30_000);
    expect(back.map((e) => e.originseq)).toEqual([1, 2]);
    await intake.stop();
    const again = await intakeOn(folder);
    expect(await again.intake.take(bytesOf({ identifier: 'down-1' }), 'f')).toMatchObject({ kind: 'duplicate' });
    expect(await again.intake.take(bytesOf({ identifier: 'down-3' }), 'f')).toMatchObject({ stored: 'stream' });
    expect((await inStream()).map((e) => e.originseq)).toEqual([1, 2, 3]);
    await again.intake.stop();
    await empty();
  });

  it('judges a quarantined alert again', async () => {
    const { intake } = await intakeOn(freshFolder('intake'));
    const area = '<area><areaDesc>新社区</areaDesc><geocode><valueName>GB/T 2260</valueName><value>410171561999</value></geocode></area>';
    const { infoXml } = await import('./fixtures.js');
    const refused = await intake.take(bytesOf({ identifier: 'later', infos: infoXml({ area }) }), 'f');
    expect(refused).toMatchObject({ kind: 'refused', faults: [{ reason: 'area.unknown' }] });
    const [item] = intake.quarantine();
    expect(await intake.resubmit(item!.id)).toMatchObject({ kind: 'refused' });
    intake.areas.open({ code: '410171561999', kind: 'community', ring: sampleMap().all().find((a) => a.code === '410171561901')!.ring });
    expect(await intake.resubmit(item!.id)).toMatchObject({ kind: 'accepted' });
    expect(intake.quarantine()).toMatchObject([{ state: 'accepted' }]);
    await intake.stop();
    await empty();
  });

  it('refuses by name while another intake holds the spool, and takes over when that one dies', async () => {
    const folder = freshFolder('intake');
    const first = await intakeOn(folder);
    const second = await intakeOn(folder);
    await first.intake.take(bytesOf({ identifier: 'lock-1' }), 'f');
    await expect(second.intake.take(bytesOf({ identifier: 'lock-2' }), 'f')).rejects.toMatchObject({ code: 'context.unreachable' });
    await first.intake.stop();
    await waitFor(() => second.intake.ready);
    expect(await second.intake.take(bytesOf({ identifier: 'lock-1' }), 'f')).toMatchObject({ kind: 'duplicate' });
    await second.intake.stop();
    await empty();
  });

  it('refuses by name while the spool\'s folder cannot be opened, says so once, and takes alerts when it can', async () => {
    const folder = freshFolder('intake');
    const { intake } = await intakeOn(folder);
    await intake.take(bytesOf({ identifier: 'folder-1' }), 'f');
    await intake.stop();
    const spool = join(folder, 'intake', 'spool');
    renameSync(spool, `${spool}.away`);
    writeFileSync(spool, 'a file where the folder should be');
    const broken = await intakeOn(folder);
    expect([broken.intake.state, broken.errors.length]).toEqual(['its disk does not answer', 1]);
    await expect(broken.intake.take(bytesOf({ identifier: 'folder-2' }), 'f')).rejects.toMatchObject({ code: 'context.unreachable' });
    rmSync(spool);
    renameSync(`${spool}.away`, spool);
    await waitFor(() => broken.intake.state === 'ok');
    expect(await broken.intake.take(bytesOf({ identifier: 'folder-1' }), 'f')).toMatchObject({ kind: 'duplicate' });
    expect(await broken.intake.take(bytesOf({ identifier: 'folder-2' }), 'f')).toMatchObject({ kind: 'accepted' });
    expect(broken.errors).toHaveLength(1);
    await broken.intake.stop();
    await empty();
  });
});

describe('kill -9 of the intake', () => {
  it('loses no alert it said yes to', async () => {
    const next = seeded('kill -9 of the intake');
    const folder = freshFolder('intake-kill');
    const said = new Set<string>();
    let interrupted = 0;
    for (let round = 0; round < 4; round++) {
      interrupted += await killed(folder, round, Math.floor(next() * 60), said);
    }
    expect(interrupted).toBeGreaterThan(0);
    const { intake } = await intakeOn(folder);
    for (const identifier of said) expect(await intake.take(bytesOf({ identifier }), 'f')).toMatchObject({ kind: 'duplicate' });
    await waitFor(() => intake.pending === 0);
    const events = (await inStream()).filter((e) => e.street === '000');
    expect(events.map((e) => e.originseq)).toEqual(events.map((_, i) => i + 1));
    expect(events.every(provesItself)).toBe(true);
    expect(events.length).toBeGreaterThanOrEqual(said.size);
    for (let i = 1; i < events.length; i++) expect(events[i]!.prevhash).toBe(events[i - 1]!.hash);
    await intake.stop();
    await empty();
  }, 60_000);

  /** Posts are in flight all the time; after some answers the process is killed. Answers how many posts got none. */
  async function killed(folder: string, round: number, after: number, said: Set<string>): Promise<number> {
    const child: ChildProcess = fork(fileURLToPath(new URL('./intake.kill-child.js', import.meta.url)), [folder, nats.url, String(round)], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    let answers = 0;
    let begun = 0;
    await new Promise<void>((resolve) => {
      child.on('message', (m: { begun?: string; taken?: string }) => {
        if (m.begun) begun += 1;
        if (m.taken) { said.add(m.taken); answers += 1; }
        if (answers > after) child.kill('SIGKILL');
      });
      child.on('exit', () => { resolve(); });
    });
    return begun - answers;
  }
});
