import { Injectable } from '@nestjs/common';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import { unnestOf } from '../rows.js';
import type { ChannelKind } from './callout.js';

export interface ContactRow { pos: string; id: string; userId: string; area: string; kind: ChannelKind; address: string; order: number; confirmedAt: Date | null; confirmedBy: string | null; provenAt: Date | null; version: number }
export type NewContact = Pick<ContactRow, 'id' | 'userId' | 'area' | 'kind' | 'address' | 'order'>;
const COLUMNS = 'pos, id, user_id "userId", area, kind, address, ord "order", confirmed_at "confirmedAt", confirmed_by "confirmedBy", proven_at "provenAt", version';
/** What a reader asks for; `scopes` are the areas seen, `self` alone where there are none. */
export interface ContactQuery { scopes: readonly string[]; self: string; user?: string; unprovenSince?: Date; unconfirmedSince?: Date; after: string | null; limit: number }

/** How persons are called, in the order they are to be tried. */
@Injectable()
export class ContactStore {
  /** True for the one who begins the test of that time. */
  async beginTest(em: EntityManager, due: Date): Promise<boolean> {
    return ((await em.query('insert into contact_test (due_at) values ($1) on conflict do nothing returning due_at', [due])) as unknown[]).length > 0;
  }

  async any(em: EntityManager): Promise<boolean> { return ((await em.query('select 1 from contact limit 1')) as unknown[]).length > 0; }

  async insert(em: EntityManager, contacts: readonly NewContact[]): Promise<void> {
    if (contacts.length === 0) return;
    const { sql, params } = unnestOf(contacts.map((c) => ({ id: c.id, user_id: c.userId, area: c.area, kind: c.kind, address: c.address, ord: c.order })), { id: 'uuid', user_id: 'uuid', area: 'text', kind: 'text', address: 'text', ord: 'int' });
    await em.query(`insert into contact (id, user_id, area, kind, address, ord, version) select id, user_id, area, kind, coalesce(address, ''), ord, 0 from ${sql} n on conflict do nothing`, params);
  }

  /** Writes one down anew: a changed address is neither confirmed nor proven. */
  async put(em: EntityManager, c: NewContact): Promise<ContactRow> {
    const [row] = rowsOf<ContactRow>(await em.query(
      `insert into contact (id, user_id, area, kind, address, ord, version) values ($1, $2, $3, $4, $5, $6, 1)
       on conflict (user_id, kind) do update set area = excluded.area, address = excluded.address, ord = excluded.ord, version = contact.version + 1,
         confirmed_at = case when contact.address = excluded.address then contact.confirmed_at end, confirmed_by = case when contact.address = excluded.address then contact.confirmed_by end,
         proven_at = case when contact.address = excluded.address then contact.proven_at end returning ${COLUMNS}`, [c.id, c.userId, c.area, c.kind, c.address, c.order]));
    return row!;
  }

  async find(em: EntityManager, id: string): Promise<ContactRow | undefined> {
    const [row] = (await em.query(`select ${COLUMNS} from contact where id = $1`, [id])) as ContactRow[];
    return row;
  }

  async confirm(em: EntityManager, id: string, by: string, at: Date): Promise<ContactRow> {
    const [row] = rowsOf<ContactRow>(await em.query(`update contact set confirmed_at = $2, confirmed_by = $3, version = version + 1 where id = $1 returning ${COLUMNS}`, [id, at, by]));
    return row!;
  }

  /** Marks those that a person answered on; only what is newly proven this season is given back. */
  async prove(em: EntityManager, proofs: readonly { user_id: string; kind: ChannelKind }[], at: Date, season: Date): Promise<ContactRow[]> {
    if (proofs.length === 0) return [];
    const { sql, params } = unnestOf(proofs, { user_id: 'uuid', kind: 'text' });
    return rowsOf<ContactRow>(await em.query(`update contact c set proven_at = $${params.length + 1}, version = c.version + 1 from (select distinct * from ${sql} x) n
      where c.user_id = n.user_id and c.kind = n.kind and (c.proven_at is null or c.proven_at < $${params.length + 2}) returning ${COLUMNS.split(', ').map((x) => `c.${x}`).join(', ')}`, [...params, at, season]));
  }

  /** Contacts of persons, in the order they are to be tried. */
  async ofPersons(em: EntityManager, users: readonly string[]): Promise<Map<string, ContactRow[]>> {
    const rows = (await em.query(`select ${COLUMNS} from contact where user_id = any($1) order by user_id, ord, pos`, [users])) as ContactRow[];
    const map = new Map<string, ContactRow[]>();
    for (const row of rows) map.set(row.userId, [...(map.get(row.userId) ?? []), row]);
    return map;
  }

  list(em: EntityManager, q: ContactQuery): Promise<ContactRow[]> {
    return em.query(
      `select ${COLUMNS} from contact where (area like any($1) or user_id = $2) and ($3::uuid is null or user_id = $3) and ($4::timestamptz is null or proven_at is null or proven_at < $4)
         and ($5::timestamptz is null or confirmed_at is null or confirmed_at < $5) and ($6::bigint is null or pos > $6) order by pos limit $7`,
      [q.scopes.map((s) => `${s}%`), q.self, q.user ?? null, q.unprovenSince ?? null, q.unconfirmedSince ?? null, q.after, q.limit]);
  }
}
