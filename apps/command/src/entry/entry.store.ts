import { Injectable } from '@nestjs/common';
import type { CorrectionView } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { CORRECTED } from './correction.js';

export interface EntryRow { pos: string; id: string; street: string; type: string; subject: string; head: string; data: string; at: string }
const COLUMNS = 'no pos, id, street, type, subject, head, data, at';
/** Entry a correction is of: its aggregate names it, so that it is found by an index. */
export const correctionOf = (eventId: string): string => `correction/${eventId}`;

/** What is said of single orders is by far the most of it: the trace of the order shows it. The index `journal_incident` leaves out all but the last of these. */
export const SINGLE = `('command.order.issued.v1', 'command.order.overdue.v1', 'command.order.escalated.v1', 'command.order.reminded.v1', 'command.order.rolled-up.v1', 'command.order.prompted.v1')`;
/** Of the incident `$1`. */
export const ENTRIES_OF = `type not in ${SINGLE} and head::jsonb->>'incidentid' = $1`;
/** The statement behind the list, so that a test can explain it. */
export const ENTRIES = `select ${COLUMNS} from journal where ${ENTRIES_OF} and ($2::bigint is null or no < $2) order by no desc limit $3`;

/** Command's own journal, read. */
@Injectable()
export class EntryStore {
  async find(em: EntityManager, id: string): Promise<EntryRow | undefined> {
    const [row] = (await em.query(`select ${COLUMNS} from journal where id = $1`, [id])) as EntryRow[];
    return row;
  }

  list(em: EntityManager, incidentId: string, before: string | null, limit: number): Promise<EntryRow[]> { return em.query(ENTRIES, [incidentId, before, limit]); }

  /** Corrections of one entry are numbered: one after the other. */
  async hold(em: EntityManager, id: string): Promise<void> { await em.query('select pg_advisory_xact_lock(hashtext($1))', [correctionOf(id)]); }

  /** By the entry they are of, newest last; an entry without one is not in the map. */
  async corrections(em: EntityManager, ids: readonly string[]): Promise<Map<string, CorrectionView[]>> {
    const found = new Map<string, CorrectionView[]>();
    if (ids.length === 0) return found;
    const rows = (await em.query(`select id, data, at from journal where subject = any($1) and type = '${CORRECTED}' order by no`, [ids.map(correctionOf)])) as { id: string; data: string; at: string }[];
    for (const { id, data, at } of rows) {
      // a correction whose body was erased says nothing any more
      const said = JSON.parse(data) as { eventId: string; reason: string; textZh: string; by: string } | null;
      if (said) found.set(said.eventId, [...(found.get(said.eventId) ?? []), { id, reason: said.reason, textZh: said.textZh, by: said.by, at }]);
    }
    return found;
  }
}
