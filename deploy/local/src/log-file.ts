import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';

const LIMIT = 16 * 1024 * 1024;

/** Appends to a log file and keeps one older part, so that logs never fill the disk. A full disk loses log lines, nothing else. */
export function logFile(path: string): (bytes: Buffer | string) => void {
  let size = existsSync(path) ? statSync(path).size : 0;
  return bytes => {
    try {
      if (size > LIMIT) { renameSync(path, `${path}.1`); size = 0; }
      appendFileSync(path, bytes, { mode: 0o600 });
      size += bytes.length;
    } catch {
      // Nowhere to say so: the log is the place.
    }
  };
}
