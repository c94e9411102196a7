import { Inject, Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { EvacuationClosed } from '@xunling/contracts/classes';
import { rowsOf, type Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { FollowUp } from './follow-up.js';
import { LedgerStore, type EvacuationRow } from './ledger.store.js';
import { endSafe, tellLedgers } from './tell.js';

interface Person { personId: string; householdId: string; area: string }

/**
 * Nobody goes back before release (C13) where two evacuations lie over one home: who is on the ledger of a lifted one and lives where another is open
 * goes on to that one's ledger as they stand, with who has seen them. The lifted ledger keeps its rows as they were, and is closed once nobody is left on it.
 * The street and all evacuations of it are held by the caller.
 */
@Injectable()
export class HandOver {
  private readonly store = new LedgerStore();
  constructor(@Inject(FollowUp) private readonly followUp: FollowUp) {}

  /** People of one that is lifted now, to all that are open over their homes; the widest first. */
  async lifted(id: string, work: Work): Promise<void> {
    for (const to of await this.overlapping(id, 'open', work)) await this.move(id, to, work);
  }
  /** To one that is opened now, people of all that are lifted and not closed yet. */
  async opened(id: string, work: Work): Promise<void> {
    for (const from of await this.overlapping(id, 'lifted', work)) await this.move(from, id, work);
  }

  /** Evacuations of a state over a part of the place, or around it: areas lie in one another or apart. */
  private async overlapping(id: string, state: 'open' | 'lifted', { em }: Work): Promise<string[]> {
    const rows: { id: string }[] = await em.query(
      `select e.id from evacuation e, evacuation own where own.id = $1 and e.id <> own.id and e.state = $2 and substr(e.area, 1, 9) = substr(own.area, 1, 9)
         and (starts_with(e.area, own.area) or starts_with(own.area, e.area)) order by length(e.area), e.no`, [id, state]);
    return rows.map((r) => r.id);
  }

  private async move(fromId: string, toId: string, work: Work): Promise<void> {
    const [from, to] = [await this.store.lock(work.em, fromId, 'write'), await this.store.lock(work.em, toId, 'write')];
    const persons = await this.persons(from, to, work);
    if (persons.length === 0) return;
    await this.store.lockLedgers(work.em, from.id, [...new Set(persons.map((p) => p.area))]);
    await this.carry(from.id, to.id, persons, work);
    await this.tell(to, persons, work);
    await this.followUp.settle(from.id, persons, work);
    await this.followUp.run(to.id, [...new Set(persons.map((p) => p.householdId))], work);
    const [{ left }]: [{ left: number }] = await work.em.query('select count(*)::int as left from evacuee where evacuation_id = $1 and open', [from.id]);
    if (left > 0) return;
    const version = await this.store.move(work.em, from.id, { state: 'closed', closed_at: work.at });
    work.append(EvacuationClosed, { evacuationId: from.id, area: from.area, into: to.id, ...(work.caller ? { by: work.caller.userId } : {}), at: work.at.toISOString() }, { aggregate: `evacuation/${from.id}`, version, street: streetOf(from.area) });
  }

  private async persons(from: EvacuationRow, to: EvacuationRow, { em }: Work): Promise<Person[]> {
    return em.query(
      `select e.person_id as "personId", e.household_id as "householdId", e.area from evacuee e where e.evacuation_id = $1 and e.open and starts_with(e.area, left($2, 15))
         and ($3::uuid is null or exists (select from household h where h.id = e.household_id and h.site_id = $3)) order by e.area, e.hh, e.person_id`, [from.id, to.area, to.siteId]);
  }

  /** Rows of the other ledger, with state, shelter and who has seen them; who was allowed to return is away as before, or has to leave once more where they went home. */
  private async carry(from: string, to: string, persons: readonly Person[], { em }: Work): Promise<void> {
    const [ids, areas] = [persons.map((p) => p.personId), [...new Set(persons.map((p) => p.area))]];
    const ledgers = areas.map((area) => ({ id: derivedId('ledger', `${to}/${area}`), area }));
    await em.query('insert into evacuation_ledger (id, evacuation_id, area, version) select id, $1, area, 0 from jsonb_to_recordset($2::jsonb) as g(id uuid, area text) order by area on conflict do nothing', [to, JSON.stringify(ledgers)]);
    await this.store.lockLedgers(em, to, areas);
    await em.query('insert into evacuation_household (evacuation_id, household_id, area) select distinct $2::uuid, household_id, area from evacuee where evacuation_id = $1 and person_id = any($3) order by area, household_id on conflict do nothing', [from, to, ids]);
    await em.query('update evacuee set open = false where evacuation_id = $1 and person_id = any($2)', [from, ids]);
    await em.query(
      `insert into evacuee (evacuation_id, person_id, household_id, hh, area, state, shelter_id, moved_by, received_by, said_by, verified_by, at, open)
       select $2, e.person_id, e.household_id, w.no, e.area, case when home_at is not null then 'listed' when state = 'return-allowed' then 'verified' else state end, shelter_id,
         case when home_at is null then moved_by end, case when home_at is null then received_by end, case when home_at is null then said_by end, case when home_at is null then verified_by end, e.at, true
       from evacuee e join evacuation_household w on w.evacuation_id = $2 and w.household_id = e.household_id where e.evacuation_id = $1 and e.person_id = any($3)`, [from, to, ids]);
    await em.query(`update shelter_stay set evacuation_id = $2 where evacuation_id = $1 and person_id = any($3) and state in ('present', 'assigned')`, [from, to, ids]);
  }

  private async tell(to: EvacuationRow, persons: readonly Person[], work: Work): Promise<void> {
    const [by, at] = [work.caller?.userId, work.at.toISOString()];
    const of = rowsOf<{ householdId: string; personIds: string[] }>(await work.em.query('select household_id as "householdId", array_agg(person_id) as "personIds" from evacuee where evacuation_id = $1 and person_id = any($2) group by household_id', [to.id, persons.map((p) => p.personId)]));
    await this.store.keepSteps(work.em, to.id, of.map((h) => ({ ...h, act: 'list' as const, late: false })), { by: by ?? null, at, receivedAt: work.at });
    const ledgers = await this.store.recount(work.em, to.id, [...new Set(persons.map((p) => p.area))]);
    tellLedgers('list', to, ledgers, persons, { ...(by ? { by } : {}), at }, work);
    await endSafe(this.store, to, work);
  }
}
