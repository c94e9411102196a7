import { Injectable } from '@nestjs/common';
import { streetOf, ZONE_WIDE, type TeamRegistered as Fact } from '@xunling/contracts';
import { TeamRegistered } from '@xunling/contracts/classes';
import { rowsOf, type Work } from '@xunling/messaging';

/** Registers teams, each once, with who answers for them. */
@Injectable()
export class RegisterTeams {
  async run(teams: readonly Fact[], work: Work): Promise<number> {
    const rows = rowsOf<{ id: string }>(await work.em.query(
      `insert into team (id, area, name, name_en, kind, leader_id, deputy_id, version)
       select "teamId", area, name, "nameEn", kind, "leaderId", "deputyId", 1
       from jsonb_to_recordset($1::jsonb) as g("teamId" uuid, area text, name text, "nameEn" text, kind text, "leaderId" uuid, "deputyId" uuid)
       on conflict do nothing returning id`, [JSON.stringify(teams)]));
    const fresh = new Set(rows.map((r) => r.id));
    for (const team of teams) {
      if (fresh.has(team.teamId)) work.append(TeamRegistered, team, { aggregate: `team/${team.teamId}`, version: 1, street: streetOf(team.area, ZONE_WIDE) });
    }
    return fresh.size;
  }
}
