import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './durable-file.js';
import type { EvidenceFiles } from './evidence-files.js';

/** Evidence in a local folder, the default. */
export class EvidenceFolder implements EvidenceFiles {
  private readonly root: string;
  constructor(dataDir: string) { this.root = join(dataDir, 'evidence'); }

  async keep(temporary: string, sha256: string): Promise<void> {
    if (existsSync(this.pathOf(sha256))) return;
    const folder = join(this.root, sha256.slice(0, 2));
    await mkdir(folder, { recursive: true });
    await rename(temporary, this.pathOf(sha256));
    await syncFolder(folder);
    await syncFolder(this.root);
  }

  async read(sha256: string): Promise<Buffer | undefined> {
    const path = this.pathOf(sha256);
    return existsSync(path) ? readFile(path) : undefined;
  }

  private pathOf(sha256: string): string { return join(this.root, sha256.slice(0, 2), sha256); }
}
