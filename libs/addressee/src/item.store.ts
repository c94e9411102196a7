import { Refusal } from '@xunling/platform';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { Item } from './item.js';
import { COLUMNS, itemOf, type ItemRow } from './item.row.js';

/** An order that ended before or after its item was opened. */
export interface End { orderId: string; reason: 'withdrawn' | 'superseded' | 'divided'; replacedBy?: string }

export interface Ended { id: string; orderId: string; area: string; version: number }
export interface Opened { id: string; orderId: string; area: string; ended: End['reason'] | null; replacedBy: string | null }

/** Rows of one noun's table. All bulk statements are idempotent: the same order opens, and ends, its item once. */
export class ItemStore {
  constructor(private readonly table: string) {}

  /** Opens items that are not there yet; one whose end came first opens as ended. Answers the new ones. */
  async insertMany(em: EntityManager, items: readonly Item[]): Promise<Opened[]> {
    if (items.length === 0) return [];
    return rowsOf<Opened>(await em.query(
      `with given as (
         select * from jsonb_to_recordset($1::jsonb) as g(id uuid, "orderId" uuid, "incidentId" uuid, area text, "addresseeId" uuid, "addresseeName" text, measure text, scope text, force text, level text,
           "siteId" uuid, "textZh" text, "textEn" text, "evidenceAsked" text, "holderId" uuid, "deputyId" uuid, "issuedBy" uuid, "signedBy" uuid[], lifts uuid, due jsonb, "openedAt" timestamptz)
       ), kept as (
         insert into ${this.table} (id, order_id, incident_id, area, addressee_id, addressee_name, measure, scope, force, level, site_id, text_zh, text_en, evidence_asked, holder_id, deputy_id, issued_by, signed_by, lifts, due, opened_at, state, ended, version)
         select g.id, g."orderId", g."incidentId", g.area, g."addresseeId", g."addresseeName", g.measure, g.scope, g.force, g.level, g."siteId", g."textZh", g."textEn", g."evidenceAsked", g."holderId", g."deputyId", g."issuedBy", g."signedBy", g.lifts, g.due, g."openedAt",
           case when e.order_id is null then 'open' else 'ended' end,
           case when e.order_id is not null then jsonb_strip_nulls(jsonb_build_object('reason', e.reason, 'replacedBy', e.replaced_by)) end,
           case when e.order_id is null then 1 else 2 end
         from given g left join ${this.table}_end e on e.order_id = g."orderId"
         on conflict (order_id) do nothing
         returning id, order_id, area, ended
       ) select id, order_id as "orderId", area, ended->>'reason' as ended, ended->>'replacedBy' as "replacedBy" from kept`,
      [JSON.stringify(items)]));
  }

  /**
   * Ends the items of these orders and remembers ends whose item is still to come. A withdrawal ends what is not verified, a replacement or a
   * division what is not reported: on a reported item it is only noted. Answers the ones that ended now.
   * @param ends at most one per order
   */
  async endMany(em: EntityManager, ends: readonly End[]): Promise<Ended[]> {
    if (ends.length === 0) return [];
    const given = JSON.stringify(ends);
    await em.query(
      `insert into ${this.table}_end (order_id, reason, replaced_by) select "orderId", reason, "replacedBy"
       from jsonb_to_recordset($1::jsonb) as g("orderId" uuid, reason text, "replacedBy" uuid) on conflict do nothing`, [given]);
    const rows = rowsOf<Ended & { state: string }>(await em.query(
      `update ${this.table} t set ended = jsonb_strip_nulls(jsonb_build_object('reason', g.reason, 'replacedBy', g."replacedBy")),
         state = case when t.state = 'reported' and g.reason <> 'withdrawn' then t.state else 'ended' end,
         version = case when t.state = 'reported' and g.reason <> 'withdrawn' then t.version else t.version + 1 end
       from jsonb_to_recordset($1::jsonb) as g("orderId" uuid, reason text, "replacedBy" uuid)
       where t.order_id = g."orderId" and t.state not in ('verified', 'ended')
       returning t.id, t.order_id as "orderId", t.area, t.version, t.state`, [given]));
    return rows.flatMap(({ state, ...row }) => (state === 'ended' ? [row] : []));
  }

  async find(em: EntityManager, id: string): Promise<Item> {
    const rows: ItemRow[] = await em.query(`select ${COLUMNS} from ${this.table} where id = $1`, [id]);
    if (!rows[0]) throw new Refusal('unknown.id');
    return itemOf(rows[0]);
  }

  /** Changes one item under its row lock. @throws Refusal unknown.id */
  async update<T extends { item: Item }>(em: EntityManager, id: string, decide: (item: Item) => T): Promise<T> {
    const rows: ItemRow[] = await em.query(`select ${COLUMNS} from ${this.table} where id = $1 for update`, [id]);
    if (!rows[0]) throw new Refusal('unknown.id');
    const before = itemOf(rows[0]);
    const decided = decide(before);
    const { item } = decided;
    if (item.version !== before.version) {
      const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
      await em.query(
        `update ${this.table} set state = $2, version = $3, due = $4, acknowledged = $5, executing = $6, reported = $7, verified = $8, rounds = $9, ended = $10,
           turns = $11, handed_back = $12, holder_id = $13, deputy_id = $14 where id = $1`,
        [id, item.state, item.version, json(item.due), json(item.acknowledged), json(item.executing), json(item.reported), json(item.verified), json(item.rounds), json(item.ended),
          json(item.turns), json(item.handedBack), item.holderId, item.deputyId ?? null]);
    }
    return decided;
  }
}
