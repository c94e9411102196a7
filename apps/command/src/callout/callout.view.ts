import { Injectable } from '@nestjs/common';
import type { CalloutReceipt, CalloutRowView, CalloutTry, CalloutView, MyCallout, SuppressedMessage } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { compact, iso } from '../rows.js';
import { CalloutStore, type AnswerRow, type AttemptRow, type CalloutFigures, type CalloutRow, type PersonRow } from './callout.store.js';
import { JoinStore, type Join } from './join.store.js';

const at = (date: Date | null): string | undefined => (date ? iso(date) : undefined);
interface Tally { area: string; persons: number; reached: number; ringing: number; unreached: number; late: number; told: number; not_ringable: number }
const TALLY = `select left(area, 9) area, count(*)::int persons, count(*) filter (where state = 'reached')::int reached, count(*) filter (where state = 'ringing')::int ringing, count(*) filter (where state = 'unreached')::int unreached,
  count(*) filter (where late)::int late, count(*) filter (where state = 'unreached' and (door->>'told')::boolean)::int told, count(*) filter (where not exists (select from jsonb_array_elements(callees) c where c->>'role' = 'person' and jsonb_array_length(c->'channels') > 0))::int not_ringable
  from callout_row where callout_id = $1 group by 1 order by 1`;
const TOLD = `select count(*)::int n from callout_row where callout_id = $1 and state = 'unreached' and (door->>'told')::boolean`;
const RUNG = `select left(r.area, 9) area, count(*) filter (where a.state = 'accepted')::int tries, count(distinct a.row_id) filter (where a.state = 'accepted')::int handed,
  count(*) filter (where a.state = 'suppressed')::int suppressed, count(*) filter (where a.state = 'failed')::int failed, count(*) filter (where a.state = 'simulated')::int simulated from callout_attempt a join callout_row r on r.id = a.row_id and r.callout_id = $1 where a.callout_id = $1 group by 1`;
const MINE = `select distinct on (a.row_id) a.callout_id "calloutId", a.row_id "rowId", c.kind, a.role, r.user_id "userId", r.post, r.area, c.message_zh "messageZh", c.message_en "messageEn", c.colour, c.level, a.accepted_at "rungAt", a.n
  from callout_attempt a join callout c on c.id = a.callout_id join callout_row r on r.id = a.row_id
  where a.user_id = $1 and a.state = 'accepted' and a.accepted_at > $2 and c.state = 'running' and r.state <> 'reached' and (a.role <> 'superior' or r.state = 'unreached' and r.taken_by is null) order by a.row_id, a.accepted_at desc limit 100`;
/** Further back nobody waits for an answer. */
const MINE_MS = 24 * 3_600_000;

export const receiptShown = ({ by, role, channel, heardSeconds, verdict, at: when }: AnswerRow): CalloutReceipt => ({ by, role, channel, heardSeconds, verdict, at: iso(when) });
const tryShown = (a: AttemptRow): CalloutTry => compact({ attemptId: a.id, userId: a.userId, role: a.role, channel: a.channel, n: a.n, state: a.state, at: iso(a.at), acceptedAt: at(a.acceptedAt), reason: a.reason }) as CalloutTry;
export const suppressedShown = (a: AttemptRow): SuppressedMessage => ({ attemptId: a.id, rowId: a.rowId, userId: a.userId, channel: a.channel, reason: a.reason ?? a.state, at: iso(a.at) });

const shown = (c: CalloutRow, figures: CalloutFigures, joins: readonly Join[]): CalloutView => compact({
  id: c.id, kind: c.kind, state: c.state, incidentId: c.incidentId, warningId: c.warningId, areas: [...c.areas], colour: c.colour, level: c.level, lifeSafety: c.lifeSafety, messageZh: c.messageZh, messageEn: c.messageEn, by: c.by,
  automatic: c.automatic, hopMinutes: c.hopMinutes, startedAt: iso(c.startedAt), endedAt: at(c.endedAt), note: c.note, updates: c.updates, joined: joins.length > 0 ? joins.map((j) => ({ warningId: j.warningId, colour: j.colour, persons: j.persons, at: iso(j.at) })) : undefined, ...figures,
}) as CalloutView;

/** Campaigns and rows as they are shown. */
@Injectable()
export class CalloutViews {
  private readonly counting = new Map<string, Promise<CalloutFigures>>();
  constructor(private readonly callouts: CalloutStore, private readonly joins: JoinStore) {}

  /** For readers: those who ask at once share one counting of a campaign that runs. */
  async shown(em: EntityManager, rows: readonly CalloutRow[]): Promise<CalloutView[]> {
    const joins = await this.joins.of(em, rows.map((c) => c.id));
    const of = (c: CalloutRow): Join[] => joins.filter((j) => j.calloutId === c.id);
    return Promise.all(rows.map((c) => {
      const running = this.counting.get(c.id);
      if (running) return running.then((figures) => shown(c, figures, of(c)));
      const counting = this.figures(em, c).finally(() => this.counting.delete(c.id));
      this.counting.set(c.id, counting);
      return counting.then((figures) => shown(c, figures, of(c)));
    }));
  }

  async one(em: EntityManager, c: CalloutRow): Promise<CalloutView> { return shown(c, await this.figures(em, c), await this.joins.of(em, [c.id])); }

  /** What is counted of a campaign: as it ended, or now. */
  async figures(em: EntityManager, c: CalloutRow): Promise<CalloutFigures> {
    // doors are knocked at after the end too
    if (c.figures) return { ...c.figures, toldAtDoor: Number(((await em.query(TOLD, [c.id])) as { n: number }[])[0]!.n) };
    const tallies = (await em.query(TALLY, [c.id])) as Tally[];
    const rung = (await em.query(RUNG, [c.id])) as { area: string; tries: number; handed: number; suppressed: number; failed: number; simulated: number }[];
    const sum = <K extends string>(list: readonly Record<K, number>[], key: K): number => list.reduce((n, t) => n + t[key], 0);
    return {
      persons: sum(tallies, 'persons'), reached: sum(tallies, 'reached'), ringing: sum(tallies, 'ringing'), unreached: sum(tallies, 'unreached'), late: sum(tallies, 'late'), toldAtDoor: sum(tallies, 'told'), notRingable: sum(tallies, 'not_ringable'),
      handed: sum(rung, 'handed'), suppressed: sum(rung, 'suppressed'), failed: sum(rung, 'failed'), simulated: sum(rung, 'simulated'),
      streets: tallies.map((t) => ({ area: t.area, persons: t.persons, reached: t.reached, ringing: t.ringing, unreached: t.unreached, tries: rung.find((x) => x.area === t.area)?.tries ?? 0 })),
    };
  }

  async persons(em: EntityManager, rows: readonly PersonRow[]): Promise<CalloutRowView[]> {
    const ids = rows.map((r) => r.id);
    const [attempts, answers] = [await this.callouts.attemptsOf(em, ids), await this.callouts.answersOf(em, ids)];
    const who = (r: PersonRow, role: string): string | undefined => r.callees.find((c) => c.role === role)?.userId;
    return rows.map((r) => compact({
      id: r.id, userId: r.userId, post: r.post, area: r.area, state: r.state, step: r.step, deputyId: who(r, 'deputy'), superiorId: who(r, 'superior'), reachedBy: r.reachedBy, reachedOn: r.reachedOn, reachedAt: at(r.reachedAt), late: r.late,
      unreachedAt: at(r.unreachedAt), takenBy: r.takenBy, door: r.door, notRingable: r.unusable, tries: (attempts.get(r.id) ?? []).slice(-24).map(tryShown), answers: (answers.get(r.id) ?? []).slice(-12).map(receiptShown),
    }) as CalloutRowView);
  }

  async mine(em: EntityManager, userId: string, now: Date): Promise<MyCallout[]> {
    const rows = (await em.query(MINE, [userId, new Date(now.getTime() - MINE_MS)])) as (Record<string, unknown> & { rungAt: Date })[];
    return rows.map((r) => compact({ ...r, rungAt: iso(r.rungAt) }) as unknown as MyCallout);
  }
}
