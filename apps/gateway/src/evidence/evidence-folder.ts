import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId, Refusal } from '@xunling/platform';
import { syncFolder } from './durable-file.js';
import { HEAD_BYTES, mediaTypeOf } from './media.js';

export interface Stored { sha256: string; mediaType: string; bytes: number }

/** Content-addressed files: the same bytes are stored once, under their sha-256. */
export class EvidenceFolder {
  private readonly root: string;
  constructor(dataDir: string) { this.root = join(dataDir, 'evidence'); }

  /** Stores a stream; throws `request.media-type` for other bytes than a photo or PDF. A stream that breaks leaves nothing behind. */
  async store(source: AsyncIterable<Buffer>, complete: () => boolean): Promise<Stored> {
    const incoming = join(this.root, 'incoming');
    await mkdir(incoming, { recursive: true });
    const temporary = join(incoming, newId());
    try {
      const stored = await this.receive(source, temporary);
      if (!complete()) throw new Refusal('request.too-large');
      await this.keep(temporary, stored.sha256);
      return stored;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** Path of a stored file, or undefined where there is none. */
  find(sha256: string): string | undefined {
    const path = this.pathOf(sha256);
    return existsSync(path) ? path : undefined;
  }

  read(path: string): NodeJS.ReadableStream { return createReadStream(path); }

  private pathOf(sha256: string): string { return join(this.root, sha256.slice(0, 2), sha256); }

  private async receive(source: AsyncIterable<Buffer>, path: string): Promise<Stored> {
    const hash = createHash('sha256');
    const file = await open(path, 'w', 0o600);
    let head = Buffer.alloc(0);
    let bytes = 0;
    try {
      for await (const chunk of source) {
        if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)]);
        if (head.length >= HEAD_BYTES && !mediaTypeOf(head)) throw new Refusal('request.media-type');
        hash.update(chunk);
        await file.write(chunk);
        bytes += chunk.length;
      }
      await file.sync();
    } finally { await file.close(); }
    const mediaType = mediaTypeOf(head);
    if (!mediaType) throw new Refusal('request.media-type');
    return { sha256: hash.digest('hex'), mediaType, bytes };
  }

  private async keep(temporary: string, sha256: string): Promise<void> {
    if (this.find(sha256)) return;
    const folder = join(this.root, sha256.slice(0, 2));
    await mkdir(folder, { recursive: true });
    await rename(temporary, this.pathOf(sha256));
    await syncFolder(folder);
    await syncFolder(this.root);
  }
}
