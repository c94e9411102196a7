import { Inject, Injectable } from '@nestjs/common';
import type { CloseUnitInput, ListUnitInput, ListUnitsInput, RenameUnitInput, StaffUnitInput, UnitPage, UnitView } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { ChangeUnit } from './change-unit.js';
import { ListUnits } from './list-units.js';
import { getUnit, listUnits } from './unit.view.js';

@Injectable()
export class UnitHandler {
  constructor(@Inject(ListUnits) private readonly directory: ListUnits, @Inject(ChangeUnit) private readonly change: ChangeUnit) {}

  @Handle('grid.unit.list') list(input: ListUnitsInput, work: Work): Promise<UnitPage> { return listUnits(work.em, input); }
  @Handle('grid.unit.open') async open(input: ListUnitInput, work: Work): Promise<UnitView> { return getUnit(work.em, await this.directory.open(input, work)); }

  @Handle('grid.unit.rename')
  async rename(input: RenameUnitInput, work: Work): Promise<UnitView> {
    await this.change.rename(input, work);
    return getUnit(work.em, input.id);
  }

  @Handle('grid.unit.staff')
  async staff(input: StaffUnitInput, work: Work): Promise<UnitView> {
    await this.change.staff(input, work);
    return getUnit(work.em, input.id);
  }

  @Handle('grid.unit.close')
  async close(input: CloseUnitInput, work: Work): Promise<UnitView> {
    await this.directory.close(input, work);
    return getUnit(work.em, input.id);
  }
}
