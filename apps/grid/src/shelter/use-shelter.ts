import { Inject, Injectable } from '@nestjs/common';
import { occurred } from '@xunling/addressee';
import { mayOver, type ShelterZone } from '@xunling/contracts';
import type { DepartInput, PlacePersonsInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, Refusal } from '@xunling/platform';
import { ActOnLedger } from '../evacuation/act-on-ledger.js';
import { LedgerStore } from '../evacuation/ledger.store.js';
import { inLine } from '../household/household.js';
import { lineOf } from '../household/line.view.js';
import { PlacePersons } from './place-persons.js';

interface Person { personId: string; area: string; evacuationId: string }
type Placed = { changed: number; unchanged: number };

/** The shelter's side of the ledger: hold places, let in, let out. What happens to the persons is the ledger's act. */
@Injectable()
export class UseShelter {
  private readonly ledgers = new LedgerStore();
  constructor(@Inject(ActOnLedger) private readonly acts: ActOnLedger, @Inject(PlacePersons) private readonly places: PlacePersons) {}

  async assign(input: PlacePersonsInput, zone: ShelterZone, work: Work): Promise<Placed> {
    const persons = await this.persons(input, work);
    const at = occurred(input.at, new Date(0).toISOString(), work.at).at;
    const inside: { personId: string }[] = await work.em.query(`select person_id as "personId" from shelter_stay where state = 'present' and shelter_id = $1 and person_id = any($2)`, [input.id, persons.map((p) => p.personId)]);
    const changed = await this.places.assign(input.id, persons.filter((p) => !inside.some((i) => i.personId === p.personId)), zone, at, work);
    return { changed, unchanged: persons.length - changed };
  }
  admit({ id, zone, at, ...who }: PlacePersonsInput, work: Work): Promise<Placed> { return this.each({ id, ...who }, 'arrive', { shelterId: id, ...(zone ? { zone } : {}), ...(at ? { at } : {}) }, work); }
  depart({ id, to, at, ...who }: DepartInput, work: Work): Promise<Placed> { return this.each({ id, ...who }, to === 'HOME' ? 'return' : 'arrive', at ? { at } : {}, work, id); }

  /** One act on each running ledger the persons are on. */
  private async each(input: PlacePersonsInput, act: 'arrive' | 'return', more: object, work: Work, inside?: string): Promise<Placed> {
    const persons = await this.persons(input, work, inside);
    const sum = { changed: 0, unchanged: 0 };
    // all evacuations and ledgers before any shelter: two who bring people of the same two streets never wait for each other in a ring
    await work.em.query(`select 1 from evacuation_ledger where (evacuation_id, area) in (select * from unnest($1::uuid[], $2::text[])) order by evacuation_id, area for update`, [persons.map((p) => p.evacuationId), persons.map((p) => p.area)]);
    for (const id of [...new Set(persons.map((p) => p.evacuationId))].sort()) {
      const done = await this.acts.run(act, { id, personIds: persons.filter((p) => p.evacuationId === id).map((p) => p.personId), ...more }, work, true);
      sum.changed += done.changed;
      sum.unchanged += done.unchanged;
    }
    return sum;
  }

  /** Persons of running ledgers; the caller is of the shelter's line or of the persons' own. @throws Refusal unknown.id, access.*, input.impossible */
  private async persons({ id, personIds, householdIds }: PlacePersonsInput, { em, caller }: Work, inside?: string): Promise<Person[]> {
    if ((personIds === undefined) === (householdIds === undefined)) throw impossible('personIds', 'one-of', 'give one of personIds and householdIds');
    const [shelter]: { area: string }[] = await em.query('select area from shelter where id = $1', [id]);
    if (!shelter) throw new Refusal('unknown.id');
    const where = `from evacuee where open and ${personIds ? 'person_id' : 'household_id'} = any($1)${inside ? ' and shelter_id = $2' : ''}`;
    const said = [personIds ?? householdIds, ...(inside ? [inside] : [])];
    // held against closing meanwhile, which frees what is held for them
    const running: { id: string }[] = await em.query(`select distinct evacuation_id as id ${where}`, said);
    await this.ledgers.lockForActs(em, running.map((r) => r.id));
    const persons: Person[] = await em.query(`select person_id as "personId", area, evacuation_id as "evacuationId" ${where} order by evacuation_id, person_id`, said);
    if (persons.length === 0 || (personIds && new Set(personIds).size > persons.length)) throw impossible(personIds ? 'personIds' : 'householdIds', 'not-listed', inside ? 'not all of them are in this shelter' : 'not all of them are on a running ledger');
    const line = await lineOf(em, caller!);
    if (!inLine(line, shelter.area)) for (const p of persons) if (!inLine(line, p.area)) throw new Refusal(mayOver(caller!, ['*'], p.area) || mayOver(caller!, ['*'], shelter.area) ? 'access.line' : 'access.area');
    return persons;
  }
}
