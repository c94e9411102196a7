import { emptyPicture, fold, FOLD_VERSION, type Picture } from '@xunling/picture';
import type { XlEvent } from '@xunling/contracts';
import type { Clock } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { dropTaintedSnapshots, insertSnapshot, lastSnapshot, readPlace, readRows, readRowsAt, type BoardRow, type Place } from './board.store.js';
import { scopeKey, sees, type Scope } from './scope.js';
import { eventFrame, SseHub } from './sse-hub.js';
import { Told } from './told.js';

const SNAPSHOT_EVERY = 10_000;
const WINDOW_MS = 50;
const HEARTBEAT_MS = 15_000;
const END: Place = { epoch: 2 ** 31 - 1, seq: Number.MAX_SAFE_INTEGER };

export interface ServiceState { name: string; state: string; since: string; restarts: number }
/** A picture to be answered: as of which place, and as it is told. */
export interface PictureAnswer { cursor: string; at: Date; picture: Picture; told: Told }

interface Kept { scope: Scope; picture: Picture; sinceSnapshot: number; /** Until the next event is folded. */ told?: Told | undefined }

/**
 * The board's memory: one picture per scope, folded from what the subscriber has committed, and the hub that pushes the same
 * events to browsers. Pictures of scopes nobody asked for are not kept.
 */
export class Board {
  readonly hub = new SseHub();
  private readonly kept = new Map<string, Kept>();
  private flushing: NodeJS.Timeout | undefined;
  private heartbeats: NodeJS.Timeout | undefined;
  private services: ServiceState[] = [];
  private em: EntityManager | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private generation = 0;
  private readonly storing = new Set<Promise<unknown>>();
  epoch = 1;
  seq = 0;

  constructor(private readonly clock: Clock) {}

  get cursor(): string { return `${this.epoch}-${this.seq}`; }
  get ready(): boolean { return this.em !== undefined; }

  /** Takes up where the tables stand; called once the database answers. */
  async open(em: EntityManager): Promise<void> {
    const place = await readPlace(em);
    this.epoch = place.epoch + 1;
    this.seq = place.seq;
    this.em = em;
    this.heartbeats ??= setInterval(() => this.heartbeat(), HEARTBEAT_MS).unref();
  }

  /**
   * Compares with the tables before more is taken: where rows were committed that were never taken, pictures are built anew from
   * the tables' place and whoever holds one comes again from its cursor.
   */
  async standWithTables(em: EntityManager): Promise<void> {
    const { epoch, seq } = await readPlace(em);
    // read while a loss was being raised: the reader begins again for that
    if (epoch + 1 < this.epoch || (epoch + 1 === this.epoch && seq === this.seq)) return;
    this.epoch = epoch + 1;
    this.seq = seq;
    this.forget();
  }

  close(): void {
    clearInterval(this.heartbeats);
    clearTimeout(this.flushing);
    this.hub.drop(() => true);
  }

  /** Folds and pushes rows that are committed, in stream order. */
  take(rows: readonly BoardRow[]): void {
    const fresh = rows.filter((row) => row.seq > this.seq);
    if (fresh.length === 0) return;
    for (const row of fresh) {
      const event = JSON.parse(row.body) as XlEvent;
      for (const kept of this.kept.values()) if (sees(kept.scope, row.street)) this.foldInto(kept, event, row);
    }
    this.seq = fresh.at(-1)!.seq;
    this.hub.push(fresh.map((row) => ({ seq: row.seq, street: row.street, frame: eventFrame(this.epoch, row.seq, row.type, row.body, row.received) })));
    this.flushing ??= setTimeout(() => { this.flushing = undefined; this.hub.flush(); }, WINDOW_MS);
  }

  /** The stream is another one beyond a point: cursors of the old epoch no longer resume. */
  raiseEpoch(epoch: number, agreed: number): void {
    this.epoch = epoch + 1;
    this.seq = Math.min(this.seq, agreed);
    this.kept.clear();
    this.hub.drop(() => true);
  }

  /** What was folded no longer holds (a body erased, rows never taken): pictures are built anew, and whoever holds one comes again from its cursor. */
  forget(): void {
    this.generation += 1;
    this.kept.clear();
    this.hub.drop(() => true);
    void Promise.allSettled([...this.storing]).then(() => dropTaintedSnapshots(this.em!)).catch(() => undefined);
  }

  /** The picture of a scope as of the newest committed event. */
  async answer(scope: Scope): Promise<PictureAnswer> {
    const kept = await this.keep(scope);
    return { cursor: this.cursor, at: this.clock.now(), picture: kept.picture, told: toldOf(kept) };
  }

  /** Where the board stands, as rows are kept. */
  get place(): Place { return { epoch: this.epoch - 1, seq: this.seq }; }

  /** The picture as known at (`received`), or of what had happened by (`occurred`), a past instant. */
  async answerAt(scope: Scope, at: string, by: 'received' | 'occurred'): Promise<PictureAnswer> {
    const em = this.em!;
    let picture = emptyPicture();
    let n = 0;
    let seq = 0;
    for (;;) {
      const rows = await readRowsAt(em, scope, at, by, n);
      for (const row of rows) {
        n += 1;
        seq = Math.max(seq, row.seq);
        // by occurrence, events come out of stream order: the fold's own position counts them
        picture = fold(picture, JSON.parse(row.body) as XlEvent, { seq: by === 'received' ? row.seq : n, received: row.received, epoch: by === 'received' ? row.epoch + 1 : 1 });
      }
      if (rows.length < 5000) break;
    }
    return { cursor: `${this.epoch}-${seq}`, at: new Date(at), picture, told: new Told(picture) };
  }

  setServices(services: ServiceState[]): void {
    this.services = services;
    this.heartbeat();
  }

  /** Heartbeat of one scope: where the stream is, server time, and the hash of the scope's picture at exactly that place. */
  heartbeatFrame(key: string): Buffer {
    const kept = this.kept.get(key);
    const data = { id: this.cursor, at: this.clock.now().toISOString(), fold: FOLD_VERSION, ...(kept ? { hash: toldOf(kept).hash } : {}), services: this.services };
    return Buffer.from(`event: heartbeat\ndata: ${JSON.stringify(data)}\n\n`);
  }

  private heartbeat(): void {
    // what was folded must have gone out first, or the hash would speak of events the browser lacks
    this.hub.flush();
    this.hub.broadcast((key) => this.heartbeatFrame(key));
  }

  private foldInto(kept: Kept, event: XlEvent, row: BoardRow): void {
    kept.picture = fold(kept.picture, event, { seq: row.seq, received: row.received, epoch: row.epoch + 1 });
    kept.told = undefined;
    kept.sinceSnapshot += 1;
    if (kept.sinceSnapshot >= SNAPSHOT_EVERY) {
      kept.sinceSnapshot = 0;
      void this.store(kept);
    }
  }

  private store({ scope, picture }: Kept): Promise<unknown> {
    const row = { epoch: picture.epoch - 1, seq: picture.seq, received: picture.received, body: JSON.stringify(picture) };
    const storing: Promise<unknown> = insertSnapshot(this.em!, scopeKey(scope), FOLD_VERSION, row).catch(() => undefined).finally(() => this.storing.delete(storing));
    this.storing.add(storing);
    return storing;
  }

  /** Keeps a scope's picture from now on, built from its last snapshot and the rows after it; one build at a time. */
  async keep(scope: Scope): Promise<Kept> {
    const key = scopeKey(scope);
    const present = this.kept.get(key);
    if (present) return present;
    const building = this.turn.then(() => this.kept.get(key) ?? this.build(key, { area: scope.area.slice(0, 9), staff: scope.staff }));
    this.turn = building.catch(() => undefined);
    return building;
  }

  private async build(key: string, scope: Scope): Promise<Kept> {
    const em = this.em!;
    const { generation } = this;
    const snapshot = await lastSnapshot(em, key, FOLD_VERSION);
    const kept: Kept = { scope, picture: snapshot ? (JSON.parse(snapshot.body) as Picture) : emptyPicture(), sinceSnapshot: 0 };
    let after: Place = snapshot ?? { epoch: 0, seq: 0 };
    for (;;) {
      const before = this.seq;
      const rows = await readRows(em, scope, after, END);
      for (const row of rows) this.foldInto(kept, JSON.parse(row.body) as XlEvent, row);
      const last = rows.at(-1);
      if (last) after = { epoch: last.epoch, seq: last.seq };
      // caught up only when nothing was taken while we read: then, without a pause, it joins the kept ones
      if (!last && before === this.seq && !(after.epoch === this.epoch - 1 && after.seq > this.seq)) {
        if (generation !== this.generation) return this.build(key, scope);
        this.kept.set(key, kept);
        return kept;
      }
      if (!last) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

const toldOf = (kept: Kept): Told => (kept.told ??= new Told(kept.picture));
