import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import { mayOver, type Caller, type ShelterZone } from '@xunling/contracts';
import type {
  CloseShelterInput, ConstrainShelterInput, DepartInput, ListShelterStaysInput, ListSheltersInput, NearestInput, NearShelters, PlacedPersons, PlacePersonsInput, RegisterShelterInput, ResizeShelterInput, ShelterById, ShelterPage, ShelterStayPage, ShelterView,
} from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { lineOf } from '../household/line.view.js';
import { KeepShelters } from './keep-shelters.js';
import { getShelter, listShelters, listStays, nearestTo } from './shelter.view.js';
import { UseShelter } from './use-shelter.js';

/** Who brings people to safety sees the shelters of the whole street around them. @throws Refusal access.area */
function streetsOf(area: string | undefined, caller: Caller): string[] {
  if (area !== undefined && area.length >= 9 && caller.grants.some((g) => g.area.startsWith(area.slice(0, 9)))) return [area];
  return area === undefined ? [...new Set(listScopes(area, caller).map((a) => a.slice(0, 9)))] : listScopes(area, caller);
}

/** Whose stay one may see: everybody's at a shelter within one's rights, elsewhere the people of one's own areas. */
const homesOf = (shelter: string, caller: Caller): string[] | undefined => (mayOver(caller, ['*'], shelter) ? undefined : listScopes(undefined, caller));

@Injectable()
export class ShelterHandler {
  constructor(@Inject(KeepShelters) private readonly keep: KeepShelters, @Inject(UseShelter) private readonly use: UseShelter) {}

  @Handle('grid.shelter.list') async list(input: ListSheltersInput, { em, caller }: Work): Promise<ShelterPage> { return listShelters(em, input, streetsOf(input.area, caller!), await lineOf(em, caller!)); }
  @Handle('grid.shelter.nearest') async nearest({ area, persons, zone }: NearestInput, { em, caller }: Work): Promise<NearShelters> { streetsOf(area, caller!); return { items: await nearestTo(em, { area }, persons ?? 1, (zone ?? 'GENERAL') as ShelterZone, 20) }; }
  @Handle('grid.shelter.get') get({ id }: ShelterById, work: Work): Promise<ShelterView> { return this.shown(id, work); }
  @Handle('grid.shelter.stays') async stays(input: ListShelterStaysInput, work: Work): Promise<ShelterStayPage> { return listStays(work.em, input, homesOf((await this.shown(input.id, work)).area, work.caller!), await lineOf(work.em, work.caller!)); }
  @Handle('grid.shelter.register') async register(input: RegisterShelterInput, work: Work): Promise<ShelterView> { return this.shown(await this.keep.register(input, work), work); }
  @Handle('grid.shelter.constrain') async constrain(input: ConstrainShelterInput, work: Work): Promise<ShelterView> { await this.keep.constrain(input, work); return this.shown(input.id, work); }
  @Handle('grid.shelter.resize') async resize(input: ResizeShelterInput, work: Work): Promise<ShelterView> { await this.keep.resize(input, work); return this.shown(input.id, work); }
  @Handle('grid.shelter.close') async close({ id, reason }: CloseShelterInput, work: Work): Promise<ShelterView> { await this.keep.close(id, reason, work); return this.shown(id, work); }
  @Handle('grid.shelter.assign') async assign(input: PlacePersonsInput, work: Work): Promise<PlacedPersons> { return this.placed(input.id, await this.use.assign(input, (input.zone ?? 'GENERAL') as ShelterZone, work), work); }
  @Handle('grid.shelter.admit') async admit(input: PlacePersonsInput, work: Work): Promise<PlacedPersons> { return this.placed(input.id, await this.use.admit(input, work), work); }
  @Handle('grid.shelter.depart') async depart(input: DepartInput, work: Work): Promise<PlacedPersons> { return this.placed(input.id, await this.use.depart(input, work), work); }

  /** A shelter is known beyond its street, where people may be sent from; who may act is asked of each act. */
  private async shown(id: string, { em, caller }: Work): Promise<ShelterView> { return getShelter(em, id, await lineOf(em, caller!)); }
  private async placed(id: string, done: { changed: number; unchanged: number }, work: Work): Promise<PlacedPersons> { return { ...done, shelter: await this.shown(id, work) }; }
}
