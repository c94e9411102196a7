import { Inject, Injectable } from '@nestjs/common';
import { streetOf, ZONE_STAFF } from '@xunling/contracts';
import { HouseholdChanged, HouseholdClosed, HouseholdFiveForOne, HouseholdRegistered, HouseholdUnmasked, type AddHouseholdInput, type ChangeHouseholdInput, type ImportedHouseholds, type NameCarerInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { derivedId, impossible, newId, Refusal } from '@xunling/platform';
import { Enlist } from '../evacuation/enlist-persons.js';
import { inLine, livesIn } from './household.js';
import { HouseholdStore, type HouseholdRow, type Seeded } from './household.store.js';
import { readHouseholds } from './import.js';
import { csvRows } from '../csv.js';
import { lineOf, mustBeInLine } from './line.view.js';

/** As many faults of one list as one answer names. */
const MOST_FAULTS = 200;
const MOST_IDS = 2000;

/** The at-risk register: kept by the grid's own line, told by ids. */
@Injectable()
export class KeepHouseholds {
  private readonly store = new HouseholdStore();
  constructor(@Inject(Enlist) private readonly enlist: Enlist) {}

  async add({ persons, siteId, ...input }: AddHouseholdInput, work: Work): Promise<string> {
    if (input.area.length !== 15) throw impossible('area', 'grid', 'a household lies in one grid');
    mustBeInLine(await lineOf(work.em, work.caller!), work.caller!, input.area);
    if (((await work.em.query('select 1 from area where code = $1 and valid_to is null', [input.area])) as unknown[]).length === 0) throw new Refusal('area.unknown');
    if (siteId) await this.mustLieIn(siteId, input.area, work);
    const [added] = await this.register([{ ...input, siteId, persons: persons.map((p) => ({ name: p.name, vulnerable: p.vulnerable ?? [] })) }], work);
    if (!added) throw impossible('code', 'duplicate', `${input.code} is on the register already`);
    return added.id;
  }

  /** All or nothing. @throws Refusal input.impossible with the row and column of every fault */
  async import(csv: string, work: Work): Promise<ImportedHouseholds> {
    const lines = csvRows(csv);
    const codes = [...new Set((lines ?? []).map((l) => l.cells[0]!))];
    const line = await lineOf(work.em, work.caller!);
    const [known, grids]: [{ code: string }[], { code: string }[]] = [
      await work.em.query('select code from household where closed_at is null and code = any($1)', [codes]), await work.em.query(`select code from area where kind = 'grid' and valid_to is null`),
    ];
    const open = new Set(grids.map((g) => g.code));
    const sites = await this.store.sitesNamed(work.em, [...new Set((lines ?? []).flatMap((l) => l.cells[8] ?? []))]);
    const { households, faults } = readHouseholds(lines, {
      may: (area) => (!open.has(area) ? 'unknown' : inLine(line, area) ? undefined : 'outside'), codes: new Set(known.map((k) => k.code)),
      sites: (word, area) => sites.filter((s) => (s.id === word || s.name === word) && livesIn(area, s.area)).map((s) => s.id),
    });
    if (faults.length > 0) throw new Refusal('input.impossible', { errors: faults.slice(0, MOST_FAULTS), extra: { faults: faults.length } });
    const added = await this.register(households, work);
    if (added.length < households.length) throw impossible('csv', 'duplicate', 'somebody else put one of these on the register just now');
    return { households: added.length, persons: added.reduce((n, h) => n + h.persons, 0) };
  }

  /** One event per grid, however many households. */
  async register(households: readonly Seeded[], work: Work): Promise<{ id: string; area: string; persons: number }[]> {
    const added = await this.store.insertMany(work.em, households);
    const grids = new Map<string, typeof added>();
    for (const h of added) { const list = grids.get(h.area); if (list) list.push(h); else grids.set(h.area, [h]); }
    for (const [area, list] of grids) {
      for (let i = 0; i < list.length; i += MOST_IDS) {
        const part = list.slice(i, i + MOST_IDS);
        work.append(HouseholdRegistered, { area, householdIds: part.map((h) => h.id), count: part.length, persons: part.reduce((n, h) => n + h.persons, 0), at: work.at.toISOString() }, { aggregate: `register/${derivedId('register', part[0]!.id)}`, version: 1, street: streetOf(area) });
      }
    }
    await this.enlist.registered([...grids.keys()], work);
    return added;
  }

  async change({ id, addPersons = [], changePersons = [], removePersons = [], reason: _reason, ...change }: ChangeHouseholdInput, work: Work): Promise<void> {
    const household = await this.held(id, work);
    if (change.siteId && change.noSite) throw impossible('siteId', 'one-of', 'give either siteId or noSite');
    if (change.siteId) await this.mustLieIn(change.siteId, household.area, work);
    if (household.persons + addPersons.length > 500) throw impossible('addPersons', 'too-many', 'at most 500 persons in one household');
    const corrected = new Set([...changePersons.map((p) => p.id), ...removePersons]);
    if (corrected.size < changePersons.length + removePersons.length) throw impossible('removePersons', 'twice', 'a person is corrected or removed, once');
    if (removePersons.length > 0 && removePersons.length >= household.persons + addPersons.length) throw impossible('removePersons', 'all', 'nobody would be left: take the household off the register');
    if ((await this.store.correctPersons(work.em, id, changePersons, removePersons, work.at)) < corrected.size) throw impossible('changePersons', 'unknown', 'not all of them are of this household');
    await this.store.addPersons(work.em, addPersons.map((p) => ({ id: newId(), householdId: id, name: p.name, vulnerable: p.vulnerable ?? [] })));
    const { persons, version } = await this.store.change(work.em, id, change);
    work.append(HouseholdChanged, { householdId: id, area: household.area, persons, ...this.said(work) }, meta(household, version));
    if (addPersons.length > 0 || change.siteId) await this.enlist.registered([household.area], work);
  }
  async nameCarer({ id, role, name, phone }: NameCarerInput, work: Work): Promise<void> {
    const household = await this.held(id, work);
    if (name !== undefined && phone === undefined) throw impossible('phone', 'required', 'who is named can be called');
    const version = await this.store.nameCarer(work.em, id, role, name === undefined ? undefined : { name, phone: phone! });
    work.append(HouseholdFiveForOne, { householdId: id, area: household.area, role, named: name !== undefined, ...this.said(work) }, meta(household, version));
  }
  async close(id: string, reason: string, work: Work): Promise<void> {
    const household = await this.held(id, work);
    const version = await this.store.close(work.em, id, work.at);
    work.append(HouseholdClosed, { householdId: id, area: household.area, reason, ...this.said(work) }, meta(household, version));
  }

  /** @throws Refusal input.impossible: the evacuation of a site finds who lives in it by their grid */
  private async mustLieIn(siteId: string, area: string, { em }: Work): Promise<void> {
    const [site]: { area: string }[] = await em.query(`select area from site where id = $1 and state <> 'withdrawn'`, [siteId]);
    if (!site) throw impossible('siteId', 'unknown', 'no such site');
    if (!livesIn(area, site.area)) throw impossible('siteId', 'not-there', 'the site lies in another grid than the household');
  }

  /** Kept in the journal for zone staff: who, when, what for. */
  async unmask(id: string, area: string, purpose: string, work: Work): Promise<void> {
    const unmaskingId = newId();
    await work.em.query('insert into unmasking (id, household_id, purpose, by, at) values ($1, $2, $3, $4, $5)', [unmaskingId, id, purpose, work.caller!.userId, work.at]);
    work.append(HouseholdUnmasked, { householdId: id, area, purpose, ...this.said(work) }, { aggregate: `unmasking/${unmaskingId}`, version: 1, street: ZONE_STAFF });
  }

  private said(work: Work): { by: string; at: string } { return { by: work.caller!.userId, at: work.at.toISOString() }; }
  private async held(id: string, work: Work): Promise<HouseholdRow> {
    const household = await this.store.lock(work.em, id);
    mustBeInLine(await lineOf(work.em, work.caller!), work.caller!, household.area);
    if (household.closed) throw new Refusal('state.conflict', { state: 'closed', allowed: [] });
    return household;
  }
}
const meta = ({ id, area }: HouseholdRow, version: number): { aggregate: string; version: number; street: string } => ({ aggregate: `household/${id}`, version, street: streetOf(area) });
