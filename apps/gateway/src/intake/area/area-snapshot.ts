import { existsSync, readFileSync } from 'node:fs';
import { writeDurably } from '../../evidence/durable-file.js';
import type { AreaMap, KnownArea } from './area-map.js';

/** Keeps the area tree beside the spool, so that the gateway resolves alerts with every server down. */
export class AreaSnapshot {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly file: string, private readonly map: AreaMap) {}

  /** Loads what was kept; a damaged snapshot counts as none, since the stream brings all of it again. */
  load(): void {
    if (!existsSync(this.file)) return;
    try {
      const areas = JSON.parse(readFileSync(this.file, 'utf8')) as KnownArea[];
      for (const area of areas) this.map.open(area);
    } catch { /* the stream brings it */ }
  }

  /** Writes soon; many changes make one file. */
  changed(onError: (error: unknown) => void): void {
    this.timer ??= setTimeout(() => { this.timer = undefined; void this.save().catch(onError); }, 200);
  }

  async save(): Promise<void> {
    await writeDurably(this.file, JSON.stringify(this.map.all()));
  }

  async close(): Promise<void> {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.save();
  }
}
