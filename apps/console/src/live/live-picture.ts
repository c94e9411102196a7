import { SseParser } from '@xunling/client';
import type { XlEvent } from '@xunling/contracts';
import { fold, FOLD_VERSION, hashPicture, type Picture } from '@xunling/picture';
import { refusalOf, Refused } from '../api/door.js';
import type { Service } from '../view/top.js';
import { serverNow, setServerTime } from './server-clock.js';

export type Phase = 'loading' | 'live' | 'lost' | 'forbidden' | 'failed';
/** What a page shows of the link; a new object at each change, the picture inside is the living one. */
export interface Live { phase: Phase; picture?: Picture; version: number; /** Instant (ms, server) up to which the picture is known to be complete. */ asOf?: number; services: Service[]; problem?: Refused; /** When (ms, server) and why the picture was read anew. */ again?: { at: number; why: 'sum' | 'gone' } }

interface Answer { cursor: string; at: string; fold: number; hash: string; picture: Picture }
interface Heartbeat { id: string; at: string; fold: number; hash?: string; services?: Service[] }

/** A heartbeat comes every 15 s; after this long without a byte the link is lost. */
const SILENT_MS = 35_000;
const RETRY_MS = { first: 500, most: 10_000 };
/** Most screens a second while events pour in. */
const SHOW_MS = 120;

/**
 * The picture of one area: a snapshot, then the same events folded by the same code as the server's. Resumes at its cursor;
 * a check sum that differs at the heartbeat's position, or a cursor no longer kept, begins again from a snapshot.
 */
export class LivePicture {
  private live: Live = { phase: 'loading', version: 0, services: [] };
  private readonly listeners = new Set<() => void>();
  private readonly watchers = new Set<(event: XlEvent) => void>();
  private readonly snapshots = new Set<() => void>();
  private stop = new AbortController();
  private attempt = new AbortController();
  private cursor = '';
  private shown = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly area: string) {}

  start(): void {
    this.stop = new AbortController();
    // the device says at once what silence would tell in half a minute
    window.addEventListener('offline', () => this.attempt.abort(), { signal: this.stop.signal });
    window.addEventListener('online', () => this.attempt.abort(), { signal: this.stop.signal });
    void this.run(this.stop.signal);
  }
  end(): void { this.stop.abort(); clearTimeout(this.timer); this.timer = undefined; }
  /** Tries again at once. */
  retry(): void { this.attempt.abort(); }
  readonly subscribe = (fn: () => void): (() => void) => { this.listeners.add(fn); return () => this.listeners.delete(fn); };
  readonly snapshot = (): Live => this.live;
  /** Called for every event as it arrives. */
  watch(fn: (event: XlEvent) => void): () => void { this.watchers.add(fn); return () => this.watchers.delete(fn); }
  /** Called when the picture was read whole: what happened before it was told to no watcher. */
  onSnapshot(fn: () => void): () => void { this.snapshots.add(fn); return () => this.snapshots.delete(fn); }

  private set(patch: Partial<Live>): void {
    this.live = { ...this.live, ...patch, version: this.live.version + 1 };
    this.shown = Date.now();
    for (const fn of this.listeners) fn();
  }
  /** Shows what was folded, now or soon: a flood of events is a few screens a second, not one per event. */
  private show(asOf: number): void {
    this.live.asOf = asOf;
    if (this.timer) return;
    this.timer = setTimeout(() => { this.timer = undefined; this.set({}); }, Math.max(0, SHOW_MS - (Date.now() - this.shown)));
  }

  private async run(stop: AbortSignal): Promise<void> {
    let wait = RETRY_MS.first;
    while (!stop.aborted) {
      this.attempt = new AbortController();
      const signal = AbortSignal.any([stop, this.attempt.signal]);
      try {
        if (!this.live.picture || !this.cursor) await this.take(signal);
        await this.follow(signal, () => { wait = RETRY_MS.first; });
      } catch (error) {
        if (stop.aborted) return;
        if (error instanceof Refused && error.status === 403) { this.set({ phase: 'forbidden', problem: error }); return; }
        if (error instanceof Refused && error.status === 401) return;
        if (error instanceof Refused && error.status === 410) { this.cursor = ''; this.set({ again: { at: serverNow(), why: 'gone' } }); }
        if (!this.live.picture) this.set({ phase: 'failed', ...(error instanceof Refused ? { problem: error } : {}) });
      }
      if (stop.aborted) return;
      if (this.live.picture && this.cursor && this.live.phase !== 'lost') this.set({ phase: 'lost' });
      await pause(wait * (0.7 + Math.random() * 0.3), AbortSignal.any([stop, this.attempt.signal]));
      wait = Math.min(wait * 2, RETRY_MS.most);
    }
  }

  private async take(signal: AbortSignal): Promise<void> {
    const response = await fetch(`/api/picture?area=${this.area}`, { credentials: 'same-origin', headers: { accept: 'application/json' }, signal });
    if (!response.ok) throw await refusalOf(response);
    const answer = (await response.json()) as Answer;
    if (answer.fold !== FOLD_VERSION) { reloadPage(); throw new Error('another fold version'); }
    setServerTime(answer.at);
    this.cursor = answer.cursor;
    this.set({ picture: answer.picture, asOf: Date.parse(answer.at) });
    for (const fn of this.snapshots) fn();
  }

  private async follow(signal: AbortSignal, onByte: () => void): Promise<void> {
    const quiet = new AbortController();
    let timer = setTimeout(() => quiet.abort(), SILENT_MS);
    try {
      const response = await fetch(`/api/picture/events?area=${this.area}&after=${encodeURIComponent(this.cursor)}`, {
        credentials: 'same-origin', headers: { accept: 'text/event-stream' }, signal: AbortSignal.any([signal, quiet.signal]),
      });
      if (!response.ok || !response.body) throw await refusalOf(response);
      this.set({ phase: 'live' });
      const parser = new SseParser();
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(timer);
        timer = setTimeout(() => quiet.abort(), SILENT_MS);
        onByte();
        for (const frame of parser.push(decoder.decode(part.value, { stream: true }))) {
          if (frame.event === 'heartbeat') this.heartbeat(JSON.parse(frame.data) as Heartbeat);
          else if (frame.id) this.event(frame.id, JSON.parse(frame.data) as XlEvent & { received: string });
          if (!this.cursor) return;
        }
      }
    } finally {
      clearTimeout(timer);
      quiet.abort();
    }
  }

  private event(id: string, { received, ...event }: XlEvent & { received: string }): void {
    const [epoch, seq] = id.split('-').map(Number);
    fold(this.live.picture!, event as XlEvent, { epoch: epoch!, seq: seq!, received });
    this.cursor = id;
    for (const fn of this.watchers) fn(event as XlEvent);
    this.show(Math.max(this.live.asOf ?? 0, Date.parse(received)));
  }

  private heartbeat(beat: Heartbeat): void {
    setServerTime(beat.at);
    if (beat.fold !== FOLD_VERSION) { reloadPage(); return; }
    if (beat.hash && hashPicture(this.live.picture!) !== beat.hash) {
      this.cursor = '';
      this.set({ again: { at: serverNow(), why: 'sum' } });
      return;
    }
    // only a heartbeat with a check sum speaks for everything before it; the first one of a connection does not
    if (beat.id && beat.hash) this.cursor = beat.id;
    this.set({ ...(beat.hash ? { asOf: Date.parse(beat.at) } : {}), services: beat.services ?? this.live.services, phase: 'live' });
  }
}

/** A newer server: take its page, at most once a minute. */
function reloadPage(): void {
  const last = Number(sessionStorage.getItem('xl.reloaded') ?? 0);
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem('xl.reloaded', String(Date.now()));
  location.reload();
}

const pause = (ms: number, signal: AbortSignal): Promise<void> => new Promise((resolve) => {
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
});
