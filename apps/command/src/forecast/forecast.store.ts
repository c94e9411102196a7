import { Injectable } from '@nestjs/common';
import { rowsOf } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { unnestOf } from '../rows.js';
import { DEFAULT_LADDER, type Product, type Slot, type Span } from './ladder.js';

export interface Ladder { version: number; products: Product[]; since: Date; /** Absent while nobody has published one. */ by?: string }
export interface ForecastRow {
  pos: string; id: string; product: string; issuer: string; issuedAt: Date; validFrom: Date; validTo: Date; areas: string[]; textZh: string; textEn: string | null; receivedAt: Date; slot: Date; minutesLate: number;
  supersedes: string | null; supersededBy: string | null; by: string;
}
export interface ReceiptRow { forecastId: string; room: string; by: string; at: Date }
export interface SlotRow extends Slot { forecastId: string | null; receivedAt: Date | null; alarmedAt: Date | null }
const COLUMNS = `pos, id, product, issuer, issued_at "issuedAt", valid_from "validFrom", valid_to "validTo", areas, text_zh "textZh", text_en "textEn", received_at "receivedAt", slot, minutes_late "minutesLate", supersedes, superseded_by "supersededBy", by`;
const SLOT = 'product, slot "at", due_at "dueAt", forecast_id "forecastId", received_at "receivedAt", alarmed_at "alarmedAt"';

/** Ladders, times and forecasts. */
@Injectable()
export class ForecastStore {
  /** The ladder in force; the default one until another is published. */
  async ladder(em: EntityManager): Promise<Ladder> {
    const [row] = (await em.query('select version, products, since, by from forecast_ladder order by version desc limit 1')) as Ladder[];
    return row ?? { version: 0, products: [...DEFAULT_LADDER], since: new Date(0) };
  }
  async publish(em: EntityManager, zone: string, { version, products, since }: Ladder, by: string): Promise<void> {
    await em.query('insert into forecast_ladder (version, zone, products, by, since) values ($1, $2, $3, $4, $5)', [version, zone, JSON.stringify(products), by, since]);
  }

  /** In which times the short products are due: an open incident, a warning in force. */
  async spans(em: EntityManager, from: Date): Promise<Span[]> {
    const rows = (await em.query(
      `select opened_at since, closed_at until from incident where closed_at is null or closed_at > $1
       union all select received_at, expires_at from warning where state = 'active' and expires_at > $1`, [from])) as { since: Date; until: Date | null }[];
    return rows.map(({ since, until }) => ({ since, ...(until ? { until } : {}) }));
  }

  /** Up to when times were laid out; from now on where nobody has looked yet. One at a time. */
  async watched(em: EntityManager, now: Date): Promise<Date> {
    await em.query('insert into forecast_watch (until) values ($1) on conflict do nothing', [now]);
    const [row] = (await em.query('select until from forecast_watch for update')) as [{ until: Date }];
    return row.until;
  }
  async watch(em: EntityManager, until: Date): Promise<void> { await em.query('update forecast_watch set until = $1', [until]); }

  async addSlots(em: EntityManager, slots: readonly Slot[]): Promise<void> {
    if (slots.length === 0) return;
    const { sql, params } = unnestOf(slots.map((s) => ({ product: s.product, slot: s.at, due_at: s.dueAt })), { product: 'text', slot: 'timestamptz', due_at: 'timestamptz' });
    await em.query(`insert into forecast_slot (product, slot, due_at) select n.* from ${sql} n on conflict do nothing`, params);
  }
  /** The time has its forecast; a second one for it changes nothing of when it came. */
  async fill(em: EntityManager, slot: Slot, forecastId: string, at: Date): Promise<Date> {
    const rows = rowsOf<{ dueAt: Date }>(await em.query(
      `insert into forecast_slot as s (product, slot, due_at, forecast_id, received_at) values ($1, $2, $3, $4, $5)
       on conflict (product, slot) do update set forecast_id = excluded.forecast_id, received_at = coalesce(s.received_at, excluded.received_at) returning due_at "dueAt"`, [slot.product, slot.at, slot.dueAt, forecastId, at]));
    return rows[0]!.dueAt;
  }
  /** Times with nothing there at their due time; each is answered once. */
  async missed(em: EntityManager, at: Date): Promise<Slot[]> {
    return rowsOf<Slot>(await em.query(`update forecast_slot set alarmed_at = $1 where received_at is null and alarmed_at is null and due_at <= $1 returning product, slot "at", due_at "dueAt"`, [at]));
  }
  slots(em: EntityManager, since: Date): Promise<SlotRow[]> { return em.query(`select ${SLOT} from forecast_slot where slot > $1 order by slot desc limit 5000`, [since]); }

  async insert(em: EntityManager, f: Omit<ForecastRow, 'pos' | 'supersededBy'>, receiptDue: Date): Promise<boolean> {
    const rows = (await em.query(
      `insert into forecast (id, product, issuer, issued_at, valid_from, valid_to, areas, text_zh, text_en, received_at, slot, minutes_late, supersedes, by, receipt_due)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing returning id`,
      [f.id, f.product, f.issuer, f.issuedAt, f.validFrom, f.validTo, f.areas, f.textZh, f.textEn, f.receivedAt, f.slot, f.minutesLate, f.supersedes, f.by, receiptDue])) as unknown[];
    return rows.length > 0;
  }
  async find(em: EntityManager, id: string, lock = false): Promise<ForecastRow> {
    const [row] = (await em.query(`select ${COLUMNS} from forecast where id = $1${lock ? ' for update' : ''}`, [id])) as ForecastRow[];
    if (!row) throw new Refusal('unknown.id');
    return row;
  }
  async same(em: EntityManager, product: string, issuer: string, issuedAt: Date): Promise<ForecastRow | undefined> {
    return ((await em.query(`select ${COLUMNS} from forecast where product = $1 and issuer = $2 and issued_at = $3`, [product, issuer, issuedAt])) as ForecastRow[])[0];
  }
  async supersede(em: EntityManager, id: string, by: string): Promise<void> { await em.query('update forecast set superseded_by = $2, receipt_due = null where id = $1', [id, by]); }

  /** The statement behind a list, so that a test can explain it. */
  static listQuery(product: string | undefined, before: string | null, limit: number): { sql: string; params: unknown[] } {
    const params: unknown[] = [before, limit];
    return { sql: `select ${COLUMNS} from forecast where ($1::bigint is null or pos < $1)${product ? ` and product = $${params.push(product)}` : ''} order by pos desc limit $2`, params };
  }
  list(em: EntityManager, product: string | undefined, before: string | null, limit: number): Promise<ForecastRow[]> {
    const { sql, params } = ForecastStore.listQuery(product, before, limit);
    return em.query(sql, params);
  }
  /** The newest of each product. */
  newest(em: EntityManager, products: readonly string[]): Promise<ForecastRow[]> {
    return em.query(`select f.* from unnest($1::text[]) p(code) cross join lateral (select ${COLUMNS} from forecast where product = p.code order by pos desc limit 1) f`, [products]);
  }

  receipts(em: EntityManager, ids: readonly string[]): Promise<ReceiptRow[]> { return em.query('select forecast_id "forecastId", room, by, at from forecast_receipt where forecast_id = any($1) order by at', [ids]); }
  async receipt(em: EntityManager, r: ReceiptRow): Promise<boolean> {
    const rows = (await em.query('insert into forecast_receipt (forecast_id, room, by, at) values ($1, $2, $3, $4) on conflict do nothing returning room', [r.forecastId, r.room, r.by, r.at])) as unknown[];
    return rows.length > 0;
  }
  /** Forecasts whose time to take note is over; each is answered once. */
  async receiptsDue(em: EntityManager, at: Date): Promise<{ id: string; product: string; dueAt: Date }[]> {
    return rowsOf(await em.query('update forecast f set receipt_due = null from (select id, receipt_due from forecast where receipt_due <= $1 for update skip locked) d where f.id = d.id returning f.id, f.product, d.receipt_due "dueAt"', [at]));
  }
}
