import { Injectable } from '@nestjs/common';
import { streetOf, type ShelterZone } from '@xunling/contracts';
import { ShelterAdmitted, ShelterAssigned, ShelterDeparted, ShelterUnassigned, type EventClass, type ShelterFact } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { freeIn, makeRoom, presentIn } from './shelter.js';
import { ShelterStore, type ShelterRow, type Stay, type StayRow } from './shelter.store.js';
import { nearestTo } from './shelter.view.js';

/** One person of a ledger, from one shelter (or none) to another (or none). */
export interface Going { personId: string; area: string; evacuationId: string; from: string | null; to: string | null }
export interface How { zone: string | undefined; /** Where to, of those who come to no shelter. */ left: 'RELATIVES' | 'HOME'; /** Places held for them are free again, unless they came to them. */ frees: boolean; at: string }
export const totalsOf = (s: ShelterRow): ShelterFact['totals'] => ({ capacity: s.capacity, arrivals: s.arrivals, departures: s.departures, present: presentIn(s), assigned: s.assigned, free: freeIn(s) });
/** As many ids as one event carries. */
const MOST = 2000;

/** Holds places and lets people in and out; no shelter ever takes more than it holds, one person is in one shelter at a time. */
@Injectable()
export class PlacePersons {
  private readonly store = new ShelterStore();

  /** What an act on a ledger means for the shelters: one departure, one arrival. @throws Refusal shelter.full */
  async follow(going: readonly Going[], how: How, work: Work): Promise<void> {
    const moving = going.filter((g) => g.from !== g.to);
    const held = how.frees ? await this.store.assignedTo(work.em, going.map((g) => g.personId)) : [];
    if (moving.length === 0 && held.length === 0) return;
    const shelters = await this.store.lock(work.em, [...moving.flatMap((g) => [g.from, g.to]), ...held.map((s) => s.shelterId)].filter((id): id is string => id !== null));
    const told: Told[] = [];
    for (const id of idsOf(moving, 'from')) {
      const personIds = moving.filter((g) => g.from === id).map((g) => g.personId);
      await this.store.leave(work.em, id, personIds, how.at);
      told.push({ event: ShelterDeparted, id, personIds, more: { to: moving.some((g) => g.from === id && g.to) ? 'SHELTER' : how.left } });
    }
    for (const id of idsOf(moving, 'to')) told.push(await this.arrive(shelters.get(id)!, moving.filter((g) => g.to === id), held, how, work));
    const freed = held.filter((s) => !moving.some((g) => g.personId === s.personId && g.to === s.shelterId));
    if (freed.length > 0) await this.store.release(work.em, freed);
    told.push(...freedOf(freed));
    await this.tell(told, how.at, work);
  }

  private async arrive(shelter: ShelterRow, going: readonly Going[], held: readonly Stay[], how: How, work: Work): Promise<Told> {
    const zone = (how.zone ?? 'GENERAL') as ShelterZone;
    const here = held.filter((s) => s.shelterId === shelter.id && going.some((g) => g.personId === s.personId));
    const fresh = going.filter((g) => !here.some((s) => s.personId === g.personId));
    if (fresh.length > 0 || shelter.closed) await this.room(shelter, fresh.length, zone, work.em);
    await this.store.arrive(work.em, shelter.id, here, fresh.map((g) => rowOf(g, zone, work)), how.at);
    return { event: ShelterAdmitted, id: shelter.id, personIds: going.map((g) => g.personId), more: {} };
  }

  /** Holds places at one shelter for persons who are not there yet; a place held elsewhere is given up. Answers who is new. */
  async assign(shelterId: string, going: readonly Omit<Going, 'from' | 'to'>[], zone: ShelterZone, at: string, work: Work): Promise<number> {
    const held = await this.store.assignedTo(work.em, going.map((g) => g.personId));
    const shelters = await this.store.lock(work.em, [shelterId, ...held.map((s) => s.shelterId)]);
    const fresh = going.filter((g) => !held.some((s) => s.personId === g.personId && s.shelterId === shelterId));
    if (fresh.length === 0) return 0;
    await this.room(shelters.get(shelterId)!, fresh.length, zone, work.em);
    const given = held.filter((s) => s.shelterId !== shelterId);
    if (given.length > 0) await this.store.release(work.em, given);
    await this.store.insert(work.em, shelterId, fresh.map((g) => rowOf(g, zone, work)), 'assigned', at);
    await this.tell([...freedOf(given), { event: ShelterAssigned, id: shelterId, personIds: fresh.map((g) => g.personId), more: {} }], at, work);
    return fresh.length;
  }

  /** Places still held for an evacuation that is over are free again; it is held, so that no more are. */
  async release(evacuationId: string, work: Work): Promise<void> {
    await this.store.lock(work.em, (await this.store.assignedFor(work.em, evacuationId)).map((s) => s.shelterId));
    const held = await this.store.assignedFor(work.em, evacuationId);
    if (held.length === 0) return;
    await this.store.release(work.em, held);
    await this.tell(freedOf(held), work.at.toISOString(), work);
  }

  private async room(shelter: ShelterRow, wanted: number, zone: ShelterZone, em: EntityManager): Promise<void> {
    try {
      makeRoom(shelter, wanted, zone, await this.store.taken(em, shelter.id));
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'shelter.full') throw error;
      const { detail, extra } = error.body;
      throw new Refusal('shelter.full', { ...(detail ? { detail } : {}), extra: { ...extra, nearest: await nearestTo(em, { shelterId: shelter.id }, 1, zone, 5) } });
    }
  }

  private async tell(told: readonly Told[], at: string, work: Work): Promise<void> {
    const now = await this.store.recount(work.em, [...new Set(told.map((t) => t.id))]);
    for (const { event, id, personIds, more } of told) {
      const shelter = now.get(id)!;
      for (let i = 0; i < personIds.length; i += MOST) {
        const ids = personIds.slice(i, i + MOST);
        work.append(event, { shelterId: id, area: shelter.area, count: ids.length, personIds: ids, totals: totalsOf(shelter), by: work.caller!.userId, at, ...more }, { aggregate: `shelter/${id}`, version: shelter.version, street: streetOf(shelter.area), at: new Date(at) });
      }
    }
  }
}
interface Told { event: EventClass<ShelterFact>; id: string; personIds: string[]; more: object }
const freedOf = (stays: readonly Stay[]): Told[] => [...new Set(stays.map((s) => s.shelterId))].map((id) => ({ event: ShelterUnassigned, id, personIds: stays.filter((s) => s.shelterId === id).map((s) => s.personId), more: {} }));
const idsOf = (going: readonly Going[], side: 'from' | 'to'): string[] => [...new Set(going.map((g) => g[side]).filter((id): id is string => id !== null))];
const rowOf = (g: Pick<Going, 'personId' | 'evacuationId' | 'area'>, zone: string, work: Work): StayRow => ({ id: newId(), personId: g.personId, evacuationId: g.evacuationId, area: g.area, zone, by: work.caller!.userId });
