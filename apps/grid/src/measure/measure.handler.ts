import { Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type { GridPage, MeasurePage } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { listMeasures } from './measure.view.js';

@Injectable()
export class MeasureHandler {
  @Handle('grid.measure.list')
  list({ area, ...input }: GridPage, work: Work): Promise<MeasurePage> {
    return listMeasures(work.em, { ...input, areas: listScopes(area, work.caller!) });
  }
}
