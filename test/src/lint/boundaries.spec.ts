import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const fixtures = resolve(root, 'test/src/lint/fixtures');

interface Message { ruleId: string; message: string }

/** What the repository's own lint says of a fixture, as if it stood at that path. */
function lint(fixture: string, at: string): Message[] {
  const run = spawnSync(process.execPath, [resolve(root, 'node_modules/eslint/bin/eslint.js'), '--stdin', '--stdin-filename', resolve(root, at), '--format', 'json'], {
    cwd: root, input: readFileSync(resolve(fixtures, fixture), 'utf8'), encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false', NODE_OPTIONS: '' },
  });
  if (!run.stdout.startsWith('[')) throw new Error(run.stderr);
  return (JSON.parse(run.stdout) as { messages: Message[] }[])[0]!.messages;
}

describe('the boundary lint refuses', () => {
  it.each([
    ['an app that borrows from another app', 'app-borrows-from-app.txt', 'apps/grid/src/duty/borrow-order.ts', '@typescript-eslint/no-restricted-imports'],
    ['an app that reaches into another by path', 'app-reaches-into-app.txt', 'apps/grid/src/duty/borrow-order.ts', '@nx/enforce-module-boundaries'],
    ['a rules file that imports a framework', 'rules-import-a-framework.txt', 'apps/grid/src/duty/duty.ts', '@typescript-eslint/no-restricted-imports'],
    ['a use case that reaches for typeorm', 'use-case-reaches-for-typeorm.txt', 'apps/grid/src/duty/open-duty.ts', '@typescript-eslint/no-restricted-imports'],
    ['a console that imports a service library', 'console-imports-a-service-library.txt', 'apps/console/src/live/borrow.ts', '@nx/enforce-module-boundaries'],
    ['a library that reaches up', 'library-reaches-up.txt', 'libs/picture/src/borrow.ts', '@nx/enforce-module-boundaries'],
    ['a rule that reads the wall clock', 'rules-read-the-wall-clock.txt', 'apps/grid/src/duty/overdue.ts', 'no-restricted-syntax'],
  ])('%s', (_, fixture, at, rule) => {
    expect(lint(fixture, at).map((m) => m.ruleId)).toContain(rule);
  });

  it('nothing that keeps to the arrows', () => {
    expect(lint('harmless.txt', 'apps/grid/src/duty/belongs.ts')).toEqual([]);
  });
});
