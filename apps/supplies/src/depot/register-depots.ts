import { Injectable } from '@nestjs/common';
import { streetOf, ZONE_WIDE, type DepotRegistered as Fact } from '@xunling/contracts';
import { DepotRegistered } from '@xunling/contracts/classes';
import { rowsOf, type Work } from '@xunling/messaging';

/** Registers depots, each once, with who answers for them. */
@Injectable()
export class RegisterDepots {
  async run(depots: readonly Fact[], work: Work): Promise<number> {
    const rows = rowsOf<{ id: string }>(await work.em.query(
      `insert into depot (id, area, name, name_en, kind, keeper_id, deputy_id, version)
       select "depotId", area, name, "nameEn", kind, "keeperId", "deputyId", 1
       from jsonb_to_recordset($1::jsonb) as g("depotId" uuid, area text, name text, "nameEn" text, kind text, "keeperId" uuid, "deputyId" uuid)
       on conflict do nothing returning id`, [JSON.stringify(depots)]));
    const fresh = new Set(rows.map((r) => r.id));
    for (const depot of depots) {
      if (fresh.has(depot.depotId)) work.append(DepotRegistered, depot, { aggregate: `depot/${depot.depotId}`, version: 1, street: streetOf(depot.area, ZONE_WIDE) });
    }
    return fresh.size;
  }
}
