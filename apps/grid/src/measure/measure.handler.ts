import { Injectable } from '@nestjs/common';
import { listArea } from '@xunling/addressee';
import type { GridPage, MeasurePage } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { listMeasures } from './measure.view.js';

@Injectable()
export class MeasureHandler {
  @Handle('grid.measure.list')
  list({ area, ...input }: GridPage, work: Work): Promise<MeasurePage> {
    const scope = listArea(area, false, work);
    return listMeasures(work.em, { ...input, ...(scope ? { area: scope } : {}) });
  }
}
