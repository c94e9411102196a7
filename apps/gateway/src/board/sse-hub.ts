import { scopeKey, sees, type Scope } from './scope.js';

/** One folded event, ready to be sent. `frame` is the SSE text, made once for everybody. */
export interface HubEvent { seq: number; street: string; frame: Buffer }

/** Where a reader's bytes go; the HTTP response, or a test. */
export interface Sink { write(bytes: Buffer): boolean; end(): void; readonly pending: number }

export interface HubReader { readonly userId: string; readonly scope: Scope; readonly sink: Sink }

/** More than this unsent means the reader is too slow: its stream ends and it resumes from its cursor. */
const MOST_PENDING = 8 * 1024 * 1024;

/**
 * Fans events out to browsers: what arrived within one window goes out as one shared buffer per scope, since the cost is
 * per write, not per byte (stack.md §4f).
 */
export class SseHub {
  private readonly readers = new Map<string, Set<HubReader>>();
  private waiting: HubEvent[] = [];

  /** Adds a reader from now on; what it missed was sent before by the caller. */
  join(reader: HubReader): () => void {
    const key = scopeKey(reader.scope);
    const group = this.readers.get(key) ?? new Set();
    group.add(reader);
    this.readers.set(key, group);
    return () => {
      group.delete(reader);
      if (group.size === 0) this.readers.delete(key);
    };
  }

  push(events: readonly HubEvent[]): void {
    if (this.readers.size > 0) this.waiting.push(...events);
  }

  /** Sends what has arrived since the last call; the owner calls it every 50 ms while there is something. */
  flush(): void {
    const events = this.waiting;
    if (events.length === 0) return;
    this.waiting = [];
    for (const group of this.readers.values()) {
      const [first] = group;
      const mine = events.filter((e) => sees(first!.scope, e.street));
      if (mine.length > 0) this.send(group, Buffer.concat(mine.map((e) => e.frame)));
    }
  }

  /** Sends the same bytes to every reader of every scope, made per scope key. */
  broadcast(make: (key: string) => Buffer): void {
    for (const [key, group] of this.readers) this.send(group, make(key));
  }

  /** Ends the streams that `gone` names: grants that were revoked or narrowed, sessions that ended. */
  drop(gone: (reader: HubReader) => boolean): number {
    let n = 0;
    for (const group of this.readers.values()) {
      for (const reader of [...group]) if (gone(reader)) { reader.sink.end(); group.delete(reader); n += 1; }
    }
    return n;
  }

  get size(): number { return [...this.readers.values()].reduce((n, g) => n + g.size, 0); }
  get idle(): boolean { return this.waiting.length === 0; }

  private send(group: Set<HubReader>, bytes: Buffer): void {
    for (const reader of [...group]) {
      if (reader.sink.pending > MOST_PENDING) { reader.sink.end(); group.delete(reader); } else reader.sink.write(bytes);
    }
  }
}

/** SSE text of one event: the envelope as published with `received` added. */
export const eventFrame = (epoch: number, seq: number, type: string, body: string, received: string): Buffer =>
  Buffer.from(`id: ${epoch}-${seq}\nevent: ${type}\ndata: ${body.slice(0, -1)},"received":"${received}"}\n\n`);
