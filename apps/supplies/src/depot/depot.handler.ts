import { Injectable } from '@nestjs/common';
import { listArea } from '@xunling/addressee';
import type { ListDepotsInput, DepotPage, DepotView } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';

type Row = { no: string } & { [K in keyof DepotView]: DepotView[K] | null };

/** Depots of an area, keyset-paged; those of the zone itself are listed with the zone. */
@Injectable()
export class DepotHandler {
  @Handle('supplies.depot.list')
  async list({ area, cursor = '0', limit = 50 }: ListDepotsInput, work: Work): Promise<DepotPage> {
    const scope = listArea(area, false, work) ?? '';
    const rows: Row[] = await work.em.query(
      `select no::text as no, id, area, name, name_en as "nameEn", kind, keeper_id as "keeperId", deputy_id as "deputyId"
       from depot where area like $1 || '%' and no > $2 order by depot.no limit $3`, [scope, cursor, limit]);
    const items = rows.map(({ no: _no, ...row }) => Object.fromEntries(Object.entries(row).filter(([, v]) => v !== null)) as unknown as DepotView);
    return { items, ...(rows.length === limit ? { nextCursor: rows.at(-1)!.no } : {}) };
  }
}
