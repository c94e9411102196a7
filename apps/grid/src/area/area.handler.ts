import { Injectable } from '@nestjs/common';
import type { AreaPage, ListAreasInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { listAreas } from './area.view.js';

/** The tree itself is no secret: names and codes of the zone, for every signed-in person. */
@Injectable()
export class AreaHandler {
  @Handle('grid.area.list')
  list(input: ListAreasInput, work: Work): Promise<AreaPage> { return listAreas(work.em, input); }
}
