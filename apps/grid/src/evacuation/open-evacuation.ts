import { Inject, Injectable } from '@nestjs/common';
import { occurred } from '@xunling/addressee';
import { mayOver, streetOf } from '@xunling/contracts';
import { EvacuationJoined, EvacuationOpened, OpenEvacuation as Operation, ProtectArea, type OpenEvacuationInput, type ProtectAreaInput } from '@xunling/contracts/classes';
import { rowsOf, type Work } from '@xunling/messaging';
import { derivedId, impossible, newId, Refusal } from '@xunling/platform';
import { lineOf, mustBeInLine } from '../household/line.view.js';
import type { Review } from '../measure/measure.js';
import { awaiting } from '../protection/protection.js';
import { Enlist } from './enlist-persons.js';
import { HandOver } from './hand-over.js';
import { LedgerStore } from './ledger.store.js';
import { holdStreets } from './street-lock.js';

/** What asks for an evacuation: an order of command, a protection triggered in the field, a person directly. */
export interface Ask { id: string; area: string; siteId?: string | undefined; cause: 'order' | 'protection' | 'direct'; /** Its order, or the measure that was begun without one. */ orderId?: string | undefined; reason?: string | undefined; by?: string | undefined; /** Order that this one replaces: the same ledger goes on. */ instead?: string | undefined; /** Begun on the ground: those above have to look. */ review?: Review | undefined; /** When it began, where that was said later. */ at?: Date | undefined }

/** Opens evacuations with everybody the register knows there on the ledger. One that runs already over the same place is joined, so that nobody is on two ledgers. */
@Injectable()
export class OpenEvacuation {
  private readonly store = new LedgerStore();
  constructor(@Inject(Enlist) private readonly enlist: Enlist, @Inject(HandOver) private readonly handOver: HandOver) {}

  async direct({ area, siteId, reason }: OpenEvacuationInput, work: Work): Promise<string> {
    if (!mayOver(work.caller!, Operation.roles, area)) throw new Refusal('access.area');
    if (area.length < 9) throw impossible('area', 'too-wide', 'one street at a time: a ledger belongs to a street');
    await this.mustExist(area, work);
    if (siteId && ((await work.em.query('select 1 from site where id = $1 and starts_with(area, $2)', [siteId, area])) as unknown[]).length === 0) throw impossible('siteId', 'not-there', 'no such site in this area');
    return this.alone({ id: newId(), area, siteId, cause: 'direct', reason, by: work.caller!.userId }, work);
  }
  private async mustExist(area: string, { em }: Work): Promise<void> {
    if (((await em.query('select 1 from area where code = $1 and valid_to is null', [area])) as unknown[]).length === 0) throw new Refusal('area.unknown');
  }
  /** By a person, who is told of the one that runs already. */
  private async alone(ask: Ask, work: Work): Promise<string> {
    const { id, joined } = await this.run(ask, work);
    if (joined) throw new Refusal('state.conflict', { state: 'open', allowed: ['list', 'move'], detail: 'an evacuation runs here already', extra: { evacuationId: id } });
    return id;
  }

  /** One step of the ground (C7): empties a grid of one's own without an order, to be looked at by those above. @throws Refusal access.area, access.line, input.impossible, area.unknown, state.conflict */
  async onTheGround({ area, reason, at }: ProtectAreaInput, work: Work): Promise<string> {
    const caller = work.caller!;
    if (!mayOver(caller, ProtectArea.roles, area)) throw new Refusal('access.area');
    mustBeInLine(await lineOf(work.em, caller), caller, area);
    if (area.length < 15) throw impossible('area', 'too-wide', 'a grid or micro-grid: what is wider is opened by the officer');
    await this.mustExist(area, work);
    const when = occurred(at, new Date(0).toISOString(), work.at);
    return this.alone({ id: newId(), area, cause: 'protection', reason, by: caller.userId, review: awaiting(when.receivedAt), at: new Date(when.at) }, work);
  }

  /** An order over the zone is one evacuation per street, since a ledger's events keep to one. Idempotent. */
  async ordered(order: { orderId: string; area: string; siteId?: string; supersedes?: string; issuedBy: string; textZh: string }, work: Work): Promise<void> {
    const areas: string[] = order.area.length >= 9 ? [order.area] : ((await work.em.query(`select code from area where kind = 'street' and valid_to is null and starts_with(code, $1) order by code`, [order.area])) as { code: string }[]).map((r) => r.code);
    for (const area of areas) {
      await this.run({ id: derivedId('evacuation', `${order.orderId}/${area}`), area, siteId: order.siteId, cause: 'order', orderId: order.orderId, reason: order.textZh, by: order.issuedBy, instead: order.supersedes }, work);
    }
  }

  /** What the ground began by itself evacuates who lives in the site, in the name of its measure. Idempotent. */
  async protected({ measureId, area, siteId, reason, by }: { measureId: string; area: string; siteId: string; reason: string; by: string }, work: Work): Promise<void> {
    await this.run({ id: derivedId('evacuation', measureId), area, siteId, cause: 'protection', orderId: measureId, reason, by }, work);
  }

  /** Answers the evacuation that serves the ask, and whether it ran already. */
  async run(ask: Ask, work: Work): Promise<{ id: string; joined: boolean }> {
    // two asks for one place at one instant: the second finds the first
    await holdStreets(work.em, [ask.area], 'alone');
    const running = await this.running(ask, work);
    if (running) { await this.join(running, ask, work); return { id: running.id, joined: true }; }
    const at = ask.at ?? work.at;
    const rows = rowsOf(await work.em.query(
      `insert into evacuation (id, area, site_id, cause, reason, state, opened_by, opened_at, version, review, review_due) values ($1, $2, $3, $4, $5, 'open', $6, $7, 1, $8, $9) on conflict (id) do nothing returning id`,
      [ask.id, ask.area, ask.siteId ?? null, ask.cause, ask.reason ?? null, ask.by ?? null, at, ask.review ?? null, ask.review?.dueAt ?? null]));
    if (rows.length === 0) return { id: ask.id, joined: true };
    if (ask.orderId) await work.em.query('insert into evacuation_order (order_id, evacuation_id) values ($1, $2) on conflict do nothing', [ask.orderId, ask.id]);
    work.append(EvacuationOpened, {
      evacuationId: ask.id, area: ask.area, ...(ask.siteId ? { siteId: ask.siteId } : {}), ...(ask.orderId ? { orderId: ask.orderId } : {}), cause: ask.cause, ...(ask.reason ? { reason: ask.reason.slice(0, 1000) } : {}), ...(ask.by ? { by: ask.by } : {}), at: at.toISOString(), ...(ask.review ? { reviewBy: ask.review.dueAt } : {}),
    }, { aggregate: `evacuation/${ask.id}`, version: 1, street: streetOf(ask.area), at });
    await this.store.lockStreet(work.em, ask.area);
    await this.handOver.opened(ask.id, work);
    await this.enlist.run(ask.id, undefined, work);
    return { id: ask.id, joined: false };
  }

  /** The evacuation an order replaces runs on; else one that is open over all of the place. */
  private async running({ area, siteId, instead }: Ask, { em }: Work): Promise<{ id: string; area: string } | undefined> {
    const [row]: { id: string; area: string }[] = await em.query(
      `select e.id, e.area from evacuation e where e.state = 'open' and (starts_with($1, e.area) and (e.site_id is null or e.site_id = $2) or e.id in (select evacuation_id from evacuation_order where order_id = $3))
         and substr(e.area, 1, 9) = substr($1, 1, 9) order by length(e.area), e.no limit 1`, [area, siteId ?? null, instead ?? null]);
    return row;
  }
  private async join(running: { id: string; area: string }, { orderId, instead }: Ask, work: Work): Promise<void> {
    if (!orderId) return;
    const fresh = rowsOf(await work.em.query('insert into evacuation_order (order_id, evacuation_id) values ($1, $2) on conflict do nothing returning order_id', [orderId, running.id]));
    if (fresh.length === 0) return;
    if (instead) await work.em.query('update evacuation_order set ended_at = $2 where order_id = $1 and ended_at is null', [instead, work.at]);
    const [row] = rowsOf<{ version: number }>(await work.em.query('update evacuation set version = version + 1 where id = $1 returning version', [running.id]));
    work.append(EvacuationJoined, { evacuationId: running.id, area: running.area, orderId, at: work.at.toISOString() }, { aggregate: `evacuation/${running.id}`, version: row!.version, street: streetOf(running.area) });
    await this.enlist.run(running.id, undefined, work);
  }
}
