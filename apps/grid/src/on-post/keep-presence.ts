import { occurred, type Decision, type Item, type Judged } from '@xunling/addressee';
import { mayOver, streetOf, type GeoPoint } from '@xunling/contracts';
import { PresenceBegun, PresenceEnded, PresenceOffered, type ArriveOnPostInput, type LeaveInput, type LevelLowered, type OfferInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { derivedId, impossible, newId, Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { judge, proofOf, type FenceSettings } from './fence.js';
import { arrive, leave, offer, standDown, type Moved, type Station } from './station.js';
import { StationStore, type Manned, type Where } from './station.store.js';

/** Who may say that nobody is there, over the place. */
const OVERSEERS = ['sub-district-officer', 'inspector', 'duty-officer', 'commander'];

/** Keeps who is on post: by the check-in of a duty, by arriving as relief, by leaving; each move is one row and its events. */
export class KeepPresence {
  private readonly store = new StationStore();
  constructor(private readonly settings: FenceSettings) {}

  async judge(dutyId: string, position: GeoPoint, em: EntityManager): Promise<Judged | undefined> { return judge(position, await this.store.fence(em, dutyId), this.settings); }

  /** Packets that are open now make their stations; those taken back need nobody any more. */
  async fromOrders(opened: readonly (Item & { issuedAt: string })[], taken: readonly string[], work: Work): Promise<void> {
    await this.store.man(work.em, opened.filter((item) => item.force).map((item): Manned => ({
      id: derivedId('station', `${item.area}/${item.force!}`), area: item.area, force: item.force!, postId: item.addresseeId, dutyId: item.id, incidentId: item.incidentId, issuedAt: item.issuedAt, since: item.openedAt, dueAt: item.due.executing,
    })));
    if (taken.length > 0) await this.standDown(await this.store.lockMany(work.em, { duties: taken.map((orderId) => derivedId('duty', orderId)) }), work);
  }

  /** The level has ended in these areas. */
  async levelEnded({ incidentId, areas, loweredAt }: LevelLowered, work: Work): Promise<void> {
    await this.store.endLevel(work.em, incidentId, areas, new Date(loweredAt));
    await this.standDown(await this.store.lockMany(work.em, { incidentId, areas }), work);
  }

  /** A duty's check-in is the first receipt of presence; somebody who is there already is not relieved by it. */
  async checkedIn({ item, event, when }: Decision, work: Work): Promise<void> {
    if (event?.kind !== 'checked-in' || !item.force) return;
    const station = await this.store.lock(work.em, 'duty_id', item.id);
    if (!station) return;
    const judged = event.offPost === undefined ? undefined : { offPost: event.offPost };
    const arrival = { presenceId: newId(), by: work.caller!.userId, at: when.at, proof: proofOf(judged), ...(event.distanceM === undefined ? {} : { distanceM: event.distanceM }) };
    await this.move(arrive(station, arrival, false), station, work, { ...(event.position ? { position: event.position } : {}), ...(event.noPositionReason ? { noPositionReason: event.noPositionReason } : {}) });
  }

  /** Again, or as the relief: who was there has left at the same instant. */
  async arrive({ id, at, position, noPositionReason }: ArriveOnPostInput, work: Work): Promise<void> {
    if ((position === undefined) === (noPositionReason === undefined)) throw impossible('position', 'one-of', 'give either position or noPositionReason');
    const station = await this.find(id, work);
    const { userId } = work.caller!;
    if (station.offeredTo !== userId && !(await this.store.named(work.em, station)).has(userId)) throw new Refusal(mayOver(work.caller!, ['*'], station.area) ? 'not-addressee' : 'access.area');
    if (!station.required) throw new Refusal('state.conflict', { state: 'stood-down', allowed: [] });
    const judged = position && judge(position, await this.store.fence(work.em, station.dutyId), this.settings);
    const when = occurred(at, station.since, work.at);
    const arrival = { presenceId: newId(), by: userId, at: when.at, proof: proofOf(judged), ...(judged ? { distanceM: judged.distanceM } : {}) };
    await this.move(arrive(station, arrival, true), station, work, { ...(position ? { position } : {}), ...(noPositionReason ? { noPositionReason } : {}) });
  }

  async offer({ id, to }: OfferInput, work: Work): Promise<void> {
    const station = await this.find(id, work);
    const by = work.caller!.userId;
    const offered = offer(station, by, to);
    if (!(await this.store.onAPost(work.em, to, station.area))) throw impossible('to', 'not-on-a-post', 'the relief holds or deputises no post of this street');
    const next = { ...offered, version: station.version + 1 };
    await this.store.save(work.em, { station: next });
    work.append(PresenceOffered, { ...factOf(station), by, to, at: work.at.toISOString() }, metaOf(next));
  }

  async leave({ id, at, note }: LeaveInput, work: Work): Promise<void> {
    const station = await this.find(id, work);
    const by = work.caller!.userId;
    const own = station.present?.by === by;
    if (!own && !mayOver(work.caller!, OVERSEERS, station.area)) throw new Refusal(mayOver(work.caller!, ['*'], station.area) ? 'presence.not-there' : 'access.area');
    await this.move(leave(station, occurred(at, station.present?.from ?? station.since, work.at).at, !own), station, work, {}, note);
  }

  private async find(id: string, work: Work): Promise<Station> {
    const station = await this.store.lock(work.em, 'id', id);
    if (!station) throw new Refusal('unknown.id');
    return station;
  }

  private async move(moved: Moved, before: Station, work: Work, where: Where = {}, note?: string): Promise<void> {
    if (!moved.begun && !moved.ended) return;
    const version = before.version + (moved.ended ? 1 : 0) + (moved.begun ? 1 : 0);
    const station = { ...moved.station, version };
    await this.store.save(work.em, { ...moved, station }, where, note);
    if (moved.ended) this.ended(moved, before.version + 1, work);
    if (!moved.begun) return;
    const { id, by, from, proof, distanceM, late, relieves } = moved.begun;
    work.append(PresenceBegun, {
      ...factOf(station), dutyId: station.dutyId, presenceId: id, by, at: from, proof, late, ...(distanceM === undefined ? {} : { distanceM }), ...(relieves ? { relieves } : {}),
    }, { ...metaOf(station), at: new Date(from) });
  }

  private ended({ station, ended }: Moved, version: number, work: Work): void {
    const { presenceId, person, at, reason, relievedBy } = ended!;
    work.append(PresenceEnded, { ...factOf(station), presenceId, person, reason, ...(relievedBy ? { relievedBy } : {}), by: work.caller?.userId ?? person, at }, { ...metaOf({ ...station, version }), at: new Date(at) });
  }

  private async standDown(stations: readonly Station[], work: Work): Promise<void> {
    if (stations.length === 0) return;
    const moved = stations.map((s) => standDown(s, work.at.toISOString()));
    await this.store.standDown(work.em, moved, work.at);
    moved.forEach((m, i) => { if (m.ended) this.ended(m, stations[i]!.version + 1, work); });
  }
}

export const factOf = ({ id, area, force, postId }: Station): { stationId: string; area: string; force: string; postId: string } => ({ stationId: id, area, force, postId });
export const metaOf = (s: Station): { aggregate: string; version: number; street: string } => ({ aggregate: `station/${s.id}`, version: s.version, street: streetOf(s.area) });
