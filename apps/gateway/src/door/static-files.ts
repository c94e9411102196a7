import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8', '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon',
  '.webp': 'image/webp', '.woff2': 'font/woff2', '.woff': 'font/woff', '.txt': 'text/plain; charset=utf-8', '.map': 'application/json', '.wasm': 'application/wasm', '.geojson': 'application/geo+json',
};

export interface StaticFile { path: string; type: string; size: number; etag: string; /** Hashed by the bundler, so it never changes. */ immutable: boolean; encoding?: 'gzip' }

/** Files of the built console by their address, listed once: only what was there at the start can be asked for. */
export class StaticFiles {
  private readonly files = new Map<string, StaticFile>();

  constructor(folder: string | undefined) {
    if (!folder || !existsSync(folder)) return;
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      const stat = statSync(path);
      if (!stat.isFile()) continue;
      const address = `/${relative(folder, path).split(sep).join('/')}`;
      this.files.set(address, {
        path, size: stat.size, etag: `"${stat.size.toString(36)}-${Math.round(stat.mtimeMs).toString(36)}"`,
        type: TYPES[extname(path)] ?? 'application/octet-stream', immutable: /^\/assets\/.+-[\w-]{8,}\.\w+$/.test(address),
      });
    }
  }

  get present(): boolean { return this.files.has('/index.html'); }

  /** The file of an address; a page of the console that is no file is its index, anything else is undefined. */
  find(address: string, wantsPage: boolean): StaticFile | undefined {
    const exact = this.files.get(address === '/' ? '/index.html' : address);
    return exact ?? (wantsPage && !extname(address) ? this.files.get('/index.html') : undefined);
  }

  /** The same file compressed beforehand, where the build made one and the client takes it. */
  encoded(address: string, accept: string): StaticFile | undefined {
    const zipped = /\bgzip\b/.test(accept) ? this.files.get(`${address}.gz`) : undefined;
    const plain = this.files.get(address);
    return zipped && plain ? { ...zipped, type: plain.type, immutable: plain.immutable, encoding: 'gzip' } : undefined;
  }
}

export const read = (file: StaticFile): NodeJS.ReadableStream => createReadStream(file.path);
