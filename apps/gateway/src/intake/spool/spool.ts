import { mkdir, open, readdir, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../../evidence/durable-file.js';
import { link, type Chained, type Head, type Sealed } from './chain.js';
import { encodeFrame, readFrames } from './frame.js';

/** What a frame's meta holds: the event, the note the intake keeps of it, and the digest of its body. */
export interface Kept<N> { event: Chained; note: N; digest: string }
/** Where an entry lies; its event and original are read when asked for. */
export interface Place { segment: string; offset: number; length: number; bodyAt: number; bodyLength: number }
export interface Entry<N> { place: Place; note: N; street: string; originseq: number; id: string; digest: string }

interface Waiting<N> { sealed: Sealed; note: N; digest: string; original: Uint8Array; resolve: (entry: Entry<N>) => void; reject: (error: unknown) => void }

const SEGMENT_BYTES = 32 * 1024 * 1024;
/** Most entries of one fdatasync. */
const GROUP = 256;

/**
 * Append-only journal and chain of the intake. Original, verdict and event with its place in the chain are one frame; a group
 * of frames is one write and one fdatasync. What was not promised (a torn tail) is cut off at the next start.
 */
export class Spool<N> {
  private readonly entries: Entry<N>[] = [];
  private readonly heads = new Map<string, Head>();
  private readonly bodies = new Map<string, Place>();
  private waiting: Waiting<N>[] = [];
  private writing: Promise<void> | undefined;
  private file: FileHandle | undefined;
  private segment = '';
  private size = 0;
  private closed = false;

  constructor(private readonly folder: string, private readonly segmentBytes = SEGMENT_BYTES) {}

  /** Reads what is there and opens the last segment for writing. The caller holds the lock. May be tried again where it threw. */
  async open(): Promise<void> {
    this.entries.length = 0;
    this.heads.clear();
    this.bodies.clear();
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(this.folder)).filter((n) => /^\d{8}\.spool$/.test(n)).sort();
    for (const name of names) await this.load(name, name === names.at(-1));
    if (names.length === 0) await this.newSegment(1);
    else this.file = await open(join(this.folder, this.segment), 'r+');
  }

  /** All entries in order of writing. */
  all(): readonly Entry<N>[] { return this.entries; }
  streets(): string[] { return [...this.heads.keys()]; }
  head(street: string): Head | undefined { return this.heads.get(street); }

  /** Answers when the entry is on disk. @throws the disk's error, and then nothing was promised and nothing stays */
  append(sealed: Sealed, note: N, digest: string, original: Uint8Array): Promise<Entry<N>> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ sealed, note, digest, original, resolve, reject });
      this.writing ??= this.write().finally(() => { this.writing = undefined; });
    });
  }

  /** The event of an entry, from disk. */
  async event(entry: Entry<N>): Promise<Chained> {
    const bytes = await this.read(entry.place.segment, entry.place.offset, entry.place.length);
    const [frame] = readFrames<Kept<N>>(bytes).frames;
    if (!frame) throw new Error(`spool ${entry.place.segment} is damaged at ${entry.place.offset}`);
    return frame.meta.event;
  }

  /** The original bytes of a sha-256, or undefined. */
  async original(digest: string): Promise<Buffer | undefined> {
    const place = this.bodies.get(digest);
    return place && this.read(place.segment, place.bodyAt, place.bodyLength);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.writing;
    await this.file?.close();
    this.file = undefined;
  }

  private async read(segment: string, at: number, length: number): Promise<Buffer> {
    const file = await open(join(this.folder, segment), 'r');
    try {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await file.read(bytes, 0, length, at);
      return bytes.subarray(0, bytesRead);
    } finally { await file.close(); }
  }

  private async load(name: string, last: boolean): Promise<void> {
    const path = join(this.folder, name);
    const bytes = await readFile(path);
    const { frames, end } = readFrames<Kept<N>>(bytes);
    if (end < bytes.length) {
      if (!last) throw new Error(`spool ${path} is damaged at byte ${end}; restore it from a copy`);
      const file = await open(path, 'r+');
      try { await file.truncate(end); await file.sync(); } finally { await file.close(); }
    }
    this.segment = name;
    this.size = end;
    for (const f of frames) this.keep(f.meta, { segment: name, offset: f.offset, length: f.end - f.offset, bodyAt: f.bodyAt, bodyLength: f.body.length });
  }

  private keep({ event, note, digest }: Kept<N>, place: Place): Entry<N> {
    const entry: Entry<N> = { place, note, street: event.street, originseq: event.originseq, id: event.id, digest };
    this.entries.push(entry);
    this.heads.set(event.street, { seq: event.originseq, hash: event.hash });
    if (place.bodyLength > 0) this.bodies.set(digest, place);
    return entry;
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, GROUP);
      try { await this.writeGroup(group); } catch (error) { for (const w of group) w.reject(error); }
    }
  }

  private async writeGroup(group: readonly Waiting<N>[]): Promise<void> {
    if (this.closed) throw new Error('the spool is closed');
    this.file ??= await this.cutBack();
    if (this.size >= this.segmentBytes) await this.newSegment(Number(this.segment.slice(0, 8)) + 1);
    const heads = new Map(this.heads);
    const stored = new Set<string>();
    let at = this.size;
    const frames = group.map((w) => {
      const event = link(w.sealed, heads);
      heads.set(event.street, { seq: event.originseq, hash: event.hash });
      // The same bytes are kept once.
      const body = this.bodies.has(w.digest) || stored.has(w.digest) ? new Uint8Array() : w.original;
      stored.add(w.digest);
      const meta: Kept<N> = { event, note: w.note, digest: w.digest };
      const bytes = encodeFrame(meta, body);
      const place: Place = { segment: this.segment, offset: at, length: bytes.length, bodyAt: at + bytes.length - body.length, bodyLength: body.length };
      at += bytes.length;
      return { bytes, meta, place };
    });
    await this.put(Buffer.concat(frames.map((f) => f.bytes)));
    this.size = at;
    frames.forEach((f, i) => group[i]!.resolve(this.keep(f.meta, f.place)));
  }

  private async put(bytes: Buffer): Promise<void> {
    const file = this.file!;
    try {
      for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done, bytes.length - done, this.size + done)).bytesWritten;
      await file.datasync();
    } catch (error) {
      // Pages of a failed fdatasync are in an unknown state: the file is opened anew and cut back to what was promised.
      this.file = undefined;
      await file.close().catch(() => undefined);
      // Where that fails too, the next write begins with it: a torn segment must stay the last one.
      this.file = await this.cutBack().catch(() => undefined);
      throw error;
    }
  }

  private async cutBack(): Promise<FileHandle> {
    const file = await open(join(this.folder, this.segment), 'r+');
    try {
      await file.truncate(this.size);
      await file.datasync();
      return file;
    } catch (error) {
      await file.close().catch(() => undefined);
      throw error;
    }
  }

  private async newSegment(number: number): Promise<void> {
    const name = `${String(number).padStart(8, '0')}.spool`;
    // One that is there already was made by an attempt that failed: nothing in it was promised.
    const file = await open(join(this.folder, name), 'w+', 0o600);
    try { await syncFolder(this.folder); } catch (error) { await file.close().catch(() => undefined); throw error; }
    await this.file?.close();
    this.file = file;
    this.segment = name;
    this.size = 0;
  }
}
