import { Inject, Injectable } from '@nestjs/common';
import { pageOf, positionOf, withinAny } from '@xunling/addressee';
import type { Caller } from '@xunling/contracts';
import type { ListReportsInput, ReportEntry, ReportPage, ReportPair, ReportStep, ReportTotals, ReportView as View } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { JudgeDisputes, type Voices } from './judge-disputes.js';

interface Row { no: string; id: string; kind: string; area: string; state: string; needId: string; channel: string; by: string; lon: number | null; lat: number | null; sourceDatum: string | null; noPosition: string | null; outside: boolean; support: object | null; occurredAt: Date; receivedAt: Date; disputes: string[]; version: number }
const COLUMNS = 'no::text as no, id, kind, area, state, need_id "needId", channel, by, lon, lat, source_datum "sourceDatum", no_position "noPosition", outside, support, occurred_at "occurredAt", received_at "receivedAt", disputes, version';
/** Entries, acts and pairs of one report that are shown; the newest. */
const MOST = 200;

const COMMAND = ['commander', 'duty-officer', 'dispatcher'];
const LINE = ['sub-district-officer', 'post-holder', 'team-leader', 'inspector'];
/** Words and sources are for who commands, for the line of the street, and for who said them. */
const seesWords = (caller: Caller, area: string, by?: string): boolean => by === caller.userId || caller.grants.some((g) => (COMMAND.includes(g.role) && area.startsWith(g.area)) || (g.area.length >= 9 && LINE.includes(g.role) && area.startsWith(g.area.slice(0, 9))));
const present = <T>(row: object): T => Object.fromEntries(Object.entries(row).filter(([, v]) => v !== null && v !== undefined)) as T;
const byReport = <T extends { reportId: string }>(rows: readonly T[]): Map<string, T[]> => { const map = new Map<string, T[]>(); for (const r of rows) map.set(r.reportId, [...(map.get(r.reportId) ?? []), r]); return map; };

/** The statement behind the list, so that a test can ask the planner about it. */
export function reportQuery({ kind, state, open, disputed, suspected, mine, cursor }: ListReportsInput, areas: readonly string[], person: string, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [mine ? `by = ${bind(person)}` : withinAny('area', areas, bind)];
  if (cursor) where.push(`no < ${bind(positionOf(cursor))}`);
  if (kind) where.push(`kind = ${bind(kind)}`);
  if (state) where.push(`state = ${bind(state)}`);
  if (open) where.push("state <> 'closed'");
  if (disputed) where.push("disputes <> '{}'");
  if (suspected) where.push('suspects > 0');
  return { sql: `select ${COLUMNS} from report where ${where.join(' and ')} order by report.no desc limit ${rows}`, parameters };
}

@Injectable()
export class ReportView {
  constructor(@Inject(JudgeDisputes) private readonly judge: JudgeDisputes) {}

  async list(query: ListReportsInput, areas: readonly string[], work: Work): Promise<ReportPage> {
    const limit = query.limit ?? 50;
    const { sql, parameters } = reportQuery(query, areas, work.caller!.userId, limit + 1);
    const rows = (await work.em.query(sql, parameters)) as Row[];
    const views = await this.shown(rows.slice(0, limit), work);
    return pageOf(rows, limit, (r) => views.get(r.id)!);
  }

  /** @throws Refusal unknown.id, access.area */
  async get(id: string, work: Work): Promise<View> {
    const rows = (await work.em.query(`select ${COLUMNS} from report where id = $1`, [id])) as Row[];
    if (!rows[0]) throw new Refusal('unknown.id');
    const { area, by } = rows[0];
    if (by !== work.caller!.userId && !work.caller!.grants.some((g) => area.startsWith(g.area))) throw new Refusal('access.area');
    return (await this.shown(rows, work)).get(id)!;
  }

  /** A page at once: as many statements for 200 reports as for one. */
  private async shown(rows: readonly Row[], work: Work): Promise<Map<string, View>> {
    const { em } = work;
    const ids = rows.map((r) => r.id);
    const needs = [...new Set(rows.map((r) => r.needId))];
    const entries = byReport((await em.query(
      `select report_id "reportId", id, corrects, text, source, confidence, channel, depth_cm "depthCm", people, passage, evidence, by, occurred_at "occurredAt", received_at "receivedAt", device_at "deviceAt" from report_entry where report_id = any($1::uuid[]) order by no`, [ids])) as (ReportEntry & { reportId: string; occurredAt: unknown })[]);
    const steps = byReport((await em.query('select report_id "reportId", act, more, by, at from report_step where report_id = any($1::uuid[]) order by no', [ids])) as { reportId: string; act: string; more: { reason?: string }; by: string; at: Date }[]);
    const pairs = byReport((await em.query(
      `select p.a "reportId", p.b "otherId", o.area, p.state, p.metres, p.minutes from report_pair p join report o on o.id = p.b where p.a = any($1::uuid[])
       union all select p.b, p.a, o.area, p.state, p.metres, p.minutes from report_pair p join report o on o.id = p.a where p.b = any($1::uuid[])`, [ids])) as (ReportPair & { reportId: string })[]);
    const sizes = new Map(((await em.query('select need_id need, count(*)::int n from report where need_id = any($1::uuid[]) group by 1', [needs])) as { need: string; n: number }[]).map((r) => [r.need, r.n]));
    const casualties = byReport((await em.query('select report_id "reportId", id from casualty where report_id = any($1::uuid[]) order by no', [ids])) as { reportId: string; id: string }[]);
    const voices = await this.judge.voices(needs, work);
    return new Map(rows.map((r) => {
      const masked = !seesWords(work.caller!, r.area, r.by);
      const { no: _no, lon, lat, noPosition, outside, disputes, support, occurredAt, receivedAt, ...head } = r;
      return [r.id, present<View>({
        ...head, ...(lon !== null && lat !== null ? { position: { lon, lat } } : {}), noPositionReason: noPosition, ...(outside ? { outside } : {}), support, occurredAt: occurredAt.toISOString(), receivedAt: receivedAt.toISOString(), masked, disputed: disputes.length > 0, needSize: sizes.get(r.needId)!,
        entries: (entries.get(r.id) ?? []).slice(-MOST).map((e) => entryOf(e, masked)), pairs: (pairs.get(r.id) ?? []).slice(0, MOST).map(({ reportId: _id, ...p }) => present<ReportPair>(p)),
        steps: (steps.get(r.id) ?? []).slice(-MOST).map(({ act, more: { reason, ...more }, by, at }): ReportStep => ({ act, ...more, ...(reason && !masked ? { reason } : {}), by, at: at.toISOString() })), casualties: (casualties.get(r.id) ?? []).slice(0, MOST).map((c) => c.id), subjects: subjectsFor(voices, r.needId, work.caller!, masked),
      })];
    }));
  }

  /** Reports, and the needs they stand for: what a person joined counts once. */
  async totals(em: EntityManager, areas: readonly string[], at: Date): Promise<ReportTotals> {
    const parameters: unknown[] = [];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const where = withinAny('area', areas, bind);
    const items = (await em.query(
      `select substr(area, 1, 9) area, count(*)::int reports, count(distinct need_id)::int needs, (count(distinct need_id) filter (where state <> 'closed'))::int "openNeeds", (count(distinct need_id) filter (where kind = 'SUPPORT' and state <> 'closed'))::int support,
         (count(*) filter (where suspects > 0))::int suspected, (count(*) filter (where disputes <> '{}'))::int disputed from report where ${where} group by 1 order by 1`, parameters)) as ReportTotals['items'];
    const [all] = (await em.query(`select count(distinct need_id)::int n from report where ${where}`, parameters)) as [{ n: number }];
    return { at: at.toISOString(), needs: all.n, items };
  }
}

function entryOf({ reportId: _id, occurredAt, receivedAt, deviceAt, text, source, ...e }: ReportEntry & { reportId: string }, masked: boolean): ReportEntry {
  const iso = (at: unknown): string | undefined => (at instanceof Date ? at.toISOString() : undefined);
  return present<ReportEntry>({ ...e, ...(masked ? {} : { text, source }), occurredAt: iso(occurredAt), receivedAt: iso(receivedAt), deviceAt: iso(deviceAt) });
}
const subjectsFor = (voices: Voices, needId: string, caller: Caller, masked: boolean): View['subjects'] => voices.subjects(needId).map(({ field, disputed, claims, settled }) => ({
  field, disputed,
  claims: claims.slice(0, MOST).map(({ entry: e, value }) => present<View['subjects'][number]['claims'][number]>({ entryId: e.id, reportId: e.reportId, value, ...(seesWords(caller, voices.areaOf(e.reportId), e.by) ? { source: e.source } : {}), confidence: e.confidence, channel: e.channel, at: e.occurredAt.toISOString(), receivedAt: e.receivedAt.toISOString(), by: e.by })),
  ...(settled ? { settled: { entryId: settled.entryId, ...(masked ? {} : { reason: settled.reason }), by: settled.by, at: settled.at.toISOString() } } : {}),
}));
