import { SHELTER_KINDS, SHELTER_ZONES } from '../evacuation.js';
import { GeoPoint } from '../events/item.js';
import { ShelterTotals, ShelterZoneLimit } from '../events/shelters.js';
import { Area, Flag, FreeText, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, Text, Whole, QueryWhole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Shelters 安置点: row 28, C24. Never over capacity; one person in two shelters is one person. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const LINE = ['sub-district-officer', 'post-holder'] as const;
const READERS = [...LINE, 'commander', 'duty-officer', 'department-officer', 'dispatcher', 'inspector', 'team-leader', 'administrator', 'auditor', 'observer'] as const;
export class ShelterView {
  @Id() id: string; @Area() area: string; @Text(200) name: string; @Text(200) nameEn: string; @OneOf(SHELTER_KINDS) kind: string; @Nested(() => GeoPoint) position: GeoPoint; @OneOf(['WGS84']) datum: string; @Optional() @OneOf(['GCJ02']) sourceDatum?: string;
  /** As built; `totals.capacity` is what holds now. */
  @Whole() built: number; @Nested(() => ShelterTotals) totals: ShelterTotals; @ListOf(() => ShelterZoneLimit, 3) zones: ShelterZoneLimit[]; @Optional() @FreeText() constraint?: string; @Text(80) contact: string; @Text(40) phone: string; @Flag() masked: boolean; @Flag() closed: boolean; @Whole(1) version: number;
}
export class ShelterPage { @ListOf(() => ShelterView, 200) items: ShelterView[]; @Optional() @Text(80) nextCursor?: string }
export class ListSheltersInput { @Optional() @Area() area?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class ShelterById { @Id() id: string }
export class ShelterStay { @Id() personId: string; @Text(80) name: string; @Flag() masked: boolean; @Area() area: string; @OneOf(SHELTER_ZONES) zone: string; @OneOf(['assigned', 'present', 'left']) state: string; @Optional() @Instant() arrivedAt?: string; @Optional() @Instant() departedAt?: string }
export class ShelterStayPage { @ListOf(() => ShelterStay, 500) items: ShelterStay[]; @Optional() @Text(80) nextCursor?: string }
export class ListShelterStaysInput extends ShelterById { @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }
export class RegisterShelterInput { @Area() area: string; @Text(200) name: string; @Text(200) nameEn: string; @OneOf(SHELTER_KINDS) kind: string; @Nested(() => GeoPoint) position: GeoPoint; /** What the position is measured in. */ @OneOf(['WGS84', 'GCJ02']) datum: string; @Whole(1, 100_000) capacity: number; @Text(80) contact: string; @Text(40) phone: string }
export class ConstrainShelterInput extends ShelterById { /** Lowered capacity; absent together with zones: no constraint any more. */ @Optional() @Whole(0, 100_000) capacity?: number; @Optional() @ListOf(() => ShelterZoneLimit, 3) zones?: ShelterZoneLimit[]; @FreeText(400) reason: string }
export class ResizeShelterInput extends ShelterById { @Whole(1, 100_000) capacity: number; @FreeText(400) reason: string }
export class CloseShelterInput extends ShelterById { @FreeText(400) reason: string }
export class PlacePersonsInput extends ShelterById { @Optional() @Ids(2000, 1) personIds?: string[]; @Optional() @Ids(500, 1) householdIds?: string[]; @Optional() @OneOf(SHELTER_ZONES) zone?: string; @Optional() @Instant() at?: string }
export class DepartInput extends ShelterById { @Optional() @Ids(2000, 1) personIds?: string[]; @Optional() @Ids(500, 1) householdIds?: string[]; @OneOf(['RELATIVES', 'HOME']) to: string; @Optional() @Instant() at?: string }
export class PlacedPersons { @Whole() changed: number; @Whole() unchanged: number; @Nested(() => ShelterView) shelter: ShelterView }
export class NearShelter { @Id() id: string; @Area() area: string; @Text(200) name: string; @Text(200) nameEn: string; @Whole() free: number; @Whole() metres: number }
export class NearShelters { @ListOf(() => NearShelter, 50) items: NearShelter[] }
export class NearestInput { @Area() area: string; @Optional() @QueryWhole(1, 100_000) persons?: number; /** Of a shelter that is separated; absent: GENERAL. */ @Optional() @OneOf(SHELTER_ZONES) zone?: string }

export const ListShelters = defineOperation({ name: 'grid.shelter.list', http: 'GET /api/shelters', summary: 'Shelters with places taken and free.', input: ListSheltersInput, output: ShelterPage, roles: READERS, write: false, example: { area: '410171561' } });
export const NearestShelters = defineOperation({ name: 'grid.shelter.nearest', http: 'GET /api/shelters/nearest', summary: 'The nearest shelters of the same home with places for so many persons.', input: NearestInput, output: NearShelters, roles: READERS, write: false, example: { area: '410171561901001' } });
export const GetShelter = defineOperation({ name: 'grid.shelter.get', http: 'GET /api/shelters/:id', summary: 'One shelter.', input: ShelterById, output: ShelterView, roles: READERS, write: false, example: { id: AN_ID } });
export const ListShelterStays = defineOperation({ name: 'grid.shelter.stays', http: 'GET /api/shelters/:id/stays', summary: 'Who is, was or will be there: everybody to who has a right over the shelter, to others the people of their own areas; names masked outside the line of the home.', input: ListShelterStaysInput, output: ShelterStayPage, roles: READERS, write: false, example: { id: AN_ID } });
export const RegisterShelter = defineOperation({ name: 'grid.shelter.register', http: 'POST /api/shelters', summary: 'Register a shelter; its position says what it is measured in.', input: RegisterShelterInput, output: ShelterView, status: 201, roles: ['sub-district-officer', 'department-officer'], write: true, example: { area: '410171561901', name: '示例小学安置点', nameEn: 'Sample school shelter', kind: 'SCHOOL', position: { lon: 113.77, lat: 34.71 }, datum: 'WGS84', capacity: 200, contact: '示例甲', phone: '00012345678' } });
export const ConstrainShelter = defineOperation({ name: 'grid.shelter.constrain', http: 'POST /api/shelters/:id/constrain', summary: 'A constraint (epidemic) lowers the capacity and separates zones; never below who is inside.', input: ConstrainShelterInput, output: ShelterView, roles: ['sub-district-officer', 'department-officer'], write: true, example: { id: AN_ID, capacity: 100, zones: [{ zone: 'GENERAL', capacity: 80 }, { zone: 'OBSERVATION', capacity: 20 }], reason: '疫情防控' } });
export const ResizeShelter = defineOperation({ name: 'grid.shelter.resize', http: 'POST /api/shelters/:id/capacity', summary: 'The shelter has more or fewer places as built; never below who is inside or expected, and a constraint in force stays.', input: ResizeShelterInput, output: ShelterView, roles: ['sub-district-officer', 'department-officer'], write: true, example: { id: AN_ID, capacity: 260, reason: '加开一层' } });
export const CloseShelter = defineOperation({ name: 'grid.shelter.close', http: 'POST /api/shelters/:id/close', summary: 'An empty shelter takes nobody any more.', input: CloseShelterInput, output: ShelterView, roles: ['sub-district-officer', 'department-officer'], write: true, example: { id: AN_ID, reason: '停用' } });
export const AssignPlaces = defineOperation({ name: 'grid.shelter.assign', http: 'POST /api/shelters/:id/assign', summary: 'Hold places for persons of a running ledger; above capacity 409 with the nearest free ones.', input: PlacePersonsInput, output: PlacedPersons, roles: LINE, write: true, example: { id: AN_ID, householdIds: [AN_ID] } });
export const AdmitPersons = defineOperation({ name: 'grid.shelter.admit', http: 'POST /api/shelters/:id/admit', summary: 'Persons arrived here: on the ledger they have arrived, in another shelter they have left; above capacity 409 with the nearest free ones.', input: PlacePersonsInput, output: PlacedPersons, roles: LINE, write: true, example: { id: AN_ID, householdIds: [AN_ID] } });
export const DepartPersons = defineOperation({ name: 'grid.shelter.depart', http: 'POST /api/shelters/:id/depart', summary: 'Persons left: to relatives, or home, which before the lift raises the alarm.', input: DepartInput, output: PlacedPersons, roles: LINE, write: true, example: { id: AN_ID, householdIds: [AN_ID], to: 'RELATIVES' } });
