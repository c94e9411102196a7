import { pageOf, positionOf, viewOfRow, withinAny } from '@xunling/addressee';
import type { ListTeamsInput, TeamPage, TeamView } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';

type TeamQuery = Omit<ListTeamsInput, 'area'> & { areas: readonly string[] };

/** Teams of these areas, keyset-paged; those of the zone itself are listed with the zone. */
export async function listTeams(em: EntityManager, { areas, cursor, limit = 50 }: TeamQuery): Promise<TeamPage> {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const rows: { no: string }[] = await em.query(
    `select no::text as no, id, area, name, name_en as "nameEn", kind, leader_id as "leaderId", deputy_id as "deputyId"
     from team where no > ${bind(positionOf(cursor))} and ${withinAny('area', areas, bind)} order by team.no limit ${limit + 1}`, parameters);
  return pageOf(rows, limit, viewOfRow<TeamView>);
}
