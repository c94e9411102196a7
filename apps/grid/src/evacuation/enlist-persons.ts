import { Injectable } from '@nestjs/common';
import { rowsOf, type Work } from '@xunling/messaging';
import { derivedId, Refusal } from '@xunling/platform';
import { LedgerStore, type LedgerRow } from './ledger.store.js';
import { holdStreets } from './street-lock.js';
import { endSafe, tellLedgers } from './tell.js';

/** Puts everybody the register knows in the evacuation's place on its ledger, who is on no running ledger yet: a few statements, however many. */
@Injectable()
export class Enlist {
  private readonly store = new LedgerStore();

  /** Who came onto the register in these areas is on the ledger that runs there from the same moment, on the widest where there are several. */
  async registered(areas: readonly string[], work: Work): Promise<void> {
    await holdStreets(work.em, areas, 'beside');
    const running: { id: string; area: string }[] = await work.em.query(`select id, area from evacuation where state = 'open' and exists (select from unnest($1::text[]) a where starts_with(a, left(area, 15))) order by id for update`, [areas]);
    for (const { id } of running.sort((a, b) => a.area.length - b.area.length)) await this.run(id, undefined, work);
  }

  /** @param area of the evacuation, or a part of it */
  async run(id: string, area: string | undefined, work: Work): Promise<{ persons: number; ledgers: LedgerRow[] }> {
    const { em, at } = work;
    const evacuation = await this.store.lock(em, id, 'write');
    if (evacuation.state !== 'open') throw new Refusal('state.conflict', { state: evacuation.state, allowed: [] });
    // homes are known by grid: of a place inside one, all of it
    const scope = (area ?? evacuation.area).slice(0, 15);
    const grids: { area: string }[] = await em.query(
      `select distinct area from household where area >= $1 and area < $1 || ':' and closed_at is null and ($2::uuid is null or site_id = $2) order by area`, [scope, evacuation.siteId]);
    const ledgers = grids.map((g) => ({ id: derivedId('ledger', `${id}/${g.area}`), area: g.area }));
    await em.query('insert into evacuation_ledger (id, evacuation_id, area, version) select id, $1, area, 0 from jsonb_to_recordset($2::jsonb) as g(id uuid, area text) order by area on conflict do nothing', [id, JSON.stringify(ledgers)]);
    await this.store.lockLedgers(em, id, grids.map((g) => g.area));
    await em.query(
      `insert into evacuation_household (evacuation_id, household_id, area) select $1, id, area from household
       where area = any($2) and closed_at is null and ($3::uuid is null or site_id = $3) and exists (select 1 from at_risk_person p where p.household_id = household.id and p.left_at is null and not exists (select 1 from evacuee e where e.person_id = p.id and e.open)) order by area, no on conflict do nothing`, [id, grids.map((g) => g.area), evacuation.siteId]);
    const persons = rowsOf<{ personId: string; householdId: string; area: string }>(await em.query(
      `insert into evacuee (evacuation_id, person_id, household_id, hh, area, state, at, open)
       select $1, p.id, w.household_id, w.no, w.area, 'listed', to_timestamp(0), true from evacuation_household w join at_risk_person p on p.household_id = w.household_id and p.left_at is null where w.evacuation_id = $1 and w.area = any($2)
       on conflict do nothing returning person_id as "personId", household_id as "householdId", area`, [id, grids.map((g) => g.area)]));
    if (persons.length === 0) return { persons: 0, ledgers: [] };
    const by = work.caller?.userId ?? null;
    const of = new Map<string, string[]>();
    for (const p of persons) of.set(p.householdId, [...(of.get(p.householdId) ?? []), p.personId]);
    await this.store.keepSteps(em, id, [...of].map(([householdId, personIds]) => ({ householdId, act: 'list' as const, personIds, late: false })), { by, at: at.toISOString(), receivedAt: at });
    const counted = await this.store.recount(em, id, [...new Set(persons.map((p) => p.area))]);
    tellLedgers('list', { id }, counted, persons, { ...(by ? { by } : {}), at: at.toISOString() }, work);
    await endSafe(this.store, evacuation, work);
    return { persons: persons.length, ledgers: counted };
  }
}
