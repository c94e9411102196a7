import { timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '@xunling/contracts';
import { derivedId } from '@xunling/platform';
import { writeDurably } from '../evidence/durable-file.js';
import { sha256 } from './token.js';

export interface KnownKey { name: string; secretHash: string }
export interface Feed { name: string; caller: Caller }

/**
 * Feed keys in memory, as hashes. A snapshot beside the spool brings them back before PostgreSQL answers, so that alerts are
 * taken with the database down.
 */
export class FeedKeys {
  private readonly byName = new Map<string, string>();
  private readonly file: string;

  constructor(dataDir: string, private readonly zone: string) {
    this.file = join(dataDir, 'feed-keys.json');
    if (existsSync(this.file)) this.take(JSON.parse(readFileSync(this.file, 'utf8')) as KnownKey[]);
  }

  /** The feed of `<name>.<secret>`, or undefined where the key is not known. */
  check(bearer: string): Feed | undefined {
    const dot = bearer.indexOf('.');
    const known = dot > 0 ? this.byName.get(bearer.slice(0, dot)) : undefined;
    if (!known || !timingSafeEqual(Buffer.from(known, 'hex'), Buffer.from(sha256(bearer.slice(dot + 1)), 'hex'))) return undefined;
    const name = bearer.slice(0, dot);
    return { name, caller: { userId: derivedId('feed', name), username: name, name, grants: [{ role: 'feed', area: this.zone }], lang: 'zh' } };
  }

  /** Replaces all keys by those of the database and writes the snapshot. */
  async replace(keys: readonly KnownKey[]): Promise<void> {
    this.take(keys);
    await writeDurably(this.file, JSON.stringify(keys));
  }

  private take(keys: readonly KnownKey[]): void {
    this.byName.clear();
    for (const { name, secretHash } of keys) this.byName.set(name, secretHash);
  }
}
