import { UNIT_KINDS, UNIT_PLANS } from '../codes.js';
import { Event } from '../event.js';
import { Area, FreeText, Id, Ids, Instant, OneOf, Optional, Sha256, Text } from '../fields.js';

@Event('grid.unit.listed', 'A unit of the directory: department, vertical department, sub-district office or enterprise, with the posts that speak for it.')
export class UnitListed { @Id() unitId: string; @OneOf(UNIT_KINDS) kind: string; @Text(200) name: string; @Text(200) nameEn: string; @Area() area: string; @Ids(500) posts: string[]; @Instant() validFrom: string }

@Event('grid.unit.renamed', 'A unit of the directory has another name from now.')
export class UnitRenamed { @Id() unitId: string; @Area() area: string; @Text(200) name: string; @Text(200) nameEn: string; @Id() by: string }

@Event('grid.unit.staffed', 'The posts that speak for a unit are these from now.')
export class UnitStaffed { @Id() unitId: string; @Area() area: string; @Ids(500) posts: string[]; @Id() by: string }

@Event('grid.unit.closed', 'A unit left the directory; it stays on record.')
export class UnitClosed { @Id() unitId: string; @Area() area: string; @FreeText() reason: string; @Id() by: string; @Instant() validTo: string }

@Event('command.unit-plan.recorded', 'A unit has a plan of this kind: which document, by whom approved when, until when it holds.')
export class UnitPlanRecorded { @Id() unitPlanId: string; @Id() unitId: string; @OneOf(UNIT_PLANS) kind: string; @Text(200) title: string; @Sha256() digest: string; @Instant() approvedAt: string; @Instant() validUntil: string; @Optional() @Id() replaces?: string; @Id() by: string }

@Event('command.unit-plan.drilled', 'A unit drilled the plan it has now.')
export class UnitPlanDrilled { @Id() unitPlanId: string; @Id() unitId: string; @OneOf(UNIT_PLANS) kind: string; @Instant() drilledAt: string; @FreeText() note: string; @Id() by: string }
