import { Injectable } from '@nestjs/common';
import { mayOver, streetOf } from '@xunling/contracts';
import { RegisterShelter, ShelterClosed, ShelterConstrained, ShelterRegistered, ShelterResized, type ConstrainShelterInput, type RegisterShelterInput, type ResizeShelterInput } from '@xunling/contracts/classes';
import { toWgs84, type Datum } from '@xunling/geo';
import { rowsOf, type Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { totalsOf } from './place-persons.js';
import { constrain, presentIn, resize } from './shelter.js';
import { ShelterStore, type ShelterRow } from './shelter.store.js';

export interface NewShelter extends Omit<RegisterShelterInput, 'datum'> { shelterId: string; datum: string }

/** Register of shelters: set up, constrained, closed. */
@Injectable()
export class KeepShelters {
  private readonly store = new ShelterStore();

  async register(input: RegisterShelterInput, work: Work): Promise<string> {
    if (!mayOver(work.caller!, RegisterShelter.roles, input.area)) throw new Refusal('access.area');
    if (input.area.length < 9) throw impossible('area', 'too-wide', 'a shelter lies in one street');
    if (((await work.em.query('select 1 from area where code = $1 and valid_to is null', [input.area])) as unknown[]).length === 0) throw new Refusal('area.unknown');
    const shelterId = newId();
    await this.registerMany([{ ...input, shelterId }], work);
    return shelterId;
  }

  /** Each once; positions become WGS84 and keep what they were measured in. */
  async registerMany(shelters: readonly NewShelter[], work: Work): Promise<number> {
    const placed = shelters.map((s) => {
      const [lon, lat] = toWgs84([s.position.lon, s.position.lat], s.datum as Datum);
      return { ...s, position: { lon: Number(lon.toFixed(7)), lat: Number(lat.toFixed(7)) }, sourceDatum: s.datum === 'GCJ02' ? ('GCJ02' as const) : null };
    });
    const fresh = new Set(rowsOf<{ id: string }>(await work.em.query(
      `insert into shelter (id, area, name, name_en, kind, lon, lat, source_datum, built, capacity, zones, contact, phone, arrivals, departures, assigned, version)
       select "shelterId", area, name, "nameEn", kind, (position->>'lon')::float8, (position->>'lat')::float8, "sourceDatum", capacity, capacity, '[]', contact, phone, 0, 0, 0, 1
       from jsonb_to_recordset($1::jsonb) as g("shelterId" uuid, area text, name text, "nameEn" text, kind text, position jsonb, "sourceDatum" text, capacity int, contact text, phone text) on conflict do nothing returning id`, [JSON.stringify(placed)])).map((r) => r.id));
    for (const { shelterId, area, name, nameEn, kind, position, sourceDatum, capacity } of placed) {
      if (fresh.has(shelterId)) work.append(ShelterRegistered, { shelterId, area, name, nameEn, kind, position, ...(sourceDatum ? { sourceDatum } : {}), capacity }, { aggregate: `shelter/${shelterId}`, version: 1, street: streetOf(area) });
    }
    return fresh.size;
  }

  async constrain({ id, capacity, zones, reason }: ConstrainShelterInput, work: Work): Promise<void> {
    const shelter = await this.lock(id, work);
    const now = constrain(shelter, capacity, zones ?? [], await this.store.taken(work.em, id));
    const lifted = capacity === undefined && (zones ?? []).length === 0;
    await work.em.query('update shelter set capacity = $2, zones = $3, reason = $4, version = version + 1 where id = $1', [id, now.capacity, JSON.stringify(now.zones), lifted ? null : reason]);
    const after: ShelterRow = { ...shelter, ...now, version: shelter.version + 1 };
    work.append(ShelterConstrained, { shelterId: id, area: shelter.area, capacity: now.capacity, zones: [...now.zones], reason, totals: totalsOf(after), by: work.caller!.userId, at: work.at.toISOString() }, { aggregate: `shelter/${id}`, version: after.version, street: streetOf(shelter.area) });
  }

  /** As many places as there are now, more or fewer than before. */
  async resize({ id, capacity, reason }: ResizeShelterInput, work: Work): Promise<void> {
    const shelter = await this.lock(id, work);
    const now = resize(shelter, capacity);
    if (now.built === shelter.built) return;
    await work.em.query('update shelter set built = $2, capacity = $3, version = version + 1 where id = $1', [id, now.built, now.capacity]);
    const after: ShelterRow = { ...shelter, ...now, version: shelter.version + 1 };
    work.append(ShelterResized, { shelterId: id, area: shelter.area, built: now.built, reason, totals: totalsOf(after), by: work.caller!.userId, at: work.at.toISOString() }, { aggregate: `shelter/${id}`, version: after.version, street: streetOf(shelter.area) });
  }

  async close(id: string, reason: string, work: Work): Promise<void> {
    const shelter = await this.lock(id, work);
    const inside = presentIn(shelter) + shelter.assigned;
    if (shelter.closed) throw new Refusal('state.conflict', { state: 'closed', allowed: [] });
    if (inside > 0) throw new Refusal('shelter.occupied', { detail: `${inside} inside or expected`, extra: { inside } });
    await work.em.query('update shelter set closed_at = $2, version = version + 1 where id = $1', [id, work.at]);
    work.append(ShelterClosed, { shelterId: id, area: shelter.area, reason, by: work.caller!.userId, at: work.at.toISOString() }, { aggregate: `shelter/${id}`, version: shelter.version + 1, street: streetOf(shelter.area) });
  }

  private async lock(id: string, work: Work): Promise<ShelterRow> {
    const shelter = (await this.store.lock(work.em, [id])).get(id)!;
    if (!mayOver(work.caller!, RegisterShelter.roles, shelter.area)) throw new Refusal('access.area');
    return shelter;
  }
}
