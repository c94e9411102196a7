import { Injectable } from '@nestjs/common';
import { mayOver, streetOf, ZONE_WIDE, type UnitListed as Fact } from '@xunling/contracts';
import { CloseUnit, OpenUnit, UnitClosed, UnitListed, type CloseUnitInput, type ListUnitInput } from '@xunling/contracts/classes';
import { rowsOf, type Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';

/** Puts units in the directory and takes them out; each once. */
@Injectable()
export class ListUnits {
  /** Many at once; what is there already stays. */
  async run(units: readonly Fact[], work: Work): Promise<number> {
    const rows = rowsOf<{ id: string }>(await work.em.query(
      `insert into unit (id, kind, name, name_en, area, posts, valid_from, version)
       select "unitId", kind, name, "nameEn", area, posts, "validFrom", 1 from jsonb_to_recordset($1::jsonb) as u("unitId" uuid, kind text, name text, "nameEn" text, area text, posts uuid[], "validFrom" timestamptz) on conflict do nothing returning id`, [JSON.stringify(units)]));
    const fresh = new Set(rows.map((r) => r.id));
    for (const unit of units) if (fresh.has(unit.unitId)) work.append(UnitListed, unit, { aggregate: `unit/${unit.unitId}`, version: 1, street: streetOf(unit.area, ZONE_WIDE) });
    return fresh.size;
  }

  async open({ kind, name, nameEn, area, posts = [] }: ListUnitInput, work: Work): Promise<string> {
    if (!mayOver(work.caller!, OpenUnit.roles, area)) throw new Refusal('access.area');
    const known = (await work.em.query('select 1 from area where code = $1 and valid_to is null', [area])) as unknown[];
    if (known.length === 0) throw new Refusal('area.unknown');
    const found = (await work.em.query('select id from post where id = any($1) and valid_to is null', [posts])) as { id: string }[];
    const strange = posts.findIndex((id) => !found.some((p) => p.id === id));
    if (strange >= 0) throw impossible(`posts[${strange}]`, 'unknown', 'there is no such post');
    const unitId = newId();
    if ((await this.run([{ unitId, kind, name, nameEn, area, posts, validFrom: work.at.toISOString() }], work)) === 0) throw new Refusal('state.conflict', { state: 'open', allowed: ['close'], detail: 'a unit of this name is in the directory already' });
    return unitId;
  }

  async close({ id, reason }: CloseUnitInput, work: Work): Promise<void> {
    const [unit] = (await work.em.query('select area, version, valid_to from unit where id = $1 for update', [id])) as { area: string; version: number; valid_to: Date | null }[];
    if (!unit) throw new Refusal('unknown.id');
    if (!mayOver(work.caller!, CloseUnit.roles, unit.area)) throw new Refusal('access.area');
    if (unit.valid_to) throw new Refusal('state.conflict', { state: 'closed', allowed: [] });
    await work.em.query('update unit set valid_to = $2, version = version + 1 where id = $1', [id, work.at]);
    work.append(UnitClosed, { unitId: id, area: unit.area, reason, by: work.caller!.userId, validTo: work.at.toISOString() }, { aggregate: `unit/${id}`, version: unit.version + 1, street: streetOf(unit.area, ZONE_WIDE) });
  }
}
