import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { fieldWorker } from './field-worker.js';

/** The door sends a file's `.gz` neighbour where there is one; it compresses nothing itself. */
const gzipped = (): Plugin => ({
  name: 'xunling-gzip', apply: 'build',
  closeBundle() {
    for (const name of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
      if (/\.(js|css|html|svg)$/.test(name)) writeFileSync(join('dist', `${name}.gz`), gzipSync(readFileSync(join('dist', name)), { level: 9 }));
    }
  },
});

const door = process.env['XL_DOOR'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), fieldWorker(), gzipped()],
  server: { proxy: { '/api': door, '/health': door } },
  build: { target: 'es2022', chunkSizeWarningLimit: 1200, assetsInlineLimit: 0 },
});
