import { Injectable } from '@nestjs/common';
import { listArea } from '@xunling/addressee';
import type { ListTeamsInput, TeamPage, TeamView } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';

type Row = { no: string } & { [K in keyof TeamView]: TeamView[K] | null };

/** Teams of an area, keyset-paged; those of the zone itself are listed with the zone. */
@Injectable()
export class TeamHandler {
  @Handle('rescue.team.list')
  async list({ area, cursor = '0', limit = 50 }: ListTeamsInput, work: Work): Promise<TeamPage> {
    const scope = listArea(area, false, work) ?? '';
    const rows: Row[] = await work.em.query(
      `select no::text as no, id, area, name, name_en as "nameEn", kind, leader_id as "leaderId", deputy_id as "deputyId"
       from team where area like $1 || '%' and no > $2 order by team.no limit $3`, [scope, cursor, limit]);
    const items = rows.map(({ no: _no, ...row }) => Object.fromEntries(Object.entries(row).filter(([, v]) => v !== null)) as unknown as TeamView);
    return { items, ...(rows.length === limit ? { nextCursor: rows.at(-1)!.no } : {}) };
  }
}
