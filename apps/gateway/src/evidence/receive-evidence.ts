import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId, Refusal } from '@xunling/platform';
import type { Exif } from './exif.js';
import type { EvidenceFiles } from './evidence-files.js';
import { HEAD_BYTES, mediaTypeOf } from './media.js';
import { photoParts } from './photo-parts.js';

/** A file as it was received: its own hash, and that of what is served outside its owner's line. */
export interface Stored { sha256: string; mediaType: string; bytes: number; servedSha256?: string; exif: Exif }

/** Takes an upload in: to disk as it comes, then judged by its bytes, read, and kept. */
export class ReceiveEvidence {
  private readonly incoming: string;
  constructor(dataDir: string, private readonly files: EvidenceFiles) { this.incoming = join(dataDir, 'evidence', 'incoming'); }

  /** @throws Refusal `request.media-type` for other bytes than a photo or PDF, `request.too-large`, `evidence.store`. Nothing half stays behind. */
  async run(source: AsyncIterable<Buffer>, complete: () => boolean): Promise<Stored> {
    await mkdir(this.incoming, { recursive: true });
    const temporary = join(this.incoming, newId());
    try {
      const { sha256, mediaType, bytes } = await this.receive(source, temporary);
      if (!complete()) throw new Refusal('request.too-large');
      const parts = photoParts(await readFile(temporary), mediaType);
      await this.files.keep(temporary, sha256, mediaType);
      return { sha256, mediaType, bytes, exif: parts?.exif ?? {}, ...(parts ? { servedSha256: createHash('sha256').update(parts.stripped).digest('hex') } : {}) };
    } finally {
      await rm(temporary, { force: true });
    }
  }

  private async receive(source: AsyncIterable<Buffer>, path: string): Promise<{ sha256: string; mediaType: string; bytes: number }> {
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
}
