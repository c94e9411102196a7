import { Inject, Injectable } from '@nestjs/common';
import { AnswerItem, evidenceFor, EvidenceStore, occurred } from '@xunling/addressee';
import { CLOSING, mayOver } from '@xunling/contracts';
import { ExecuteMeasure, LiftMeasure, OrderMeasureLift, PatrolMeasure, SetPatrolInterval, VerifyMeasure, type ExecuteMeasureInput, type LiftMeasureInput, type PatrolMeasureInput, type ReturnMeasureInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, Refusal } from '@xunling/platform';
import { noteStatement } from '../conflict/note-statement.js';
import { ledgerAt } from '../evacuation/duty-ledger.view.js';
import { mustBear } from '../evacuation/emptied.js';
import { BoardStore } from './board.store.js';
import { announce, sayLifted } from './follow-duties.js';
import { keepsOut, may, patrolEvery, take, type Act, type Measure, type Patrol, type Said } from './measure.js';
import { MeasureStore } from './measure.store.js';
import { tell } from './tell.js';

/** Acts of people on one measure. Where its duty is still open, that is where it is executed, verified and sent back. */
@Injectable()
export class AnswerMeasure {
  private readonly store = new MeasureStore();
  private readonly evidence = new EvidenceStore();
  private readonly board = new BoardStore();
  constructor(@Inject(AnswerItem) private readonly duties: AnswerItem) {}

  async execute({ id, evidence, at, note }: ExecuteMeasureInput, work: Work): Promise<void> {
    const m = await this.load(id, ExecuteMeasure.roles, work);
    if (m.dutyOpen) throw new Refusal('state.conflict', { state: m.state, allowed: [], detail: 'its order is open: report on the duty' });
    const files = evidenceFor('photo', evidence, await this.evidence.findMany(work.em, evidence), work.caller!.userId);
    await this.act(m, 'execute', { by: work.caller!.userId, at: occurred(at, m.orderedAt, work.at).at, evidence: files, ...(note ? { reason: note } : {}) }, work);
  }

  async verify(id: string, work: Work): Promise<void> { await this.judge(id, 'verify', undefined, work); }
  async return({ id, reason }: ReturnMeasureInput, work: Work): Promise<void> { await this.judge(id, 'return', reason, work); }

  private async judge(id: string, act: 'verify' | 'return', reason: string | undefined, work: Work): Promise<void> {
    // the duty's lock comes before its measure's, as where the duty itself is answered
    const [seen] = (await work.em.query(`select duty_id as "dutyId", (body->>'dutyOpen')::boolean as open from measure where id = $1`, [id])) as { dutyId: string | null; open: boolean }[];
    if (seen?.open && seen.dutyId) { await this.duties.run(seen.dutyId, { verb: act, ...(reason ? { reason } : {}) }, work); return; }
    const m = await this.load(id, VerifyMeasure.roles, work);
    if (m.hands.includes(work.caller!.userId)) throw new Refusal('same-person');
    const does: Act = act === 'return' && may(m, 'break') && m.verifiedAt ? 'break' : act;
    await this.act(m, does, { ...this.said(work), ...(reason ? { reason } : {}) }, work);
  }

  async patrol({ id, found, at, depthCm, note, evidence = [] }: PatrolMeasureInput, work: Work): Promise<void> {
    const before = await this.load(id, PatrolMeasure.roles, work);
    if (depthCm !== undefined && !before.siteId) throw impossible('depthCm', 'no-site', 'a depth is of a site, not of an area');
    const by = work.caller!.userId;
    const when = occurred(at, before.orderedAt, work.at);
    const files = evidenceFor('none', evidence, await this.evidence.findMany(work.em, evidence), by);
    const patrol: Patrol = { by, at: when.at, found: found as 'closed' | 'open', evidence: files, ...(depthCm === undefined ? {} : { depthCm }), ...(note ? { note } : {}) };
    const m = take(before, 'patrol', { by, at: when.at, patrol });
    await this.store.saveMany(work.em, [m]);
    tell('patrolled', m, { by, at: when.at }, { found, ...(depthCm === undefined ? {} : { depthCm }), ...(note ? { note } : {}), evidence: files, nextDueAt: m.patrolDueAt! }, work);
    if (CLOSING.includes(m.measure)) await this.state(m, patrol, work);
    if (m.siteId && depthCm !== undefined) await this.board.measured(work.em, { siteId: m.siteId, cm: depthCm, at: new Date(when.at) }, work.at);
    else await this.board.refresh(work.em, [m.siteId]);
  }

  /** What the patrol saw is said of the site; where people get through and nobody holds against it, the measure does not hold. */
  private async state(m: Measure, { by, at, found, note }: Patrol, work: Work): Promise<void> {
    // whether the shops of a mall are shut says nothing of its doors
    if (m.siteId && keepsOut(m)) await noteStatement({ siteId: m.siteId, area: m.area, measureId: m.id, claim: found, source: 'patrol', by, at, ...(note ? { note } : {}) }, work);
    if (found === 'closed' || !may(m, 'break') || !m.verifiedAt) return;
    const disputed = ((await work.em.query(`select 1 from conflict where site_id = $1 and state = 'open'`, [m.siteId ?? null])) as unknown[]).length > 0;
    if (!disputed) await this.act(m, 'break', { by, at, reason: note ?? '巡查发现未封闭 / found open on patrol' }, work);
  }

  async every(id: string, minutes: number, work: Work): Promise<void> {
    const m = await this.load(id, SetPatrolInterval.roles, work);
    await this.store.saveMany(work.em, [patrolEvery(m, minutes, work.at.toISOString())]);
  }

  async orderLift({ id, reason }: ReturnMeasureInput, work: Work): Promise<void> {
    const before = await this.load(id, OrderMeasureLift.roles, work);
    if (before.dutyOpen && !before.executedAt) throw new Refusal('state.conflict', { state: before.state, allowed: ['withdraw'], detail: 'not done yet: its order is withdrawn, not lifted' });
    const { by, at } = this.said(work);
    const m = { ...take(before, 'order-lift', { by, at }), version: before.version + 1 };
    await this.store.saveMany(work.em, [m]);
    tell('lift-ordered', m, { by, at }, { reason }, work);
    await this.board.refresh(work.em, [m.siteId]);
  }

  async lift({ id, evidence, at: claimed }: LiftMeasureInput, work: Work): Promise<void> {
    const before = await this.load(id, LiftMeasure.roles, work);
    if (before.liftId) throw new Refusal('state.conflict', { state: before.state, allowed: [], detail: 'its lifting was ordered from above: report on that duty' });
    const by = work.caller!.userId;
    const files = evidenceFor('photo', evidence, await this.evidence.findMany(work.em, evidence), by);
    const { at } = occurred(claimed, before.liftOrderedAt ?? before.orderedAt, work.at);
    const m = take(before, 'lift', { by, at, evidence: files });
    await this.store.saveMany(work.em, [m]);
    await sayLifted(m, by, at, work);
  }

  private said(work: Work): Said { return { by: work.caller!.userId, at: work.at.toISOString() }; }
  private async load(id: string, roles: readonly string[], work: Work): Promise<Measure> {
    const m = await this.store.one(work.em, id);
    if (!mayOver(work.caller!, roles, m.area)) throw new Refusal('access.area');
    return m;
  }
  private async act(before: Measure, act: Act, said: Said, work: Work): Promise<void> {
    const m = take(before, act, said);
    // people are moved out and seen in safety on their ledger first
    if (m.measure === 'EVACUATE' && (act === 'execute' || act === 'verify')) mustBear((await ledgerAt(work.em, { orderId: m.id, area: m.area, siteId: m.siteId })).totals, act === 'execute' ? 'done' : 'verified');
    await this.store.saveMany(work.em, [m]);
    await announce(m, act, said, work);
  }
}
