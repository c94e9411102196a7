import { AT_RISK_SITES, FIVE_FOR_ONE } from '../evacuation.js';
import { Event } from '../event.js';
import { Area, Flag, FreeText, Id, Ids, Instant, OneOf, Text, Whole } from '../fields.js';

// The register names people; its events name households of one grid by id.
@Event('grid.household.registered', 'Households of one grid are on the at-risk register.')
export class HouseholdRegistered { @Area() area: string; @Ids(2000, 1) householdIds: string[]; @Whole() count: number; @Whole() persons: number; @Instant() at: string }
@Event('grid.household.changed', 'What is known of a household changed.')
export class HouseholdChanged { @Id() householdId: string; @Area() area: string; @Whole() persons: number; @Id() by: string; @Instant() at: string }
@Event('grid.household.closed', 'The household left the register; what is on a ledger stays there.')
export class HouseholdClosed { @Id() householdId: string; @Area() area: string; @FreeText() reason: string; @Id() by: string; @Instant() at: string }
@Event('grid.household.five-for-one', 'One of the five 五包一 is named for a household, or nobody is any more.')
export class HouseholdFiveForOne { @Id() householdId: string; @Area() area: string; @OneOf(FIVE_FOR_ONE) role: string; @Flag() named: boolean; @Id() by: string; @Instant() at: string }
@Event('grid.household.unmasked', 'Somebody outside the line read a full record, for the purpose they gave.')
export class HouseholdUnmasked { @Id() householdId: string; @Area() area: string; @FreeText() purpose: string; @Id() by: string; @Instant() at: string }
@Event('grid.household.outside-listed', 'An outside list of places was uploaded, to be reconciled with the register.')
export class OutsideListed { @Id() listId: string; @Area() area: string; @Text(120) source: string; @Whole() count: number; @Id() by: string; @Instant() at: string }
@Event('grid.household.site-planned', 'A place of the at-risk register has an evacuation plan: how many people, to which shelter.')
export class AtRiskSitePlanned { @Id() siteId: string; @Area() area: string; @OneOf(AT_RISK_SITES) kind: string; @Whole() persons: number; @Id() shelterId: string; @Id() by: string; @Instant() at: string }
@Event('grid.household.gaps-listed', 'Gaps of the at-risk register of one street, as listed for a day (Beijing).')
export class AtRiskGapsListed { @Text(10, 10) day: string; @Area() area: string; @Whole() count: number; @Whole() missingHere: number; @Whole() missingThere: number; @Whole() double: number; @Whole() noPlan: number; @Whole() fiveForOne: number; @Instant() at: string }
