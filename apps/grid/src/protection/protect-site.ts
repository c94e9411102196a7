import { Injectable } from '@nestjs/common';
import { evidenceFor, EvidenceStore, occurred } from '@xunling/addressee';
import { mayOver, scopeAt, type Measure as Code, type SiteKind } from '@xunling/contracts';
import { MeasureProtected, MeasureReviewed, ProtectSite as Operation, ReviewMeasure, type ProtectSiteInput, type ReviewMeasureInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { announce } from '../measure/follow-duties.js';
import { factOf, metaOf } from '../measure/tell.js';
import { BoardStore } from '../measure/board.store.js';
import { MeasureStore } from '../measure/measure.store.js';
import { protect, review } from './protection.js';

/** One step on the ground, no order asked for: in force with this transaction, told to those above, reviewed later. */
@Injectable()
export class ProtectSite {
  private readonly measures = new MeasureStore();
  private readonly evidence = new EvidenceStore();
  private readonly board = new BoardStore();

  async run({ id: siteId, measure, scope, reason, position, noPositionReason, evidence: files = [], at }: ProtectSiteInput, work: Work): Promise<string> {
    const caller = work.caller!;
    const [site] = (await work.em.query('select area, state, kind from site where id = $1 for update', [siteId])) as { area: string; state: string; kind: SiteKind }[];
    if (!site) throw new Refusal('unknown.id');
    if (!mayOver(caller, Operation.roles, site.area)) throw new Refusal('access.area');
    if (site.state !== 'published') throw new Refusal('state.conflict', { state: site.state, allowed: [], detail: 'the site stands in no register' });
    if (position && noPositionReason) throw impossible('position', 'one-of', 'give either position or noPositionReason');
    const stops = scopeAt(measure, site.kind, scope);
    if (!stops) throw impossible('scope', measure === 'SUSPEND' ? 'site-kind' : 'measure', measure === 'SUSPEND' ? `${scope ?? measure} does not fit a site of kind ${site.kind}` : 'only a SUSPEND says what it stops');
    const refs = evidenceFor('none', files, await this.evidence.findMany(work.em, files), caller.userId);
    const when = occurred(at, new Date(0).toISOString(), work.at);
    const m = { ...protect({ id: newId(), siteId, area: site.area, measure: measure as Code, ...stops, reason, by: caller.userId, at: when.at, evidence: refs }, when.receivedAt), kind: site.kind };
    if (!(await this.measures.insertMany(work.em, [m])).has(m.id)) {
      const [there] = (await this.measures.live(work.em, [siteId])).filter((x) => x.origin === 'ground' && x.measure === measure && x.scope === stops.scope);
      throw new Refusal('state.conflict', { state: there?.state ?? 'executing', allowed: ['execute', 'patrol'], detail: `this was begun on the ground already: ${there?.id ?? ''}` });
    }
    work.append(MeasureProtected, { ...factOf(m, caller.userId, when.at), reason, reviewBy: m.review!.dueAt, ...(position ? { position } : {}), ...(noPositionReason ? { noPositionReason } : {}), evidence: refs }, metaOf(m, when.at));
    if (m.executedAt) await announce({ ...m, version: 2 }, 'execute', { by: caller.userId, at: when.at, evidence: refs }, work);
    if (m.executedAt) await this.measures.saveMany(work.em, [{ ...m, version: 2 }]);
    await this.board.refresh(work.em, [siteId]);
    return m.id;
  }

  /** Somebody above approves or sends back; it stays in force and in the books either way. */
  async review({ id, verdict, reason }: ReviewMeasureInput, work: Work): Promise<void> {
    const before = await this.measures.one(work.em, id);
    if (!mayOver(work.caller!, ReviewMeasure.roles, before.area)) throw new Refusal('access.area');
    const by = work.caller!.userId;
    const at = work.at.toISOString();
    const m = review(before, verdict as 'approved' | 'returned', by, at, reason);
    await this.measures.saveMany(work.em, [m]);
    work.append(MeasureReviewed, { ...factOf(m, by, at), verdict, ...(reason ? { reason } : {}) }, metaOf(m));
  }
}
