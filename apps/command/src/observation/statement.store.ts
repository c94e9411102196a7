import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What a person says of a condition over an area, and until when that counts. */
export interface Statement { code: string; area: string; holds: boolean; by: string; at: Date; until: Date }

@Injectable()
export class StatementStore {
  /** The latest word counts, also where two are said at one instant. */
  async put(em: EntityManager, areas: readonly string[], { code, holds, by, at, until }: Omit<Statement, 'area'>): Promise<void> {
    await em.query(
      `insert into condition_statement as s (code, area, holds, by, at, until) select $1, a, $3, $4, $5, $6 from unnest($2::text[]) a
       on conflict (code, area) do update set holds = excluded.holds, by = excluded.by, at = excluded.at, until = excluded.until where s.at <= excluded.at`, [code, areas, holds, by, at, until]);
  }

  /** What counts at an instant of these areas, of what lies in them and of what they lie in. */
  async counting(em: EntityManager, areas: readonly string[], at: Date): Promise<Statement[]> {
    return em.query(
      `select code, area, holds, by, at, until from condition_statement where at <= $2 and until > $2 and exists (select from unnest($1::text[]) a where area like a || '%' or a like area || '%') order by at desc`, [areas, at]);
  }
}
