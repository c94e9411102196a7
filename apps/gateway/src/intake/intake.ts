import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AlertQuarantined, AlertReceived } from '@xunling/contracts/classes';
import { derivedId, Refusal, type Clock } from '@xunling/platform';
import { AreaMap } from './area/area-map.js';
import { AreaSnapshot } from './area/area-snapshot.js';
import type { Fault } from './cap/fault.js';
import { judgeAlert, type Alert } from './judge-alert.js';
import { PublishSpool, type PublishOptions } from './publish-spool.js';
import { quarantineList, type QuarantineItem } from './quarantine.js';
import { seal, type Sealed } from './spool/chain.js';
import { takeLock, type Lock } from './spool/lock.js';
import { Spool, type Entry } from './spool/spool.js';
import type { Broker } from './broker.js';

/** What the intake remembers of an entry without reading it again. */
export type Note =
  | { kind: 'received'; alertId: string; feed: string; at: string }
  | { kind: 'quarantined'; quarantineId: string; faults: Fault[]; status: string; feed: string; at: string };

export type Taken =
  | { kind: 'accepted'; alertId: string; verdict: 'accepted' | 'accepted-with-warnings'; warnings: Fault[]; stored: 'stream' | 'spool' }
  | { kind: 'duplicate'; alertId: string }
  | { kind: 'refused'; quarantineId: string; faults: Fault[] };

export interface IntakeOptions extends PublishOptions { dataDir: string; clock: Clock; bus: Broker; ackMs?: number }

/** What keeps alerts from being taken, in the words of `/health/ready`. */
export type IntakeState = 'ok' | 'waiting for the area tree' | 'standing by' | 'its disk does not answer';

const STANDBY_MS = 1_000;
/** How long an alert waits for the broker before the disk alone counts (design.md §2). */
const ACK_MS = 2_000;
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Takes alerts: judge, put on disk, give to the stream. Needs neither database nor broker. One intake per node holds the
 * spool; a second stands by and refuses meanwhile.
 */
export class Intake {
  readonly areas: AreaMap;
  readonly snapshot: AreaSnapshot;
  private readonly spool: Spool<Note>;
  private readonly publisher: PublishSpool<Note>;
  private readonly known = new Map<string, Entry<Note>>();
  private readonly quarantined = new Map<string, Entry<Note>>();
  private readonly inFlight = new Map<string, Promise<unknown>>();
  private lock: Lock | undefined;
  private timer: NodeJS.Timeout | undefined;
  private opening: Promise<void> | undefined;
  private stopped = false;
  /** Why the spool could not be opened, until it can. */
  private broken: string | undefined;

  constructor(private readonly options: IntakeOptions) {
    this.areas = new AreaMap(options.origin.zone);
    this.snapshot = new AreaSnapshot(join(options.dataDir, 'intake', 'areas.json'), this.areas);
    this.spool = new Spool<Note>(join(options.dataDir, 'intake', 'spool'));
    this.publisher = new PublishSpool(this.spool, options.bus, options);
  }

  /** Opens the spool, or stands by until the lock is free. Never throws for a disk or lock that is not there yet. */
  async start(): Promise<void> {
    this.snapshot.load();
    await this.tryOpen();
  }

  get ready(): boolean { return this.lock !== undefined; }
  get state(): IntakeState {
    if (!this.ready) return this.broken === undefined ? 'standing by' : 'its disk does not answer';
    return this.areas.size === 0 ? 'waiting for the area tree' : 'ok';
  }
  get pending(): number { return this.publisher.pending; }

  /** The stream may have been replaced: compare and put back what it lacks. */
  putBack(): void { this.publisher.again(); }

  async take(original: Uint8Array, feed: string): Promise<Taken> {
    this.mustBeOpen();
    const verdict = judgeAlert(original, this.areas);
    // A polygon cannot be resolved before the tree is known; the feed is told to come again instead of being misjudged.
    if (this.areas.size === 0 && (verdict.kind === 'refused' ? verdict.faults.every((f) => f.reason === 'area.unknown') : verdict.alert.signals.length > 0)) {
      throw new Refusal('context.unreachable', { detail: 'the area tree is not known yet' });
    }
    return verdict.kind === 'accepted' ? this.accept(verdict.alert, original, feed) : this.refuse(verdict.faults, verdict.status, original, feed);
  }

  /** Judges a quarantined original again; the area tree or our rules may have changed. */
  async resubmit(quarantineId: string): Promise<Taken> {
    this.mustBeOpen();
    const entry = this.quarantined.get(quarantineId);
    const original = entry && (await this.spool.original(entry.digest));
    if (!original) throw new Refusal('unknown.id');
    return this.take(original, entry.note.feed);
  }

  /** Quarantined alerts, newest first. */
  quarantine(): QuarantineItem[] { return quarantineList(this.spool.all()); }

  /** Bytes as they came, by sha-256. */
  original(digest: string): Promise<Buffer | undefined> { return this.spool.original(digest); }
  originalOfAlert(alertId: string): Promise<Buffer | undefined> { return this.originalOf(this.known.get(alertId)); }
  originalOfQuarantine(quarantineId: string): Promise<Buffer | undefined> { return this.originalOf(this.quarantined.get(quarantineId)); }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.opening;
    await this.publisher.stop();
    await this.spool.close();
    await this.snapshot.close();
    await this.lock?.release();
    this.lock = undefined;
  }

  private originalOf(entry: Entry<Note> | undefined): Promise<Buffer | undefined> { return entry ? this.spool.original(entry.digest) : Promise.resolve(undefined); }
  private mustBeOpen(): void { if (!this.ready) throw new Refusal('context.unreachable', { detail: this.broken === undefined ? 'another intake of this node holds the spool' : 'the disk of the spool does not answer' }); }

  private async tryOpen(): Promise<void> {
    this.opening = this.openOnce();
    await this.opening;
    if (!this.ready && !this.stopped) this.timer = setTimeout(() => { void this.tryOpen(); }, STANDBY_MS);
  }

  private async openOnce(): Promise<void> {
    let lock: Lock | undefined;
    try {
      const { mkdir } = await import('node:fs/promises');
      await mkdir(join(this.options.dataDir, 'intake'), { recursive: true, mode: 0o700 });
      lock = await takeLock(join(this.options.dataDir, 'intake', 'lock'));
      if (!lock) { this.broken = undefined; return; }
      await this.spool.open();
    } catch (error) {
      const why = String(error);
      // Once per failure, not once per try.
      if (why !== this.broken) this.options.onError(error);
      this.broken = why;
      await lock?.release();
      return;
    }
    this.broken = undefined;
    this.lock = lock;
    for (const entry of this.spool.all()) this.remember(entry);
    this.publisher.start();
  }

  private remember(entry: Entry<Note>): void {
    if (entry.note.kind === 'received') this.known.set(entry.note.alertId, entry);
    else if (!this.quarantined.has(entry.note.quarantineId)) this.quarantined.set(entry.note.quarantineId, entry);
  }

  /** Two posts of one alert at once: the second waits for the first and is its duplicate. */
  private async alone<T>(key: string, job: () => Promise<T>): Promise<T> {
    while (this.inFlight.has(key)) await this.inFlight.get(key)!.catch(() => undefined);
    const run = job();
    this.inFlight.set(key, run);
    try { return await run; } finally { this.inFlight.delete(key); }
  }

  private async accept(alert: Alert, original: Uint8Array, feed: string): Promise<Taken> {
    const entry = await this.alone(alert.alertId, async () => (this.known.has(alert.alertId) ? undefined : this.keep(this.received(alert, sha256Of(original), feed), original)));
    if (!entry) return { kind: 'duplicate', alertId: alert.alertId };
    const inStream = await this.publisher.offer(entry, this.options.ackMs ?? ACK_MS);
    return { kind: 'accepted', alertId: alert.alertId, verdict: alert.warnings.length > 0 ? 'accepted-with-warnings' : 'accepted', warnings: alert.warnings, stored: inStream ? 'stream' : 'spool' };
  }

  private received(alert: Alert, digest: string, feed: string): { sealed: Sealed; note: Note; digest: string } {
    const at = this.options.clock.now();
    const data: AlertReceived = { ...alert, digest, receivedAt: at.toISOString(), feed };
    const sealed = seal(AlertReceived, data, {
      id: derivedId('feed.alert.received', alert.alertId), street: alert.ours ? '000' : '999', aggregate: `alert/${alert.alertId}`, version: 1, at, actor: `feed:${feed}`, correlationId: alert.alertId,
    }, this.options.origin);
    return { sealed, digest, note: { kind: 'received', alertId: alert.alertId, feed, at: at.toISOString() } };
  }

  private async refuse(faults: Fault[], status: string, original: Uint8Array, feed: string): Promise<Taken> {
    const digest = sha256Of(original);
    const quarantineId = derivedId('quarantine', digest);
    const entry = await this.alone(quarantineId, async () => (this.quarantined.has(quarantineId) ? undefined : this.keep(this.refused(quarantineId, faults, status, digest, feed), original)));
    // The answer does not wait for the broker: nothing hangs on it.
    if (entry) void this.publisher.offer(entry, 0);
    return { kind: 'refused', quarantineId, faults };
  }

  private refused(quarantineId: string, faults: Fault[], status: string, digest: string, feed: string): { sealed: Sealed; note: Note; digest: string } {
    const at = this.options.clock.now();
    const [first] = faults;
    const data: AlertQuarantined = { quarantineId, digest, reason: first!.reason, path: first!.path, message: first!.message, status: status as AlertQuarantined['status'], receivedAt: at.toISOString(), feed, area: this.options.origin.zone };
    const sealed = seal(AlertQuarantined, data, {
      id: derivedId('feed.alert.quarantined', quarantineId), street: '999', aggregate: `quarantine/${quarantineId}`, version: 1, at, actor: `feed:${feed}`, correlationId: quarantineId,
    }, this.options.origin);
    return { sealed, digest, note: { kind: 'quarantined', quarantineId, faults: faults.slice(0, 20), status, feed, at: at.toISOString() } };
  }

  private async keep({ sealed, note, digest }: { sealed: Sealed; note: Note; digest: string }, original: Uint8Array): Promise<Entry<Note>> {
    let entry: Entry<Note>;
    try {
      entry = await this.spool.append(sealed, note, digest, original);
    } catch (error) {
      this.options.onError(error);
      throw new Refusal('intake.disk');
    }
    this.remember(entry);
    return entry;
  }
}
