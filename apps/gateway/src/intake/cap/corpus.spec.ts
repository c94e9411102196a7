import { describe, expect, it } from 'vitest';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readFeed } from '../feed/read-feed.js';
import { readCap } from './read-cap.js';

const FOLDER = process.env['XL_CORPORA'] ?? resolve(import.meta.dirname, '../../../../../../shared/data/cap');
const there = existsSync(FOLDER);
const bytes = (name: string): Buffer => readFileSync(join(FOLDER, name));

// Third-party files are not part of this repository; where they lie beside it, each has to get its published verdict.
(there ? describe : describe.skip)('the public CAP corpora beside the repository, read by the intake', () => {
  it.each([['google/australia.cap', 'text.html'], ['google/weather.cap', 'cap.older-version'], ['wmo/tg/valid.xml', 'signature.not-verified']])('%s is valid, with a warning', (name, warning) => {
    const read = readCap(bytes(name));
    expect(read.errors).toEqual([]);
    expect(read.warnings.map((w) => w.reason)).toContain(warning);
  });

  it.each([
    ['google/no_optional_fields.cap', ['info.missing']],
    ['google/invalid.cap', ['schema.missing-element']],
    ['google/noaa_errors.cap', ['schema.value', 'geometry.pair', 'geometry.too-few-points']],
    ['google/canada_errors.cap', ['references.missing']],
    ['google/xee.cap', ['xml.doctype']],
    ['wmo/tg/invalid_signature.xml', ['signature.non-canonical-base64']],
  ])('%s is refused', (name, reasons) => {
    const found = new Set(readCap(bytes(name)).errors.map((e) => e.reason));
    for (const reason of reasons) expect(found).toContain(reason);
  });

  it('canada_errors.cap passes the schema', () => {
    expect(readCap(bytes('google/canada_errors.cap')).errors.filter((e) => e.reason.startsWith('schema.'))).toEqual([]);
  });

  it('weather.atom counts by its inner alert', () => {
    const { alerts, entries } = readFeed(bytes('google/weather.atom'));
    expect([entries, alerts.length]).toEqual([1, 1]);
    const read = readCap(alerts[0]!);
    expect(read.errors).toEqual([]);
    expect(read.message?.infos[0]?.event).toBe('Flash Flood Watch');
  });
});
