import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

interface Chunk { type: string; fileName: string; isEntry?: boolean; facadeModuleId?: string | null; imports?: string[]; viteMetadata?: { importedCss?: Set<string> } }

/** Makes `sw.js` of worker.js: the shell is the page, its entry and all that the field page is drawn with; another build is another version. */
export const fieldWorker = (): Plugin => ({
  name: 'xunling-field-worker', apply: 'build',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle) as unknown as Chunk[];
    const files = new Set<string>();
    const take = (fileName: string): void => {
      const chunk = chunks.find((c) => c.fileName === fileName);
      if (!chunk || files.has(fileName)) return;
      files.add(fileName);
      for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
      for (const next of chunk.imports ?? []) take(next);
    };
    for (const chunk of chunks) if (chunk.type === 'chunk' && (chunk.isEntry || /\/field\/field-page\.tsx$/.test(chunk.facadeModuleId ?? ''))) take(chunk.fileName);
    const shell = ['/index.html', '/manifest.webmanifest', '/icon-192.png', ...[...files].sort().map((f) => `/${f}`)];
    const source = readFileSync(new URL('./worker.js', import.meta.url), 'utf8').replace(/^.*\n/, '');
    const version = createHash('sha256').update(source).update(shell.join()).digest('hex').slice(0, 12);
    this.emitFile({ type: 'asset', fileName: 'sw.js', source: source.replace('__VERSION__ and __SHELL__ are', 'Version and shell were').replace('__VERSION__', version).replace('= __SHELL__;', () => `= ${JSON.stringify(shell)};`) });
  },
});
