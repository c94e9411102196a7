import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { Evidence } from './evidence.js';

export const evidenceTable = `
create table evidence (
  id uuid primary key, sha256 char(64) not null, media_type text not null, bytes int not null, area text not null,
  by uuid not null, taken_at timestamptz, received_at timestamptz not null
);
`;

/** What is known of stored files; the bytes lie content-addressed in the gateway's folder. */
export class EvidenceStore {
  /** Keeps records that are not there yet. */
  async insertMany(em: EntityManager, rows: readonly Evidence[]): Promise<number> {
    return rowsOf(await em.query(
      `insert into evidence (id, sha256, media_type, bytes, area, by, taken_at, received_at)
       select id, sha256, "mediaType", bytes, area, by, "takenAt", "receivedAt"
       from jsonb_to_recordset($1::jsonb) as g(id uuid, sha256 text, "mediaType" text, bytes int, area text, by uuid, "takenAt" timestamptz, "receivedAt" timestamptz)
       on conflict do nothing returning id`, [JSON.stringify(rows)])).length;
  }

  async find(em: EntityManager, id: string): Promise<Evidence | undefined> {
    return (await this.findMany(em, [id])).get(id);
  }

  /** What is known of these files, by id. */
  async findMany(em: EntityManager, ids: readonly string[]): Promise<Map<string, Evidence>> {
    if (ids.length === 0) return new Map();
    const rows: (Omit<Evidence, 'takenAt' | 'receivedAt'> & { takenAt: Date | null; receivedAt: Date })[] = await em.query(
      'select id, sha256, media_type as "mediaType", bytes, area, by, taken_at as "takenAt", received_at as "receivedAt" from evidence where id = any($1::uuid[])', [ids]);
    return new Map(rows.map(({ takenAt, receivedAt, ...r }) => [r.id, { ...r, receivedAt: receivedAt.toISOString(), ...(takenAt ? { takenAt: takenAt.toISOString() } : {}) }]));
  }
}
