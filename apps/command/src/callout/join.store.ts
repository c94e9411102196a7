import { Injectable } from '@nestjs/common';
import { COLOURS } from '@xunling/contracts';
import type { EntityManager } from 'typeorm';

export interface Join { calloutId: string; warningId: string; colour: string; areas: string[]; persons: number; at: Date }

/** Warnings of other issuers that joined a running campaign instead of calling the same persons again (C18). */
@Injectable()
export class JoinStore {
  /** False where it has joined in this colour already. */
  async insert(em: EntityManager, j: Join): Promise<boolean> {
    const rows: unknown[] = await em.query('insert into callout_join (callout_id, warning_id, colour, areas, persons, at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning warning_id', [j.calloutId, j.warningId, j.colour, j.areas, j.persons, j.at]);
    return rows.length > 0;
  }

  of(em: EntityManager, calloutIds: readonly string[]): Promise<Join[]> {
    return em.query('select callout_id "calloutId", warning_id "warningId", colour, areas, persons, at from callout_join where callout_id = any($1) order by at, warning_id', [calloutIds]);
  }

  /** Who need not be called for this warning: whom these campaigns call now, and who heard a campaign of this colour or a higher one that it had joined. */
  async called(em: EntityManager, running: readonly string[], warningId: string, colour: string): Promise<{ userId: string; calloutId: string }[]> {
    return em.query(`select user_id "userId", callout_id "calloutId" from callout_row where callout_id = any($1)
      union select r.user_id, r.callout_id from callout_join j join callout c on c.id = j.callout_id join callout_row r on r.callout_id = c.id where j.warning_id = $2 and r.state = 'reached' and c.colour = any($3)`,
    [running, warningId, COLOURS.slice(COLOURS.indexOf(colour as never))]);
  }
}
