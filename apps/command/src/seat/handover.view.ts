import { Injectable } from '@nestjs/common';
import { STANDING_MEASURES } from '@xunling/contracts';
import type { HandoverList } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { EvacuationStore } from '../evacuation/evacuation.store.js';
import { GroundStore } from '../ground/ground.store.js';
import { StandDownStore } from '../stand-down/stand-down.store.js';
import { IN_FORCE } from '../order/order.store.js';
import { compact, iso } from '../rows.js';

const FIRST = 200;
const ZONE = { streets: null };
const DECISIONS = `select id, colour, observed->>'level' level, state, due_at, owner_id from decision where state in ('open', 'awaiting-signature') order by due_at limit ${FIRST}`;
/** Sets of the open incidents with an order that is neither verified nor taken back. */
const SETS = `select s.id, s.kind, s.level, s.issued_at, c.k, c.n from order_set s
  join (select set_id, count(*) filter (where state = 'verified')::int k, count(*) filter (where state not in ('withdrawn', 'superseded'))::int n from orders where incident_id = any($1) group by set_id) c on c.set_id = s.id
  where s.incident_id = any($1) and c.k < c.n order by s.issued_at desc`;
const MEASURES = `select o.id, o.measure, o.area, o.addressee_id, o.addressee_name, o.state, count(*) over ()::int total from orders o where ${IN_FORCE} and o.measure = any($1) order by o.pos limit ${FIRST}`;
/** At work on the ground as far as the records show: executing, and nothing reported yet. */
const OUT = `select o.id, o.holder_id, o.addressee_id, o.addressee_name, o.area, o.done_executing, p.people from
  (select id, holder_id, addressee_id, addressee_name, area, done_executing, pos from orders where state = 'executing' order by pos limit ${FIRST}) o,
  (select count(distinct holder_id)::int people from orders where state = 'executing') p order by o.pos`;

const CALLOUTS = `select c.id, c.kind, c.areas, c.colour, c.level, c.started_at, w.waiting, count(*) over ()::int total from callout c,
  lateral (select count(*) filter (where r.state <> 'reached')::int waiting from callout_row r where r.callout_id = c.id) w where c.state = 'running' order by c.pos limit ${FIRST}`;
const PROPOSALS = `select id, level, areas, by, at, lapses_at, count(*) over ()::int total from level_proposal where state = 'open' order by lapses_at limit ${FIRST}`;
const REPORTS = `select c.incident_id, c.clock, c.due_at, c.owner_id, count(*) over ()::int total from sitrep_clock c where c.incident_id = any($1) and c.done_at is null and c.due_at <= $2 order by c.due_at limit ${FIRST}`;
/** How many there are of what a query shows the first of. */
const totalOf = (rows: readonly { total: number }[]): number => rows[0]?.total ?? 0;

/** What a hand-over hands over: it is read once, frozen with the offer and never rewritten. */
@Injectable()
export class HandoverViews {
  constructor(private readonly evacuations: EvacuationStore, private readonly standDown: StandDownStore, private readonly ground: GroundStore) {}

  async now(em: EntityManager, open: readonly string[], at: Date): Promise<HandoverList> {
    const decisions = (await em.query(DECISIONS)) as { id: string; colour: string | null; level: string | null; state: string; due_at: Date; owner_id: string | null }[];
    const sets = (open.length > 0 ? await em.query(SETS, [open]) : []) as { id: string; kind: string; level: string | null; issued_at: Date; k: number; n: number }[];
    const measures = (await em.query(MEASURES, [STANDING_MEASURES])) as { id: string; measure: string; area: string; addressee_id: string; addressee_name: string; state: string; total: number }[];
    const out = (await em.query(OUT)) as { id: string; holder_id: string; addressee_id: string; addressee_name: string; area: string; done_executing: Date; people: number }[];
    const callouts = (await em.query(CALLOUTS)) as { id: string; kind: string; areas: string[]; colour: string | null; level: string | null; started_at: Date; waiting: number; total: number }[];
    const proposals = (await em.query(PROPOSALS)) as { id: string; level: string; areas: string[]; by: string; at: Date; lapses_at: Date; total: number }[];
    const reports = (await em.query(REPORTS, [open, at])) as { incident_id: string; clock: string; due_at: Date; owner_id: string | null; total: number }[];
    return compact({
      at: iso(at), incidentId: open[0],
      counts: {
        decisions: decisions.length, orderSets: sets.length, measures: totalOf(measures), peopleOut: out[0]?.people ?? 0, peopleAway: (await this.evacuations.count(em, ZONE)).peopleAway,
        ground: await this.ground.countInForce(em), callouts: totalOf(callouts), proposals: totalOf(proposals), reportsOverdue: totalOf(reports),
      },
      evacuations: await this.evacuations.inForce(em, ZONE), commitments: await this.standDown.commitments(em, ZONE),
      decisions: decisions.map((d) => compact({ id: d.id, colour: d.colour, level: d.level, state: d.state, dueAt: iso(d.due_at), ownerId: d.owner_id })),
      orderSets: sets.slice(0, FIRST).map((s) => compact({ id: s.id, kind: s.kind, level: s.level, k: s.k, n: s.n, issuedAt: iso(s.issued_at) })),
      measures: measures.map((m) => ({ orderId: m.id, measure: m.measure, area: m.area, addresseeId: m.addressee_id, addressee: m.addressee_name, state: m.state })),
      ground: (await this.ground.inForce(em, ZONE.streets)).map(({ id, ...g }) => ({ measureId: id, ...g })),
      callouts: callouts.map((c) => compact({ id: c.id, kind: c.kind, areas: c.areas, colour: c.colour, level: c.level, startedAt: iso(c.started_at), waiting: c.waiting })),
      proposals: proposals.map((p) => ({ id: p.id, level: p.level, areas: p.areas, by: p.by, at: iso(p.at), lapsesAt: iso(p.lapses_at) })),
      reportsOverdue: reports.map((r) => compact({ incidentId: r.incident_id, clock: r.clock, dueAt: iso(r.due_at), ownerId: r.owner_id })),
      peopleOut: out.map((o) => ({ orderId: o.id, userId: o.holder_id, addresseeId: o.addressee_id, addressee: o.addressee_name, area: o.area, since: iso(o.done_executing ?? at) })),
    }) as HandoverList;
  }
}
