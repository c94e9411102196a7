import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOf } from '@xunling/embedded';

const ROOT = join(process.env['XL_TEST_DIR'] ?? tmpdir(), `xunling-test-${process.getuid?.() ?? 0}`);

/** Folder of this worker for what its spec files share or throw away; those of dead workers are swept. */
export function workerFolder(): string {
  const mine = join(ROOT, `${process.pid}-${startOf(process.pid)}`);
  mkdirSync(mine, { recursive: true, mode: 0o755 });
  for (const name of readdirSync(ROOT)) {
    const [pid, start] = name.split('-');
    if (startOf(Number(pid)) !== start) rmSync(join(ROOT, name), { recursive: true, force: true, maxRetries: 3 });
  }
  return mine;
}

let made = 0;

/** A new empty folder under the worker's, removed some time after the worker has ended. */
export function freshFolder(name: string): string {
  const path = join(workerFolder(), `${name}-${process.hrtime.bigint().toString(36)}-${made++}`);
  mkdirSync(path, { recursive: true, mode: 0o755 });
  return path;
}
