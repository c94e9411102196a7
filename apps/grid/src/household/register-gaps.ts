import { Inject, Injectable } from '@nestjs/common';
import { pageOf, positionOf } from '@xunling/addressee';
import { AT_RISK_SITES, mayOver, streetOf } from '@xunling/contracts';
import { AtRiskGapsListed, AtRiskSitePlanned, OutsideListed, PlanAtRiskSite, UploadOutside, type AtRiskGap, type AtRiskGapPage, type AtRiskSitePlan, type OutsideList, type PlanAtRiskSiteInput, type ReconcileAtRiskInput, type UploadOutsideInput } from '@xunling/contracts/classes';
import { rowsOf, type Work } from '@xunling/messaging';
import { derivedId, impossible, newId, Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { KeepSites } from '../site/keep-sites.js';
import { nameKey, readPlaces, reconcile, type Gap, type Place } from './reconcile.js';

/** As many gaps as one answer names. */
const MOST_GAPS = 500;
/** Beijing day of an instant. */
export const dayOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Whether the register knows every place it has to: outside lists, plans of places, the gap list of each day. */
@Injectable()
export class RegisterGaps {
  constructor(@Inject(KeepSites) private readonly sites: KeepSites) {}

  /** @throws Refusal access.area, input.impossible with row and column */
  async upload(input: UploadOutsideInput, work: Work): Promise<OutsideList> {
    if (!mayOver(work.caller!, UploadOutside.roles, input.area)) throw new Refusal('access.area');
    return this.keep(input, work.caller!.userId, work);
  }

  /** The list takes the place of the earlier one of its source and area. */
  async keep({ area, source, csv }: UploadOutsideInput, by: string, work: Work): Promise<OutsideList> {
    const { places, faults } = readPlaces(csv, area);
    if (faults.length > 0) throw new Refusal('input.impossible', { errors: faults.slice(0, 200), extra: { faults: faults.length } });
    const id = newId();
    await work.em.query('delete from outside_place where source = $1 and scope = $2', [source, area]);
    await work.em.query(`insert into outside_place (list_id, scope, source, kind, name, key, area) select $1, $2, $3, kind, name, key, area from jsonb_to_recordset($4::jsonb) as g(kind text, name text, key text, area text)`, [id, area, source, JSON.stringify(places.map((p) => ({ ...p, key: nameKey(p.name) })))]);
    work.append(OutsideListed, { listId: id, area, source, count: places.length, by, at: work.at.toISOString() }, { aggregate: `outside-list/${id}`, version: 1, street: streetOf(area) });
    return { id, area, source, count: places.length, at: work.at.toISOString() };
  }

  async plan({ siteId, persons, shelterId, note }: PlanAtRiskSiteInput, work: Work): Promise<AtRiskSitePlan> {
    const [site]: { area: string; kind: string }[] = await work.em.query('select area, kind from site where id = $1', [siteId]);
    if (!site) throw new Refusal('unknown.id');
    if (!mayOver(work.caller!, PlanAtRiskSite.roles, site.area)) throw new Refusal('access.area');
    if (!(AT_RISK_SITES as readonly string[]).includes(site.kind)) throw impossible('siteId', 'kind', `${site.kind} is no place of the at-risk register`);
    if (((await work.em.query('select 1 from shelter where id = $1 and closed_at is null', [shelterId])) as unknown[]).length === 0) throw impossible('shelterId', 'unknown', 'no such shelter');
    await this.planMany([{ siteId, area: site.area, kind: site.kind, persons, shelterId, ...(note ? { note } : {}) }], work.caller!.userId, work);
    await this.sites.planned(siteId, work);
    return { siteId, area: site.area, persons, shelterId };
  }

  /** Where the people of places go; that there is a plan stands in the register of sites. */
  async planMany(plans: readonly { siteId: string; area: string; kind: string; persons: number; shelterId: string; note?: string }[], by: string, work: Work): Promise<void> {
    const rows = rowsOf<{ siteId: string; version: number }>(await work.em.query(
      `insert into site_plan (site_id, persons, shelter_id, note, by, at, version) select "siteId", persons, "shelterId", note, $2, $3, 1 from jsonb_to_recordset($1::jsonb) as g("siteId" uuid, persons int, "shelterId" uuid, note text)
       on conflict (site_id) do update set persons = excluded.persons, shelter_id = excluded.shelter_id, note = excluded.note, by = $2, at = $3, version = site_plan.version + 1 returning site_id as "siteId", version`, [JSON.stringify(plans), by, work.at]));
    const versions = new Map(rows.map((r) => [r.siteId, r.version]));
    for (const { siteId, area, kind, persons, shelterId } of plans) work.append(AtRiskSitePlanned, { siteId, area, kind, persons, shelterId, by, at: work.at.toISOString() }, { aggregate: `site-plan/${siteId}`, version: versions.get(siteId)!, street: streetOf(area) });
  }

  /** One page of the gaps as of now; the register is small enough to be compared whole each time. */
  async page(em: EntityManager, { cursor, limit = MOST_GAPS }: ReconcileAtRiskInput, areas: readonly string[]): Promise<AtRiskGapPage> {
    const after = Number(positionOf(cursor));
    const rows = (await this.places(em, areas)).map((gap, i) => ({ no: String(i + 1), gap }));
    return pageOf(rows.slice(after, after + limit + 1), limit, (r): AtRiskGap => r.gap);
  }

  /** Gaps of the places of these areas as of now: what is registered is published, a draft or a withdrawn place counts for nothing. */
  async places(em: EntityManager, areas: readonly string[]): Promise<Gap[]> {
    const inside = `exists (select 1 from unnest($1::text[]) a where starts_with(area, a))`;
    const register: Place[] = await em.query(`select kind, name, area, id as "siteId", evacuation_plan as planned from site where kind = any($2) and state = 'published' and ${inside} order by no`, [areas, [...AT_RISK_SITES]]);
    const outside: Place[] = await em.query(`select kind, name, area, source from outside_place where ${inside} order by no`, [areas]);
    return reconcile(register, outside);
  }

  /** The gap list of a day, once, with one event per street. Answers whether it was made now. */
  async listFor(day: string, work: Work): Promise<boolean> {
    const { em, at } = work;
    const made = rowsOf(await em.query('insert into gap_day (day, at) values ($1, $2) on conflict do nothing returning day', [day, at]));
    if (made.length === 0) return false;
    const streets: { code: string }[] = await em.query(`select code from area where kind = 'street' and valid_to is null order by code`);
    const gaps: AtRiskGap[] = await this.places(em, streets.map((s) => s.code));
    // a household's gap is named by its number, which is no personal data
    const households: AtRiskGap[] = await em.query(`select 'five-for-one' as gap, code as name, area, id as "householdId" from household where closed_at is null and lacks <> '{}' order by no`);
    await em.query(`insert into gap (day, gap, kind, name, area, site_id, household_id, source) select $1, gap, kind, name, area, "siteId", "householdId", source from jsonb_to_recordset($2::jsonb) as g(gap text, kind text, name text, area text, "siteId" uuid, "householdId" uuid, source text)`, [day, JSON.stringify([...gaps, ...households])]);
    for (const { code } of streets) {
      const own = [...gaps, ...households].filter((g) => g.area.startsWith(code));
      const n = (gap: string): number => own.filter((g) => g.gap === gap).length;
      work.append(AtRiskGapsListed, { day, area: code, count: own.length, missingHere: n('missing-here'), missingThere: n('missing-there'), double: n('double'), noPlan: n('no-plan'), fiveForOne: n('five-for-one'), at: at.toISOString() },
        { aggregate: `gap-list/${derivedId('gap-list', `${day}/${code}`)}`, version: 1, street: streetOf(code) });
    }
    return true;
  }
}
