import { SHELTER_KINDS, SHELTER_ZONES } from '../evacuation.js';
import { Event } from '../event.js';
import { Area, FreeText, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, Text, Whole } from '../fields.js';
import { GeoPoint } from './item.js';

/** Places taken and free. `present` = arrivals − departures; a place assigned is held until its person comes or is sent elsewhere. */
export class ShelterTotals { @Whole() capacity: number; @Whole() arrivals: number; @Whole() departures: number; @Whole() present: number; @Whole() assigned: number; @Whole() free: number }
export class ShelterZoneLimit { @OneOf(SHELTER_ZONES) zone: string; @Whole(0, 100_000) capacity: number }
export class ShelterFact { @Id() shelterId: string; @Area() area: string; @Whole(1) count: number; @Ids(2000, 1) personIds: string[]; @Nested(() => ShelterTotals) totals: ShelterTotals; @Id() by: string; @Instant() at: string }

@Event('grid.shelter.registered', 'A shelter (安置点) can take people.')
export class ShelterRegistered { @Id() shelterId: string; @Area() area: string; @Text(200) name: string; @Text(200) nameEn: string; @OneOf(SHELTER_KINDS) kind: string; @Nested(() => GeoPoint) position: GeoPoint; @Optional() @OneOf(['GCJ02']) sourceDatum?: string; @Whole(1, 100_000) capacity: number }
@Event('grid.shelter.constrained', 'A constraint (epidemic) lowers the capacity and separates zones, or none is in force any more.')
export class ShelterConstrained { @Id() shelterId: string; @Area() area: string; @Whole() capacity: number; @ListOf(() => ShelterZoneLimit, 3) zones: ShelterZoneLimit[]; @FreeText() reason: string; @Nested(() => ShelterTotals) totals: ShelterTotals; @Id() by: string; @Instant() at: string }
@Event('grid.shelter.resized', 'The shelter has more or fewer places than before, as built; a constraint stays in force.')
export class ShelterResized { @Id() shelterId: string; @Area() area: string; @Whole(1, 100_000) built: number; @FreeText() reason: string; @Nested(() => ShelterTotals) totals: ShelterTotals; @Id() by: string; @Instant() at: string }
@Event('grid.shelter.closed', 'The shelter takes nobody any more.')
export class ShelterClosed { @Id() shelterId: string; @Area() area: string; @FreeText() reason: string; @Id() by: string; @Instant() at: string }
@Event('grid.shelter.assigned', 'Places are held for persons.') export class ShelterAssigned extends ShelterFact {}
@Event('grid.shelter.unassigned', 'Held places are free again: the persons went elsewhere, refuse, cannot be reached, or the evacuation is over.') export class ShelterUnassigned extends ShelterFact {}
@Event('grid.shelter.admitted', 'Persons arrived at the shelter.') export class ShelterAdmitted extends ShelterFact {}
@Event('grid.shelter.departed', 'Persons left the shelter.') export class ShelterDeparted extends ShelterFact { @OneOf(['SHELTER', 'RELATIVES', 'HOME']) to: string }
