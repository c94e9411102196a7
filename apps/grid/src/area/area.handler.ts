import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type { AreaGapPage, AreaImportVerdict, AreaPage, AreaView, CloseAreaInput, ImportAreasInput, ListAreaGapsInput, ListAreasInput, OpenAreaInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { getArea, listAreas } from './area.view.js';
import { ChangeArea } from './change-area.js';
import { listGaps } from './gap.view.js';
import { ImportAreas } from './import-areas.js';

/** The tree itself is no secret: names and codes of the zone, for every signed-in person. */
@Injectable()
export class AreaHandler {
  constructor(@Inject(ChangeArea) private readonly change: ChangeArea, @Inject(ImportAreas) private readonly importAreas: ImportAreas) {}

  @Handle('grid.area.list')
  list(input: ListAreasInput, work: Work): Promise<AreaPage> { return listAreas(work.em, input); }

  @Handle('grid.area.gaps')
  gaps({ area, ...input }: ListAreaGapsInput, work: Work): Promise<AreaGapPage> { return listGaps(work.em, { ...input, areas: listScopes(area, work.caller!) }, work.at); }

  @Handle('grid.area.import')
  import(input: ImportAreasInput, work: Work): Promise<AreaImportVerdict> { return this.importAreas.run(input, work); }

  @Handle('grid.area.open')
  async open(input: OpenAreaInput, work: Work): Promise<AreaView> {
    await this.change.open(input, work);
    return getArea(work.em, input.code);
  }

  @Handle('grid.area.close')
  async close(input: CloseAreaInput, work: Work): Promise<AreaView> {
    await this.change.close(input, work);
    return getArea(work.em, input.code);
  }
}
