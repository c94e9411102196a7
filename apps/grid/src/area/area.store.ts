import type { AreaOpened } from '@xunling/contracts';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';

/** Rows of the area tree; a code is closed with a date, never deleted. */
export class AreaStore {
  /** Opens areas that are not there yet; answers their codes. */
  async insertMany(em: EntityManager, areas: readonly AreaOpened[]): Promise<Set<string>> {
    const rows = rowsOf<{ code: string }>(await em.query(
      `insert into area (code, kind, name, name_en, parent, home_node, ring, datum, valid_from, version)
       select code, kind, name, "nameEn", case when length(code) > 6 then left(code, -3) end, "homeNode", ring, datum, "validFrom", 1
       from jsonb_to_recordset($1::jsonb) as g(code text, kind text, name text, "nameEn" text, "homeNode" text, ring jsonb, datum text, "validFrom" timestamptz)
       on conflict do nothing returning code`, [JSON.stringify(areas)]));
    return new Set(rows.map((r) => r.code));
  }
}
