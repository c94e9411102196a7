import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type {
  AreaMeasurePage, ClosureBoardInput, ClosureCounts, ClosureCountsInput, ClosurePage, ExecuteMeasureInput, LiftMeasureInput, ListAreaMeasuresInput, ListMeasuresInput, MeasureById, MeasureFigures, MeasureFiguresInput, MeasurePage, MeasureView, PatrolEveryInput, PatrolMeasureInput, ProtectSiteInput, ReturnMeasureInput, ReviewMeasureInput,
} from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { ProtectSite } from '../protection/protect-site.js';
import { areaMeasures } from './area.view.js';
import { AnswerMeasure } from './answer-measure.js';
import { closureBoard, countClosures } from './board.view.js';
import { measureFigures } from './figures.view.js';
import { getMeasure, listMeasures, readMeasure } from './measure.view.js';

@Injectable()
export class MeasureHandler {
  constructor(@Inject(AnswerMeasure) private readonly answering: AnswerMeasure, @Inject(ProtectSite) private readonly protecting: ProtectSite) {}

  @Handle('grid.measure.list') list({ area, ...input }: ListMeasuresInput, work: Work): Promise<MeasurePage> { return listMeasures(work.em, { ...input, areas: listScopes(area, work.caller!) }); }
  @Handle('grid.measure.get') get({ id }: MeasureById, { em, caller }: Work): Promise<MeasureView> { return readMeasure(em, id, caller!); }
  @Handle('grid.closure.board') board(input: ClosureBoardInput, work: Work): Promise<ClosurePage> { return closureBoard(work.em, input, listScopes(input.area, work.caller!), work.at); }
  @Handle('grid.closure.areas') areas(input: ListAreaMeasuresInput, work: Work): Promise<AreaMeasurePage> { return areaMeasures(work.em, input, listScopes(input.area, work.caller!), work.at); }
  @Handle('grid.closure.counts') counts({ area }: ClosureCountsInput, work: Work): Promise<ClosureCounts> { return countClosures(work.em, listScopes(area, work.caller!), work.at); }
  @Handle('grid.measure.figures') figures(input: MeasureFiguresInput, work: Work): Promise<MeasureFigures> { return measureFigures(work.em, input, listScopes(input.area, work.caller!), work.at); }

  @Handle('grid.site.protect') async protect(input: ProtectSiteInput, work: Work): Promise<MeasureView> { return getMeasure(work.em, await this.protecting.run(input, work)); }
  @Handle('grid.measure.review') review(input: ReviewMeasureInput, work: Work): Promise<MeasureView> { return this.done(input.id, this.protecting.review(input, work), work); }
  @Handle('grid.measure.execute') execute(input: ExecuteMeasureInput, work: Work): Promise<MeasureView> { return this.done(input.id, this.answering.execute(input, work), work); }
  @Handle('grid.measure.verify') verify({ id }: MeasureById, work: Work): Promise<MeasureView> { return this.done(id, this.answering.verify(id, work), work); }
  @Handle('grid.measure.return') return(input: ReturnMeasureInput, work: Work): Promise<MeasureView> { return this.done(input.id, this.answering.return(input, work), work); }
  @Handle('grid.measure.patrol') patrol(input: PatrolMeasureInput, work: Work): Promise<MeasureView> { return this.done(input.id, this.answering.patrol(input, work), work); }
  @Handle('grid.measure.patrol-every') every({ id, minutes }: PatrolEveryInput, work: Work): Promise<MeasureView> { return this.done(id, this.answering.every(id, minutes, work), work); }
  @Handle('grid.measure.order-lift') orderLift(input: ReturnMeasureInput, work: Work): Promise<MeasureView> { return this.done(input.id, this.answering.orderLift(input, work), work); }
  @Handle('grid.measure.lift') lift(input: LiftMeasureInput, work: Work): Promise<MeasureView> { return this.done(input.id, this.answering.lift(input, work), work); }

  private async done(id: string, act: Promise<void>, work: Work): Promise<MeasureView> { await act; return getMeasure(work.em, id); }
}
