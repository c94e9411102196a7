import type { AreaOpened } from '@xunling/contracts';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { AreaNode, InUse } from './area.js';
import type { KnownNode } from './survey.js';

/** Rows of the area tree; a code is closed with a date, never deleted. */
export class AreaStore {
  /** Opens areas that are not there yet; answers their codes. */
  async insertMany(em: EntityManager, areas: readonly AreaOpened[]): Promise<Set<string>> {
    const rows = rowsOf<{ code: string }>(await em.query(
      `insert into area (code, kind, name, name_en, parent, home_node, ring, datum, source_datum, valid_from, version)
       select code, kind, name, "nameEn", case when length(code) > 6 then left(code, -3) end, "homeNode", ring, datum, "sourceDatum", "validFrom", 1
       from jsonb_to_recordset($1::jsonb) as g(code text, kind text, name text, "nameEn" text, "homeNode" text, ring jsonb, datum text, "sourceDatum" text, "validFrom" timestamptz)
       on conflict do nothing returning code`, [JSON.stringify(areas)]));
    return new Set(rows.map((r) => r.code));
  }

  /** One node, open or closed, held until the transaction ends: what is below it cannot be closed or opened meanwhile. */
  async lock(em: EntityManager, code: string): Promise<AreaNode | undefined> {
    const [row]: AreaNode[] = await em.query('select code, home_node as "homeNode", valid_to is not null as closed from area where code = $1 for update', [code]);
    return row;
  }

  /** Holds many nodes until the transaction ends, in order of code. */
  async lockMany(em: EntityManager, codes: readonly string[]): Promise<void> { await em.query('select 1 from area where code = any($1) order by code for update', [codes]); }

  /** Nodes of these codes with their lines, open or closed. */
  async known(em: EntityManager, codes: readonly string[]): Promise<Map<string, KnownNode>> {
    const rows: KnownNode[] = await em.query('select code, home_node as "homeNode", valid_to is not null as closed, ring from area where code = any($1)', [codes]);
    return new Map(rows.map((r) => [r.code, r]));
  }

  async inUse(em: EntityManager, code: string): Promise<InUse> {
    const inside = (column: string): string => `${column} >= $1 and ${column} < $1 || ':' and starts_with(${column}, $1)`;
    const [row]: [InUse] = await em.query(
      `select (select count(*)::int from area where code > $1 and code < $1 || ':' and valid_to is null) as below,
         (select count(*)::int from duty where ${inside('area')} and state not in ('verified', 'ended')) as duties,
         (select count(*)::int from household where ${inside('area')} and closed_at is null) as households,
         (select count(*)::int from site where ${inside('area')} and state <> 'withdrawn') as sites,
         (select count(*)::int from measure where ${inside('area')} and state not in ('lifted', 'ended')) as measures,
         (select count(*)::int from evacuation where ${inside('area')} and state <> 'closed') as evacuations,
         (select count(*)::int from shelter where ${inside('area')} and closed_at is null) as shelters`, [code]);
    return row;
  }

  /** Answers the node's new version. */
  async close(em: EntityManager, code: string, at: Date): Promise<number> {
    const [row] = rowsOf<{ version: number }>(await em.query('update area set valid_to = $2, version = version + 1 where code = $1 returning version', [code, at]));
    return row!.version;
  }
}
