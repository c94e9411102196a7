import { Injectable } from '@nestjs/common';
import { AreaClosed, AreaOpened, AtRiskSitePlanned, DepotRegistered, HouseholdChanged, HouseholdClosed, HouseholdRegistered, PostClosed, PostHeld, PostOpened, ShelterClosed, ShelterConstrained, ShelterRegistered, ShelterResized, SitePublished, SiteRevised, SiteWithdrawn, TeamRegistered, UnitClosed, UnitListed, UnitRenamed, UnitStaffed } from '@xunling/contracts/classes';
import type { SiteFact } from '@xunling/contracts';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { compact } from '../rows.js';
import { KnownStore, type KnownFact } from './known.store.js';

const siteOf = (d: SiteFact): Omit<KnownFact, 'version'> => ({ kind: 'site', id: d.siteId, data: compact({ id: d.siteId, area: d.area, kind: d.kind, name: d.name, keeperPostId: d.keeperPostId, closeAtCm: d.closeAtCm, evacuationPlan: d.evacuationPlan, position: [d.position.lon, d.position.lat] }) });
const fold: Record<string, (data: never, eventId: string) => Omit<KnownFact, 'version'>> = {
  'grid.area.opened.v1': (d: AreaOpened) => ({ kind: 'area', id: d.code, data: { code: d.code, kind: d.kind, name: d.name, nameEn: d.nameEn, ring: d.ring } }),
  'grid.area.closed.v1': (d: AreaClosed) => ({ kind: 'closed', id: d.code, data: {} }),
  'grid.post.opened.v1': (d: PostOpened) => ({ kind: 'post', id: d.postId, data: compact({ id: d.postId, area: d.area, kind: d.kind, force: d.force, name: d.name, siteId: d.siteId }) }),
  'grid.post.held.v1': (d: PostHeld) => ({ kind: 'held', id: d.postId, data: compact({ holderId: d.holderId, deputyId: d.deputyId }) }),
  'grid.post.closed.v1': (d: PostClosed) => ({ kind: 'post-closed', id: d.postId, data: {} }),
  'grid.site.published.v1': siteOf, 'grid.site.revised.v1': siteOf,
  'grid.site.withdrawn.v1': (d: SiteWithdrawn) => ({ kind: 'site-withdrawn', id: d.siteId, data: {} }),
  'grid.unit.listed.v1': (d: UnitListed) => ({ kind: 'organisation', id: d.unitId, data: { id: d.unitId, kind: d.kind, name: d.name, area: d.area, posts: d.posts } }),
  'grid.unit.renamed.v1': (d: UnitRenamed) => ({ kind: 'organisation-name', id: d.unitId, data: { name: d.name } }),
  'grid.unit.staffed.v1': (d: UnitStaffed) => ({ kind: 'organisation-posts', id: d.unitId, data: { posts: d.posts } }),
  'grid.unit.closed.v1': (d: UnitClosed) => ({ kind: 'organisation-closed', id: d.unitId, data: {} }),
  'grid.household.registered.v1': (d: HouseholdRegistered, id) => ({ kind: 'households', id, data: { area: d.area, ids: d.householdIds, persons: d.persons } }),
  'grid.household.changed.v1': (d: HouseholdChanged) => ({ kind: 'household-changed', id: d.householdId, data: { persons: d.persons } }),
  'grid.household.closed.v1': (d: HouseholdClosed) => ({ kind: 'household-closed', id: d.householdId, data: {} }),
  'grid.household.site-planned.v1': (d: AtRiskSitePlanned) => ({ kind: 'site-planned', id: d.siteId, data: { persons: d.persons, shelterId: d.shelterId } }),
  'grid.shelter.registered.v1': (d: ShelterRegistered) => ({ kind: 'shelter', id: d.shelterId, data: { id: d.shelterId, area: d.area, name: d.name, capacity: d.capacity } }),
  'grid.shelter.constrained.v1': (d: ShelterConstrained) => ({ kind: 'shelter-limit', id: d.shelterId, data: { capacity: d.capacity } }),
  'grid.shelter.resized.v1': (d: ShelterResized) => ({ kind: 'shelter-limit', id: d.shelterId, data: { capacity: d.totals.capacity } }),
  'grid.shelter.closed.v1': (d: ShelterClosed) => ({ kind: 'shelter-closed', id: d.shelterId, data: {} }),
  'rescue.team.registered.v1': (d: TeamRegistered) => ({ kind: 'team', id: d.teamId, data: compact({ id: d.teamId, area: d.area, kind: d.kind, name: d.name, holderId: d.leaderId, deputyId: d.deputyId }) }),
  'supplies.depot.registered.v1': (d: DepotRegistered) => ({ kind: 'depot', id: d.depotId, data: compact({ id: d.depotId, area: d.area, kind: d.kind, name: d.name, holderId: d.keeperId, deputyId: d.deputyId }) }),
};

/** Areas, posts, sites, teams, depots, people at risk by number and shelters, kept from the events of their owners. The name carries what is kept: -5 reads the stream again for the last two. */
@Injectable()
@Subscribe({ name: 'known-district-5', events: [AreaOpened, AreaClosed, HouseholdRegistered, HouseholdChanged, HouseholdClosed, AtRiskSitePlanned, ShelterRegistered, ShelterConstrained, ShelterResized, ShelterClosed, PostOpened, PostHeld, PostClosed, SitePublished, SiteRevised, SiteWithdrawn, TeamRegistered, DepotRegistered, UnitListed, UnitRenamed, UnitStaffed, UnitClosed], mode: 'batch' })
export class KnownSubscriber {
  constructor(private readonly known: KnownStore) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    const facts = batch.map(({ event }): KnownFact => ({ ...fold[event.type]!(event.data as never, event.id), version: event.version }));
    const last = batch.at(-1)!;
    await this.known.put(work.em, facts, { event: last.event.id, seq: last.seq, at: last.event.time });
  }
}
