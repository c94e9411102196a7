import { Injectable } from '@nestjs/common';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { Entry, Settlement } from './dispute.js';
import { cellOf, cellsAround, NAMED_MINUTES, type Graph, type Pair, type Seen, type Suspicion } from './duplicate.js';
import type { ReportState } from './report.js';

/** The head of a report as acts change it; what was said lies in its entries. */
export interface ReportRow { id: string; kind: string; area: string; state: ReportState; needId: string; by: string; suspects: number; disputes: string[]; version: number }
export interface NewReport extends Omit<ReportRow, 'version' | 'suspects' | 'disputes' | 'state' | 'needId'> { channel: string; source?: string | undefined; position?: { lon: number; lat: number; sourceDatum?: string } | undefined; noPosition?: string | undefined; outside: boolean; support?: object | undefined; occurredAt: Date; receivedAt: Date }
export interface NewEntry extends Entry { text: string; evidence: readonly object[]; deviceAt?: string | undefined }

const HEAD = 'id, kind, area, state, need_id "needId", by, suspects, disputes, version';
/** Candidates looked at in the time and the cells around a report, the nearest in time first. */
const MOST_NEAR = 500;

@Injectable()
export class ReportStore {
  /** Who ties reports together does so one at a time: two phones at one moment must find each other. Single acts do not wait here. */
  async takeTurn(em: EntityManager): Promise<void> { await em.query(`select pg_advisory_xact_lock(hashtext('grid.report'))`); }

  async insert(em: EntityManager, r: NewReport): Promise<void> {
    await em.query(
      `insert into report (id, kind, area, state, need_id, by, channel, source, lon, lat, source_datum, cell, no_position, outside, support, occurred_at, received_at, suspects, disputes, version)
       values ($1, $2, $3, 'open', $1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, '{}', 1)`,
      [r.id, r.kind, r.area, r.by, r.channel, r.source ?? null, r.position?.lon ?? null, r.position?.lat ?? null, r.position?.sourceDatum ?? null, r.position ? cellOf(r.position) : null, r.noPosition ?? null, r.outside, r.support ? JSON.stringify(r.support) : null, r.occurredAt, r.receivedAt]);
  }

  async insertEntry(em: EntityManager, e: NewEntry): Promise<void> {
    await em.query(
      `insert into report_entry (id, report_id, corrects, text, source, confidence, channel, depth_cm, people, passage, evidence, by, occurred_at, received_at, device_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [e.id, e.reportId, e.corrects ?? null, e.text, e.source ?? null, e.confidence, e.channel, e.depthCm ?? null, e.people ?? null, e.passage ?? null, JSON.stringify(e.evidence), e.by, e.occurredAt, e.receivedAt, e.deviceAt ?? null]);
  }
  async step(em: EntityManager, reportId: string, act: string, more: object, by: string, at: Date): Promise<void> {
    await em.query('insert into report_step (report_id, act, more, by, at) values ($1, $2, $3, $4, $5)', [reportId, act, JSON.stringify(more), by, at]);
  }

  /** Heads under lock, always in one order. @throws Refusal unknown.id */
  async lock(em: EntityManager, ids: readonly string[]): Promise<Map<string, ReportRow>> {
    const rows = (await em.query(`select ${HEAD} from report where id = any($1::uuid[]) order by id for update`, [ids])) as ReportRow[];
    if (rows.length < new Set(ids).size) throw new Refusal('unknown.id');
    return new Map(rows.map((r) => [r.id, r]));
  }
  async save(em: EntityManager, rows: Iterable<ReportRow>): Promise<void> {
    await em.query(
      `update report r set state = g.state, need_id = g."needId", suspects = g.suspects, disputes = g.disputes, version = g.version
       from jsonb_to_recordset($1::jsonb) as g(id uuid, state text, "needId" uuid, suspects int, disputes text[], version int) where r.id = g.id`, [JSON.stringify([...rows])]);
  }

  /** The statement behind the search for duplicates, so that a test can ask the planner about it. */
  nearQuery({ id, kind, position, occurredAt }: Seen): { sql: string; parameters: unknown[] } {
    return {
      sql: `select id, kind, lon, lat, occurred_at "occurredAt", by, channel, source, (select text from report_entry e where e.report_id = report.id order by e.no limit 1) as text from report where cell is not null and kind = $1 and cell = any($2::bigint[]) and occurred_at between $3::timestamptz - $4 * interval '1 minute' and $3::timestamptz + $4 * interval '1 minute' and id <> $5 order by abs(extract(epoch from occurred_at - $3::timestamptz)) limit ${MOST_NEAR}`,
      parameters: [kind, cellsAround(position!), occurredAt, NAMED_MINUTES, id],
    };
  }
  async near(em: EntityManager, seen: Seen): Promise<Seen[]> {
    const { sql, parameters } = this.nearQuery(seen);
    const rows = (await em.query(sql, parameters)) as (Omit<Seen, 'position' | 'source'> & { lon: number; lat: number; source: string | null; text: string | null })[];
    return rows.map(({ lon, lat, source, text, ...r }) => ({ ...r, position: { lon, lat }, ...(source ? { source } : {}), ...(text ? { text } : {}) }));
  }

  /** Two reports with their needs, all that is known of pairs of these, and the needs of who stands at the other end. */
  async graph(em: EntityManager, ids: readonly string[]): Promise<Graph> {
    const members = (await em.query('select id, need_id need from report where need_id in (select need_id from report where id = any($1::uuid[]))', [ids])) as { id: string; need: string }[];
    const pairs = (await em.query('select a, b, state from report_pair where a = any($1::uuid[]) union select a, b, state from report_pair where b = any($1::uuid[])', [members.map((m) => m.id)])) as Pair[];
    const ends = (await em.query('select id, need_id need from report where id = any($1::uuid[])', [[...new Set(pairs.flatMap((p) => [p.a, p.b]))]])) as { id: string; need: string }[];
    return { needs: new Map([...members, ...ends].map((r) => [r.id, r.need])), pairs };
  }
  async savePairs(em: EntityManager, pairs: readonly (Pair & Partial<Suspicion>)[], at: Date): Promise<void> {
    await em.query(
      `insert into report_pair (a, b, state, metres, minutes, at) select a, b, state, metres, minutes, $2 from jsonb_to_recordset($1::jsonb) as g(a uuid, b uuid, state text, metres int, minutes int)
       on conflict (a, b) do update set state = excluded.state, at = excluded.at`, [JSON.stringify(pairs), at]);
  }
  /** How many suspicions hang on each of these. */
  async countSuspects(em: EntityManager, ids: readonly string[]): Promise<Map<string, number>> {
    const rows = (await em.query(`select id, count(*)::int n from (select a id from report_pair where a = any($1::uuid[]) and state = 'suspected' union all select b from report_pair where b = any($1::uuid[]) and state = 'suspected') s group by id`, [ids])) as { id: string; n: number }[];
    return new Map(rows.map((r) => [r.id, r.n]));
  }

  /** For each of these needs itself and the needs suspected to be the same. */
  async around(em: EntityManager, needs: readonly string[]): Promise<Map<string, Set<string>>> {
    const rows = (await em.query(
      `select r.need_id one, o.need_id other from report r join report_pair p on p.a = r.id and p.state = 'suspected' join report o on o.id = p.b where r.need_id = any($1::uuid[])
       union select r.need_id, o.need_id from report r join report_pair p on p.b = r.id and p.state = 'suspected' join report o on o.id = p.a where r.need_id = any($1::uuid[])`, [needs])) as { one: string; other: string }[];
    const found = new Map(needs.map((n) => [n, new Set([n])]));
    for (const { one, other } of rows) found.get(one)!.add(other);
    return found;
  }
  async needsOf(em: EntityManager, ids: readonly string[]): Promise<string[]> {
    return ((await em.query('select distinct need_id need from report where id = any($1::uuid[])', [ids])) as { need: string }[]).map((r) => r.need);
  }
  async membersOf(em: EntityManager, needs: readonly string[]): Promise<{ id: string; needId: string; area: string }[]> {
    return em.query('select id, need_id "needId", area from report where need_id = any($1::uuid[])', [needs]);
  }
  /** Entries that claim something, and what was settled among them. */
  async claims(em: EntityManager, reportIds: readonly string[]): Promise<{ entries: Entry[]; settlements: Settlement[] }> {
    const rows = (await em.query(
      `select id, report_id "reportId", corrects, by, source, confidence, channel, depth_cm "depthCm", people, passage, occurred_at "occurredAt", received_at "receivedAt" from report_entry
       where report_id = any($1::uuid[]) and (depth_cm is not null or people is not null or passage is not null or corrects is not null) order by no`, [reportIds])) as Record<string, unknown>[];
    const entries = rows.map((r) => Object.fromEntries(Object.entries(r).filter(([, v]) => v !== null)) as unknown as Entry);
    const settlements = (await em.query('select field, entry_id "entryId", reason, by, at from report_settlement where entry_id = any($1::uuid[]) order by no', [entries.map((e) => e.id)])) as Settlement[];
    return { entries, settlements };
  }
  async settle(em: EntityManager, s: Settlement): Promise<void> {
    await em.query('insert into report_settlement (entry_id, field, reason, by, at) values ($1, $2, $3, $4, $5)', [s.entryId, s.field, s.reason, s.by, s.at]);
  }
}
