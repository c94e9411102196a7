import { Injectable } from '@nestjs/common';
import type { ConflictOpened as Dispute, EvacuationOpened as Emptied, EvacuationUnapproved as Unseen, MeasureExecuted as Executed, MeasureProtected as Protected, MeasureReturned as Returned, MeasureStep, MeasureUnapproved as Unapproved } from '@xunling/contracts';
import { AreaMeasureReturned, AreaMeasureVerified, ConflictOpened, EvacuationOpened, EvacuationUnapproved, MeasureExecuted, MeasureLifted, MeasureLiftOrdered, MeasureProtected, MeasureReturned, MeasureUnapproved, MeasureVerified } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { AttentionOpening } from '../attention/open-attention.js';
import { GroundStore, type Change } from './ground.store.js';

/** A whole grid, beside the EVACUATE of one site: it is looked at on its ledger. */
const GRID_EMPTIED = 'EVACUATE grid';

/** What the ground closed or emptied by itself comes before the officer on duty at once, again where nobody looked in time; so does what was verified and does not hold after all, and a contradiction that is the zone's to settle. */
@Injectable()
@Subscribe({ name: 'ground-measures', events: [MeasureProtected, MeasureExecuted, MeasureVerified, MeasureReturned, MeasureLiftOrdered, MeasureLifted, MeasureUnapproved, AreaMeasureVerified, AreaMeasureReturned, ConflictOpened, EvacuationOpened, EvacuationUnapproved] })
export class GroundSubscriber {
  constructor(private readonly ground: GroundStore, private readonly attentions: AttentionOpening) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    for (const { event } of batch) await this.one(event.type, event.data as never, event.version, work.because(event));
  }

  private async one(type: string, data: never, version: number, work: Work): Promise<void> {
    const step = data as MeasureStep;
    const change = (more: Omit<Change, 'id' | 'version'>, id = step.measureId): Promise<void> => this.ground.change(work.em, { id, version, ...more }, work.at);
    switch (type) {
      case 'grid.measure.protected.v1': return this.begun(data as Protected, version, work);
      case 'grid.measure.executed.v1': return change({ state: 'reported' }, (data as Executed).orderId);
      case 'grid.measure.verified.v1': await this.ground.holds(work.em, (data as Executed).orderId, version); return change({ state: 'verified' }, (data as Executed).orderId);
      case 'grid.measure.returned.v1': await this.broken(data, version, work); return change({ state: 'executing' });
      case 'grid.area-measure.verified.v1': return this.ground.holds(work.em, step.measureId, version);
      case 'grid.area-measure.returned.v1': return this.broken(data, version, work);
      case 'grid.measure.lift-ordered.v1': return change({ lifting: true });
      case 'grid.measure.lifted.v1': return change({ liftedAt: step.at });
      case 'grid.measure.unapproved.v1': { const d = data as Unapproved; return this.attentions.open('protection-unapproved', d.measureId, d.measure, `${d.area} ${d.measure}`, work); }
      case 'grid.evacuation.opened.v1': { const d = data as Emptied; return d.reviewBy ? this.attentions.open('protection', d.evacuationId, GRID_EMPTIED, `${d.area} EVACUATE: ${d.reason ?? ''}`.slice(0, 600), work) : undefined; }
      case 'grid.evacuation.unapproved.v1': { const d = data as Unseen; return this.attentions.open('protection-unapproved', d.evacuationId, GRID_EMPTIED, `${d.area} EVACUATE`, work); }
      case 'grid.conflict.opened.v1': { const d = data as Dispute; return d.owner.length === 6 ? this.attentions.open('site-conflict', d.conflictId, 'conflict', d.area, work) : undefined; }
      default: throw new Error(`unknown event ${type}`);
    }
  }

  /** No clock runs on what was verified: a person has to look. */
  private async broken(d: Pick<Returned, 'measureId' | 'area' | 'measure' | 'reason'>, version: number, work: Work): Promise<void> {
    if (!(await this.ground.broken(work.em, d.measureId, version))) return;
    await this.attentions.open('measure-broken', derivedId('broken', `${d.measureId}/${version}`), d.measure, `${d.area} ${d.measure}: ${d.reason}`.slice(0, 600), work);
  }

  private async begun(d: Protected, version: number, work: Work): Promise<void> {
    const begun = { id: d.measureId, area: d.area, siteId: d.siteId, measure: d.measure, ...(d.scope ? { scope: d.scope } : {}), by: d.by, reason: d.reason, at: d.at, version };
    if (await this.ground.begin(work.em, begun, work.at)) await this.attentions.open('protection', d.measureId, d.measure, `${d.area} ${d.measure}: ${d.reason}`.slice(0, 600), work);
  }
}
