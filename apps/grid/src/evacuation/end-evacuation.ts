import { Inject, Injectable } from '@nestjs/common';
import { conservationOf, mayOver, streetOf } from '@xunling/contracts';
import { DeclareSafe, EvacuationClosed, EvacuationDeclaredSafe, EvacuationLifted } from '@xunling/contracts/classes';
import { rowsOf, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { inLine, maskName } from '../household/household.js';
import { lineOf } from '../household/line.view.js';
import { PlacePersons } from '../shelter/place-persons.js';
import { allSafe, peopleAway } from './evacuation.js';
import { FollowUp } from './follow-up.js';
import { HandOver } from './hand-over.js';
import { LedgerStore, type EvacuationRow } from './ledger.store.js';
import { holdStreets } from './street-lock.js';

/** As many of the missing as one answer names; their number is told in full. */
const MOST_MISSING = 50;

/** What is said of an evacuation as a whole: all safe, lifted, closed. */
@Injectable()
export class EndEvacuation {
  private readonly store = new LedgerStore();
  constructor(@Inject(HandOver) private readonly handOver: HandOver, @Inject(FollowUp) private readonly followUp: FollowUp, @Inject(PlacePersons) private readonly places: PlacePersons) {}

  /** @throws Refusal evacuation.not-all-safe with the counts and who is missing */
  async declareSafe(id: string, work: Work): Promise<void> {
    const evacuation = await this.held(id, work);
    const totals = await this.store.totals(work.em, id);
    if (!allSafe(totals)) {
      const { planned, verified } = conservationOf(totals);
      throw new Refusal('evacuation.not-all-safe', { detail: `${planned} listed, ${verified} verified`, extra: { listed: planned, verified, missingPersons: planned - verified, missing: await this.missing(id, work) } });
    }
    if (evacuation.safeAt) return;
    const version = await this.store.move(work.em, id, { safe_at: work.at });
    work.append(EvacuationDeclaredSafe, { evacuationId: id, area: evacuation.area, count: totals.planned, by: work.caller!.userId, at: work.at.toISOString() }, { aggregate: `evacuation/${id}`, version, street: streetOf(evacuation.area) });
  }

  /** Lifts what nobody ordered, or what a person began and whose orders have ended. @throws Refusal evacuation.by-order, state.conflict */
  async lift(id: string, reason: string, work: Work): Promise<void> {
    const evacuation = await this.held(id, work);
    if (evacuation.state !== 'open') throw new Refusal('state.conflict', { state: evacuation.state, allowed: evacuation.state === 'lifted' ? ['allow-return', 'close'] : [] });
    const [{ orders }]: [{ orders: number }] = await work.em.query('select count(*)::int as orders from evacuation_order where evacuation_id = $1 and ended_at is null', [id]);
    if (orders > 0) throw new Refusal('evacuation.by-order');
    await this.lifted(evacuation, { reason, by: work.caller!.userId }, work);
  }

  /** An order's end (lifted or withdrawn), or the lifting of what was begun without one: the evacuation is lifted with its last one. Idempotent. */
  async orderEnded(orderId: string, work: Work): Promise<void> {
    const rows = rowsOf<{ evacuationId: string }>(await work.em.query('update evacuation_order set ended_at = $2 where order_id = $1 and ended_at is null returning evacuation_id as "evacuationId"', [orderId, work.at]));
    for (const { evacuationId } of rows) {
      const evacuation = await this.alone(evacuationId, work);
      const [{ running }]: [{ running: number }] = await work.em.query('select count(*)::int as running from evacuation_order where evacuation_id = $1 and ended_at is null', [evacuationId]);
      // what a person began, an order's end does not lift
      if (running === 0 && evacuation.cause !== 'direct' && !evacuation.review && evacuation.state === 'open') await this.lifted(evacuation, {}, work);
    }
  }

  /** @throws Refusal evacuation.not-lifted, evacuation.people-away */
  async close(id: string, work: Work): Promise<void> {
    const evacuation = await this.held(id, work);
    if (evacuation.state === 'open') throw new Refusal('evacuation.not-lifted');
    if (evacuation.state === 'closed') throw new Refusal('state.conflict', { state: 'closed', allowed: [] });
    const away = peopleAway(await this.store.totals(work.em, id));
    const [{ inside }]: [{ inside: number }] = await work.em.query(`select count(*)::int as inside from shelter_stay where evacuation_id = $1 and state = 'present'`, [id]);
    if (away + inside > 0) throw new Refusal('evacuation.people-away', { detail: `${away} not allowed to return, ${inside} in shelters`, extra: { away, inside } });
    await work.em.query('update evacuee set open = false where evacuation_id = $1 and open', [id]);
    await this.followUp.settle(id, undefined, work);
    await this.places.release(id, work);
    const version = await this.store.move(work.em, id, { state: 'closed', closed_at: work.at });
    work.append(EvacuationClosed, { evacuationId: id, area: evacuation.area, by: work.caller!.userId, at: work.at.toISOString() }, { aggregate: `evacuation/${id}`, version, street: streetOf(evacuation.area) });
  }

  private async lifted(evacuation: EvacuationRow, why: { reason?: string; by?: string }, work: Work): Promise<void> {
    const version = await this.store.move(work.em, evacuation.id, { state: 'lifted', lifted_at: work.at });
    work.append(EvacuationLifted, { evacuationId: evacuation.id, area: evacuation.area, ...why, at: work.at.toISOString() }, { aggregate: `evacuation/${evacuation.id}`, version, street: streetOf(evacuation.area) });
    await this.handOver.lifted(evacuation.id, work);
  }
  /** Held, after its street and whatever else runs in it. @throws Refusal unknown.id */
  private async alone(id: string, { em }: Work): Promise<EvacuationRow> {
    const [row]: { area: string }[] = await em.query('select area from evacuation where id = $1', [id]);
    if (!row) throw new Refusal('unknown.id');
    await holdStreets(em, [row.area], 'alone');
    await this.store.lockStreet(em, row.area);
    return this.store.lock(em, id, 'write');
  }
  private async held(id: string, work: Work): Promise<EvacuationRow> {
    const evacuation = await this.alone(id, work);
    if (!mayOver(work.caller!, DeclareSafe.roles, evacuation.area)) throw new Refusal('access.area');
    return evacuation;
  }
  /** Households of who is missing, masked outside the caller's line. */
  private async missing(id: string, { em, caller }: Work): Promise<object[]> {
    const line = await lineOf(em, caller!);
    const rows: { householdId: string; area: string; head: string; state: string; persons: number }[] = await em.query(
      `select e.household_id as "householdId", e.area, h.head, e.state, count(*)::int as persons from evacuee e join household h on h.id = e.household_id
       where e.evacuation_id = $1 and e.state = any($2) group by e.hh, e.household_id, e.area, h.head, e.state order by e.hh, e.state limit ${MOST_MISSING}`, [id, MISSING]);
    return rows.map((r) => ({ ...r, head: inLine(line, r.area) ? r.head : maskName(r.head) }));
  }
}
const MISSING = ['listed', 'notified', 'moved', 'arrived', 'safe', 'refused', 'unreachable', 'returned'];
