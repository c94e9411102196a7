import { Inject, Injectable } from '@nestjs/common';
import { mayOver, parentOf } from '@xunling/contracts';
import { ImportAreas as Operation, type AreaImportVerdict, type ImportAreasInput, type ImportNote } from '@xunling/contracts/classes';
import type { Datum } from '@xunling/geo';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { AreaStore } from './area.store.js';
import { OpenAreas } from './open-areas.js';
import { readCsv } from './read-csv.js';
import { readGeoJson } from './read-geojson.js';
import { survey } from './survey.js';

/** What one answer shows of the faults; all of them are counted. */
const SHOWN = 300;
const byPath = (a: ImportNote, b: ImportNote): number => a.path.localeCompare(b.path, 'en', { numeric: true });

/** A file in, all of its nodes or none; a dry run answers the same verdict and changes nothing. */
@Injectable()
export class ImportAreas {
  private readonly store = new AreaStore();
  constructor(@Inject(OpenAreas) private readonly areas: OpenAreas) {}

  async run({ format, text, datum, dryRun = false }: ImportAreasInput, work: Work): Promise<AreaImportVerdict> {
    const file = format === 'csv' ? readCsv(text) : readGeoJson(text, datum as Datum);
    const codes = [...new Set(file.rows.map((r) => r.code))];
    const parents = [...new Set(codes.map((c) => parentOf(c) ?? c))];
    // held until the end: no parent closes, and no other file opens below it, meanwhile
    if (!dryRun) await this.store.lockMany(work.em, parents);
    const known = await this.store.known(work.em, [...codes, ...parents]);
    const { facts, errors, warnings } = survey(file.rows, known, (code) => mayOver(work.caller!, Operation.roles, code), datum as Datum, work.at.toISOString());
    const faults = [...file.errors, ...errors].sort(byPath);
    if (!dryRun && faults.length > 0) throw refused(faults, file.total);
    const opened = dryRun ? 0 : await this.areas.run(facts, work);
    if (!dryRun && opened !== facts.length) throw new Refusal('state.conflict', { state: 'open', allowed: ['close'], detail: 'somebody opened some of these nodes meanwhile' });
    const count = (kind: string): number => facts.filter((f) => f.kind === kind).length;
    return {
      dryRun, accepted: faults.length === 0, rows: file.total, opened, kinds: { community: count('community'), grid: count('grid'), microGrid: count('micro-grid') }, datum,
      errors: faults.slice(0, SHOWN), faults: faults.length, warnings: [...file.warnings, ...warnings].sort(byPath).slice(0, SHOWN),
    };
  }
}

/** A row outside the caller's area makes the whole file one that the caller may not import. */
const refused = (faults: readonly ImportNote[], rows: number): Refusal =>
  new Refusal(faults.some((f) => f.reason === 'access.area') ? 'access.area' : 'area.import', { detail: `${faults.length} faults in ${rows} rows; nothing was opened`, errors: faults.slice(0, SHOWN).map((f) => ({ ...f })) });
