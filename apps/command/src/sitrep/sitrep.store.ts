import { Injectable } from '@nestjs/common';
import { rowsOf } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { ReportClock } from './clock.js';
import type { Earlier, Figures, Sitrep } from './sitrep.js';

export interface SitrepRow extends Sitrep {
  pos: string; asOf: Date; figuresHash: string; textZh: string; textEn: string | null; explanation: string | null; returnedReason: string | null; createdAt: Date; submittedAt: Date | null;
  approver: string | null; publishedAt: Date | null; hash: string | null; version: number;
}
export interface ClockRow extends ReportClock { incidentId: string; doneBy: string | null; toWhom: string | null }
const COLUMNS = `pos, id, incident_id "incidentId", kind, number, corrects, state, as_of "asOf", figures, figures_hash "figuresHash", text_zh "textZh", text_en "textEn", explanation, returned_reason "returnedReason", author,
  created_at "createdAt", submitted_at "submittedAt", approver, published_at "publishedAt", hash, version`;
const CLOCK = 'incident_id "incidentId", clock, due_at "dueAt", owner_id "ownerId", done_at "doneAt", done_by "doneBy", to_whom "toWhom", overdue_at "overdueAt"';

/** Reports and their clocks. */
@Injectable()
export class SitrepStore {
  /** Reports of an incident are numbered one at a time: whoever begins one holds the incident. */
  async ofIncident(em: EntityManager, incidentId: string): Promise<(Earlier & { number: number; figures: Figures })[]> {
    await em.query('select 1 from incident where id = $1 for update', [incidentId]);
    return em.query('select id, kind, corrects, state, number, figures from sitrep where incident_id = $1 order by number', [incidentId]);
  }

  async insert(em: EntityManager, r: Pick<SitrepRow, 'id' | 'incidentId' | 'kind' | 'number' | 'corrects' | 'asOf' | 'figures' | 'figuresHash' | 'textZh' | 'textEn' | 'author' | 'createdAt'>): Promise<void> {
    await em.query(
      `insert into sitrep (id, incident_id, kind, number, corrects, state, as_of, figures, figures_hash, text_zh, text_en, author, created_at, version) values ($1, $2, $3, $4, $5, 'draft', $6, $7, $8, $9, $10, $11, $12, 1)`,
      [r.id, r.incidentId, r.kind, r.number, r.corrects, r.asOf, JSON.stringify(r.figures), r.figuresHash, r.textZh, r.textEn, r.author, r.createdAt]);
  }

  async get(em: EntityManager, id: string, lock = false): Promise<SitrepRow> {
    const [row] = (await em.query(`select ${COLUMNS} from sitrep where id = $1${lock ? ' for update' : ''}`, [id])) as SitrepRow[];
    if (!row) throw new Refusal('unknown.id');
    return row;
  }

  async save(em: EntityManager, r: SitrepRow): Promise<void> {
    await em.query(
      `update sitrep set state = $2, as_of = $3, figures = $4, figures_hash = $5, text_zh = $6, text_en = $7, explanation = $8, returned_reason = $9, submitted_at = $10, approver = $11, published_at = $12, hash = $13, version = $14 where id = $1`,
      [r.id, r.state, r.asOf, JSON.stringify(r.figures), r.figuresHash, r.textZh, r.textEn, r.explanation, r.returnedReason, r.submittedAt, r.approver, r.publishedAt, r.hash, r.version]);
  }

  list(em: EntityManager, incident: string | undefined, before: string | null, limit: number): Promise<SitrepRow[]> {
    return em.query(`select ${COLUMNS} from sitrep where ($1::uuid is null or incident_id = $1) and ($2::bigint is null or pos < $2) order by pos desc limit $3`, [incident ?? null, before, limit]);
  }

  clocks(em: EntityManager, incidentId: string): Promise<ClockRow[]> {
    return em.query(`select ${CLOCK} from sitrep_clock where incident_id = $1 order by due_at`, [incidentId]);
  }

  async start(em: EntityManager, incidentId: string, clocks: readonly ReportClock[]): Promise<void> {
    for (const c of clocks) await em.query('insert into sitrep_clock (incident_id, clock, due_at, owner_id) values ($1, $2, $3, $4) on conflict do nothing', [incidentId, c.clock, c.dueAt, c.ownerId]);
  }

  /** Stops the running clocks of these kinds. */
  async stop(em: EntityManager, incidentId: string, kinds: readonly string[], at: Date, by: string, toWhom: string | null): Promise<void> {
    await em.query('update sitrep_clock set done_at = $3, done_by = $4, to_whom = $5 where incident_id = $1 and clock = any($2) and done_at is null', [incidentId, kinds, at, by, toWhom]);
  }

  /** Running incidents whose clocks have not begun. */
  withoutClocks(em: EntityManager): Promise<{ id: string; openedAt: Date }[]> {
    return em.query(`select id, opened_at "openedAt" from incident i where state = 'open' and not exists (select from sitrep_clock c where c.incident_id = i.id)`);
  }

  async hand(em: EntityManager, { incidentId, clock, dueAt }: Pick<ClockRow, 'incidentId' | 'clock' | 'dueAt'>, ownerId: string): Promise<void> {
    await em.query('update sitrep_clock set owner_id = $4 where incident_id = $1 and clock = $2 and due_at = $3', [incidentId, clock, dueAt, ownerId]);
  }

  /** Marks what silence made overdue now; answers it. */
  async markOverdue(em: EntityManager, at: Date): Promise<ClockRow[]> {
    return rowsOf<ClockRow>(await em.query(`update sitrep_clock set overdue_at = $1 where done_at is null and overdue_at is null and due_at <= $1 returning ${CLOCK}`, [at]));
  }
}
