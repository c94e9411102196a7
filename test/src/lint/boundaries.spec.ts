import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const fixtures = resolve(root, 'test/src/lint/fixtures');
const OFFENDERS = [
  ['an app that borrows from another app', 'app-borrows-from-app.txt', 'apps/grid/src/duty/borrow-order.ts', '@typescript-eslint/no-restricted-imports'],
  ['an app that reaches into another by path', 'app-reaches-into-app.txt', 'apps/grid/src/duty/borrow-order.ts', '@nx/enforce-module-boundaries'],
  ['a rules file that imports a framework', 'rules-import-a-framework.txt', 'apps/grid/src/duty/duty.ts', '@typescript-eslint/no-restricted-imports'],
  ['a use case that reaches for typeorm', 'use-case-reaches-for-typeorm.txt', 'apps/grid/src/duty/open-duty.ts', '@typescript-eslint/no-restricted-imports'],
  ['a console that imports a service library', 'console-imports-a-service-library.txt', 'apps/console/src/live/borrow.ts', '@nx/enforce-module-boundaries'],
  ['a library that reaches up', 'library-reaches-up.txt', 'libs/picture/src/borrow.ts', '@nx/enforce-module-boundaries'],
  ['a rule that reads the wall clock', 'rules-read-the-wall-clock.txt', 'apps/grid/src/duty/overdue.ts', 'no-restricted-syntax'],
] as const;
const HARMLESS = ['harmless.txt', 'apps/grid/src/duty/belongs.ts'] as const;
/** What the repository's own lint says of each, as if it stood at its path: one process, since most of its time is the graph of projects. */
let offended: Map<string, (string | null)[]>;
beforeAll(() => {
  const all = [...OFFENDERS.map(([, fixture, at]) => [fixture, at] as const), HARMLESS];
  const pairs = JSON.stringify(all.map(([fixture, at]) => [resolve(fixtures, fixture), resolve(root, at)]));
  const run = spawnSync(process.execPath, [resolve(import.meta.dirname, 'lint-fixtures.js'), pairs], { cwd: root, encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false', NODE_OPTIONS: '' } });
  if (!run.stdout.startsWith('[')) throw new Error(run.stderr);
  const rules = JSON.parse(run.stdout) as (string | null)[][];
  offended = new Map(all.map(([fixture], i) => [fixture, rules[i]!]));
}, 180_000);

describe('the boundary lint refuses', () => {
  it.each(OFFENDERS)('%s', (_, fixture, __, rule) => { expect(offended.get(fixture)).toContain(rule); });

  it('nothing that keeps to the arrows', () => { expect(offended.get(HARMLESS[0])).toEqual([]); });
});
