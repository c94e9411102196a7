import { Injectable } from '@nestjs/common';
import type { CalloutView } from '@xunling/contracts/classes';
import { rowsOf } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { touches } from '../caller.js';
import { unnestOf } from '../rows.js';
import type { Answer, Attempt, AttemptState, Callee, CalleeRole, ChannelKind, Pass, RowState, Step } from './callout.js';
import type { About } from './fatigue.js';

/** What is counted of a campaign; kept as it was when it ended. */
export type CalloutFigures = Pick<CalloutView, 'persons' | 'reached' | 'ringing' | 'unreached' | 'late' | 'handed' | 'notRingable' | 'suppressed' | 'failed' | 'simulated' | 'toldAtDoor' | 'streets'>;
export interface CalloutRow extends About {
  pos: string; id: string; state: 'running' | 'ended' | 'superseded' | 'withdrawn' | 'expired'; lifeSafety: boolean; messageEn: string | null; by: string; automatic: boolean; hopMinutes: number; startedAt: Date; endedAt: Date | null;
  note: string | null; updates: number; figures: CalloutFigures | null; version: number;
}
export interface PersonRow {
  pos: string; id: string; calloutId: string; userId: string; post: string; area: string; callees: Callee[]; unusable: ChannelKind[]; state: RowState; step: Step;
  reachedBy: string | null; reachedOn: ChannelKind | null; reachedAt: Date | null; late: boolean; unreachedAt: Date | null; takenBy: string | null; passes: { to: Pass['to']; at: string }[]; door: { told: boolean; note: string; by: string; at: string } | null; nextAt: Date | null; version: number;
}
export interface AttemptRow extends Attempt { id: string; calloutId: string; rowId: string; acceptedAt: Date | null; reason: string | null; dueAt: Date | null }
export interface AnswerRow extends Answer { calloutId: string; rowId: string; role: CalleeRole; attemptId: string | null; verdict: string }
export type NewPerson = Pick<PersonRow, 'id' | 'userId' | 'post' | 'area' | 'callees' | 'unusable'>;

const CALLOUT = `pos, id, kind, state, incident_id "incidentId", warning_id "warningId", areas, colour, level, life_safety "lifeSafety", message_zh "messageZh", message_en "messageEn", started_by "by", automatic, hop_minutes "hopMinutes", started_at "startedAt", ended_at "endedAt", note, updates, figures, version`;
const ROW = `r.pos, r.id, r.callout_id "calloutId", r.user_id "userId", r.post, r.area, r.callees, r.unusable, r.state, r.step, r.reached_by "reachedBy", r.reached_on "reachedOn", r.reached_at "reachedAt", r.late, r.unreached_at "unreachedAt",
  r.taken_by "takenBy", r.passes, r.door, r.next_at "nextAt", r.version`;
const ATTEMPT = `id, callout_id "calloutId", row_id "rowId", user_id "userId", role, channel, n, at, state, accepted_at "acceptedAt", reason, due_at "dueAt"`;
const ANSWER = `callout_id "calloutId", row_id "rowId", by, role, channel, heard_seconds "heardSeconds", answered, at, attempt_id "attemptId", verdict`;
/** A further warning of the campaign's own colour is in force at the instant. */
export const CARRIED = (campaign: string, at: string): string => `exists (select from callout_join j join warning v on v.id = j.warning_id where j.callout_id = ${campaign}.id and v.state = 'active' and v.expires_at > ${at} and v.colour = ${campaign}.colour)`;
const grouped = <T extends { rowId: string }>(rows: readonly T[]): Map<string, T[]> => {
  const map = new Map<string, T[]>();
  for (const row of rows) { const list = map.get(row.rowId); if (list) list.push(row); else map.set(row.rowId, [row]); }
  return map;
};

/** Campaigns, their rows, tries and answers; thousands of rows are one statement. */
@Injectable()
export class CalloutStore {
  /** Whoever begins a campaign sees every one that runs: one begins at a time. */
  async running(em: EntityManager): Promise<CalloutRow[]> {
    await em.query(`select pg_advisory_xact_lock(hashtext('callout-start'))`);
    return em.query(`select ${CALLOUT}, (select hazard from warning w where w.id = warning_id) hazard from callout where state = 'running' order by pos for update`);
  }

  async insert(em: EntityManager, c: Omit<CalloutRow, 'pos' | 'endedAt' | 'note' | 'updates' | 'figures'>, persons: readonly NewPerson[]): Promise<void> {
    await em.query(
      `insert into callout (id, kind, state, incident_id, warning_id, areas, colour, level, life_safety, message_zh, message_en, started_by, started_at, version, automatic, hop_minutes) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [c.id, c.kind, c.state, c.incidentId, c.warningId, c.areas, c.colour, c.level, c.lifeSafety, c.messageZh, c.messageEn, c.by, c.startedAt, c.version, c.automatic, c.hopMinutes]);
    const rows = persons.map((p) => ({ id: p.id, user_id: p.userId, post: p.post, area: p.area, callees: JSON.stringify(p.callees), unusable: `{${p.unusable.join(',')}}` }));
    const { sql, params } = unnestOf(rows, { id: 'uuid', user_id: 'uuid', post: 'text', area: 'text', callees: 'jsonb', unusable: 'text[]' }, 3);
    await em.query(`insert into callout_row (id, callout_id, user_id, post, area, callees, unusable, state, step, next_at, version)
      select id, $1::uuid, user_id, post, area, callees, unusable, 'ringing', 'person', $2::timestamptz, 1 from ${sql} n`, [c.id, c.startedAt, ...params]);
  }

  async get(em: EntityManager, id: string, lock = false): Promise<CalloutRow> {
    const [row] = (await em.query(`select ${CALLOUT} from callout where id = $1${lock ? ' for update' : ''}`, [id])) as CalloutRow[];
    if (!row) throw new Refusal('unknown.id');
    return row;
  }

  /** Several campaigns, locked in the one order everybody locks them in: before their rows. */
  async lock(em: EntityManager, ids: readonly string[]): Promise<CalloutRow[]> {
    return em.query(`select ${CALLOUT} from callout where id = any($1) order by pos for update`, [ids]);
  }

  list(em: EntityManager, q: { mine: readonly string[]; incident?: string; running?: boolean; before: string | null; limit: number }): Promise<CalloutRow[]> {
    return em.query(`select ${CALLOUT} from callout where ($1::uuid is null or incident_id = $1) and ($2::boolean is null or (state = 'running') = $2) and ($3::bigint is null or pos < $3) and ${touches('areas', '$4')} order by pos desc limit $5`,
      [q.incident ?? null, q.running ?? null, q.before, q.mine, q.limit]);
  }

  async save(em: EntityManager, c: CalloutRow): Promise<void> {
    await em.query('update callout set state = $2, ended_at = $3, note = $4, updates = $5, version = $6, figures = $7 where id = $1', [c.id, c.state, c.endedAt, c.note, c.updates, c.version, c.figures ? JSON.stringify(c.figures) : null]);
  }

  /** Campaigns that have something to do now: a row to look at. */
  async lockDue(em: EntityManager, at: Date): Promise<CalloutRow[]> {
    return em.query(`select ${CALLOUT} from callout c where state = 'running' and exists (select from callout_row r where r.callout_id = c.id and r.next_at <= $1) order by pos for update`, [at]);
  }

  async lockDueRows(em: EntityManager, callouts: readonly string[], at: Date, limit: number): Promise<PersonRow[]> {
    return em.query(`select ${ROW} from callout_row r where r.next_at <= $1 and r.callout_id = any($2) order by r.next_at limit $3 for update skip locked`, [at, callouts, limit]);
  }

  async lockRows(em: EntityManager, ids: readonly string[]): Promise<PersonRow[]> {
    return em.query(`select ${ROW} from callout_row r where r.id = any($1) order by r.id for update`, [ids]);
  }

  /** Rows of a campaign that wait for this superior. */
  async waitingFor(em: EntityManager, calloutId: string, superior: string): Promise<string[]> {
    const rows = (await em.query(`select id from callout_row where callout_id = $1 and state = 'unreached' and step in ('superior', 'door') and taken_by is null and callees @> $2::jsonb`,
      [calloutId, JSON.stringify([{ role: 'superior', userId: superior }])])) as { id: string }[];
    return rows.map((r) => r.id);
  }

  async attemptsOf(em: EntityManager, rows: readonly string[]): Promise<Map<string, AttemptRow[]>> {
    return grouped((await em.query(`select ${ATTEMPT} from callout_attempt where row_id = any($1) order by at, pos`, [rows])) as AttemptRow[]);
  }

  async answersOf(em: EntityManager, rows: readonly string[]): Promise<Map<string, AnswerRow[]>> {
    return grouped((await em.query(`select ${ANSWER} from callout_answer where row_id = any($1) order by pos`, [rows])) as AnswerRow[]);
  }

  async attempts(em: EntityManager, ids: readonly string[]): Promise<AttemptRow[]> {
    return em.query(`select ${ATTEMPT} from callout_attempt where id = any($1)`, [ids]);
  }

  async ring(em: EntityManager, attempts: readonly AttemptRow[]): Promise<void> {
    if (attempts.length === 0) return;
    const rows = attempts.map((a) => ({ id: a.id, callout_id: a.calloutId, row_id: a.rowId, user_id: a.userId, role: a.role, channel: a.channel, n: a.n, at: a.at, state: a.state, accepted_at: a.acceptedAt, reason: a.reason, due_at: a.dueAt }));
    const columns = { id: 'uuid', callout_id: 'uuid', row_id: 'uuid', user_id: 'uuid', role: 'text', channel: 'text', n: 'int', at: 'timestamptz', state: 'text', accepted_at: 'timestamptz', reason: 'text', due_at: 'timestamptz' };
    const { sql, params } = unnestOf(rows, columns);
    const names = Object.keys(columns).join(', ');
    await em.query(`insert into callout_attempt (${names}) select ${names} from ${sql} n`, params);
  }

  async saveRows(em: EntityManager, rows: readonly PersonRow[]): Promise<void> {
    if (rows.length === 0) return;
    const moving = rows.map((r) => ({
      id: r.id, state: r.state, step: r.step, reached_by: r.reachedBy, reached_on: r.reachedOn, reached_at: r.reachedAt, late: r.late, unreached_at: r.unreachedAt, taken_by: r.takenBy, passes: JSON.stringify(r.passes), door: r.door ? JSON.stringify(r.door) : null, next_at: r.nextAt, version: r.version,
    }));
    const columns = { id: 'uuid', state: 'text', step: 'text', reached_by: 'uuid', reached_on: 'text', reached_at: 'timestamptz', late: 'boolean', unreached_at: 'timestamptz', taken_by: 'uuid', passes: 'jsonb', door: 'jsonb', next_at: 'timestamptz', version: 'int' };
    const { sql, params } = unnestOf(moving, columns);
    await em.query(`update callout_row r set ${Object.keys(columns).filter((c) => c !== 'id').map((c) => `${c} = n.${c}`).join(', ')} from ${sql} n where r.id = n.id`, params);
  }

  async keepAnswers(em: EntityManager, answers: readonly AnswerRow[]): Promise<void> {
    if (answers.length === 0) return;
    const rows = answers.map((a) => ({ callout_id: a.calloutId, row_id: a.rowId, by: a.by, role: a.role, channel: a.channel, heard_seconds: a.heardSeconds, answered: a.answered, at: a.at, attempt_id: a.attemptId, verdict: a.verdict }));
    const columns = { callout_id: 'uuid', row_id: 'uuid', by: 'uuid', role: 'text', channel: 'text', heard_seconds: 'int', answered: 'boolean', at: 'timestamptz', attempt_id: 'uuid', verdict: 'text' };
    const { sql, params } = unnestOf(rows, columns);
    const names = Object.keys(columns).join(', ');
    await em.query(`insert into callout_answer (${names}) select ${names} from ${sql} n`, params);
  }

  /** Messages each person was handed, or is about to be, since an instant. */
  async handedSince(em: EntityManager, users: readonly string[], since: Date): Promise<Map<string, number>> {
    const rows = (await em.query(`select user_id, count(*)::int n from (
      select user_id from callout_attempt where user_id = any($1) and state = 'accepted' and accepted_at > $2 union all select user_id from callout_attempt where state = 'queued' and user_id = any($1)
      union all select user_id from escalation_message where user_id = any($1) and (state = 'queued' or (state = 'accepted' and accepted_at > $2))) h group by 1`, [users, since])) as { user_id: string; n: number }[];
    return new Map(rows.map((r) => [r.user_id, r.n]));
  }

  /** Ends every row of a campaign: who is not reached is listed, nothing further is sent. */
  async freeze(em: EntityManager, calloutId: string, at: Date): Promise<{ persons: number; reached: number; unreached: string[] }> {
    await em.query('select 1 from callout_row where callout_id = $1 order by id for update', [calloutId]);
    await em.query(`update callout_row set state = case when state = 'ringing' then 'unreached' else state end, unreached_at = case when state = 'ringing' then $2 else unreached_at end, next_at = null where callout_id = $1 and (state = 'ringing' or next_at is not null)`, [calloutId, at]);
    await em.query(`update callout_attempt set state = 'cancelled', due_at = null where callout_id = $1 and state = 'queued'`, [calloutId]);
    const rows = (await em.query('select user_id, state from callout_row where callout_id = $1 order by pos', [calloutId])) as { user_id: string; state: RowState }[];
    return { persons: rows.length, reached: rows.filter((r) => r.state === 'reached').length, unreached: rows.filter((r) => r.state !== 'reached').map((r) => r.user_id) };
  }

  /** Running campaigns that have nobody left to wait for. */
  async done(em: EntityManager): Promise<string[]> {
    const rows = (await em.query(`select id from callout c where state = 'running' and not exists (select from callout_row r where r.callout_id = c.id and (r.state = 'ringing' or (c.kind = 'alarm' and r.state = 'unreached')))`)) as { id: string }[];
    return rows.map((r) => r.id);
  }

  /** What was called already for a warning, running or over; what it joined counts until that ended for its own warning's sake. */
  calledFor(em: EntityManager, warningId: string): Promise<{ areas: string[]; colour: string | null }[]> {
    return em.query(`select areas, colour from callout where warning_id = $1 and kind = 'alarm'
      union all select j.areas, j.colour from callout_join j join callout c on c.id = j.callout_id where j.warning_id = $1 and c.state in ('running', 'ended')`, [warningId]);
  }

  /** Running campaigns of a warning, with what the warning is now; one that a joined warning of its colour still carries goes on. */
  async warned(em: EntityManager, at: Date): Promise<{ id: string; colour: string | null; warning: { state: string; colour: string; expiresAt: Date } }[]> {
    const rows = (await em.query(`select c.id, c.colour, w.state, w.colour "now", w.expires_at "expiresAt" from callout c join warning w on w.id = c.warning_id where c.state = 'running' and not ${CARRIED('c', '$1')}`, [at])) as { id: string; colour: string | null; state: string; now: string; expiresAt: Date }[];
    return rows.map((r) => ({ id: r.id, colour: r.colour, warning: { state: r.state, colour: r.now, expiresAt: r.expiresAt } }));
  }

  async rows(em: EntityManager, q: { calloutId: string; scopes: readonly string[]; state?: string; after: string | null; limit: number }): Promise<PersonRow[]> {
    return em.query(`select ${ROW} from callout_row r where r.callout_id = $1 and r.area like any($2) and ($3::text is null or r.state = $3) and ($4::bigint is null or r.pos > $4) order by r.pos limit $5`,
      [q.calloutId, q.scopes.map((s) => `${s}%`), q.state ?? null, q.after, q.limit]);
  }

  notHanded(em: EntityManager, calloutId: string, scopes: readonly string[], after: string | null, limit: number): Promise<(AttemptRow & { pos: string })[]> {
    return em.query(`select pos, ${ATTEMPT} from callout_attempt a where callout_id = $1 and state in ('suppressed', 'failed', 'simulated') and ($2::bigint is null or pos > $2)
      and exists (select from callout_row r where r.id = a.row_id and r.area like any($3)) order by pos limit $4`, [calloutId, after, scopes.map((s) => `${s}%`), limit]);
  }

  async stateOf(em: EntityManager, ids: readonly string[], state: AttemptState, acceptedAt: Date | null, reason: string | null): Promise<string[]> {
    const rows = rowsOf<{ id: string }>(await em.query(`update callout_attempt set state = $2, accepted_at = $3, reason = $4, due_at = null where id = any($1) and state = 'queued' returning id`, [ids, state, acceptedAt, reason]));
    return rows.map((r) => r.id);
  }
}
