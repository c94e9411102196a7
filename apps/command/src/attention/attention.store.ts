import { Injectable } from '@nestjs/common';
import { rowsOf } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';

export interface AttentionRow {
  pos: string; id: string; kind: string; about: string; reason: string; message: string; state: 'open' | 'closed'; ownerId: string | null; openedAt: Date;
  closedBy: string | null; closedAt: Date | null; note: string | null; version: number;
}
const COLUMNS = `pos, id, kind, about, reason, message, state, owner_id "ownerId", opened_at "openedAt", closed_by "closedBy", closed_at "closedAt", note, version`;

@Injectable()
export class AttentionStore {
  /** False where it is before the officer already. */
  async insert(em: EntityManager, row: Omit<AttentionRow, 'pos' | 'closedBy' | 'closedAt' | 'note'>): Promise<boolean> {
    const rows = (await em.query(
      'insert into attention (id, kind, about, reason, message, state, owner_id, opened_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id',
      [row.id, row.kind, row.about, row.reason, row.message, row.state, row.ownerId, row.openedAt, row.version],
    )) as unknown[];
    return rows.length > 0;
  }

  async update(em: EntityManager, id: string, change: (row: AttentionRow) => AttentionRow): Promise<AttentionRow> {
    const [row] = (await em.query(`select ${COLUMNS} from attention where id = $1 for update`, [id])) as AttentionRow[];
    if (!row) throw new Refusal('unknown.id');
    const now = change(row);
    await em.query('update attention set state = $2, closed_by = $3, closed_at = $4, note = $5, version = $6 where id = $1', [id, now.state, now.closedBy, now.closedAt, now.note, now.version]);
    return now;
  }

  /** What of these kinds still stands before somebody, locked against who closes it at the same time. */
  async lockOpen(em: EntityManager, ...kinds: string[]): Promise<AttentionRow[]> { return em.query(`select ${COLUMNS} from attention where state = 'open' and kind = any($1) order by pos for update`, [kinds]); }
  /** What nobody owned is somebody's now. */
  async takeUp(em: EntityManager, ownerId: string): Promise<AttentionRow[]> {
    return rowsOf<AttentionRow>(await em.query(`update attention set owner_id = $1 where owner_id is null and state = 'open' returning ${COLUMNS}`, [ownerId]));
  }

  /** Off the list without anybody's note; answers its version. */
  async settle(em: EntityManager, row: AttentionRow, at: Date): Promise<number> {
    await em.query(`update attention set state = 'closed', closed_at = $2, version = $3 where id = $1`, [row.id, at, row.version + 1]);
    return row.version + 1;
  }

  async list(em: EntityManager, before: string | null, state: string | undefined, limit: number): Promise<AttentionRow[]> {
    return em.query(`select ${COLUMNS} from attention where ($1::bigint is null or pos < $1) and ($2::text is null or state = $2) order by pos desc limit $3`, [before, state ?? null, limit]);
  }
}
