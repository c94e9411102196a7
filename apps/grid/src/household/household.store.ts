import { FIVE_FOR_ONE } from '@xunling/contracts';
import { rowsOf } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { NewHousehold } from './import.js';

export interface HouseholdRow { id: string; area: string; persons: number; closed: boolean; version: number }
export interface Carer { role: string; name: string; phone: string }
export type Seeded = NewHousehold & { id?: string; fiveForOne?: readonly Carer[]; personIds?: readonly string[] };

/** What of a household is corrected; absent: as it was. */
export interface Change extends Partial<Pick<NewHousehold, 'head' | 'phone' | 'address' | 'needs' | 'siteId'>> { /** They live in no site any more. */ noSite?: boolean | undefined }
interface NewPersonRow { id: string; householdId: string; name: string; vulnerable: readonly string[] }

/** Between the rows of a column sent as one text: a file of thousands is read a third faster than as JSON. */
const SEPARATOR = '\x1e';
const textOf = <T>(rows: readonly T[], of: (row: T) => string): string => rows.map((row) => of(row).replaceAll(SEPARATOR, ' ')).join(SEPARATOR);
/** `unnest` of such columns; one empty text is read as no row and padded with null, hence coalesce. */
const columnsOf = (...names: readonly string[]): string =>
  `(select ${names.map((name) => `coalesce(${name}, '') as ${name}`).join(', ')} from unnest(${names.map((_, i) => `string_to_array($${i + 1}, E'\\x1e')`).join(', ')}) as u(${names.join(', ')})) as g`;
const lacksOf = (h: Seeded): string => FIVE_FOR_ONE.filter((role) => !h.fiveForOne?.some((c) => c.role === role)).join(' ');

/** Rows of the at-risk register: households, their persons, the five for one. */
export class HouseholdStore {
  /** Puts households on the register that are not there yet, with their persons and carers: three statements, however many. Answers the new ones. */
  async insertMany(em: EntityManager, households: readonly Seeded[]): Promise<{ id: string; area: string; persons: number }[]> {
    const ids = households.map((h) => h.id ?? newId());
    const fresh = new Set(rowsOf<{ id: string }>(await em.query(
      `insert into household (id, code, area, site_id, head, phone, address, needs, lacks, persons, vulnerable, version)
       select id::uuid, code, area, nullif(site, '')::uuid, head, phone, address, nullif(needs, ''), string_to_array(lacks, ' '), persons::int, vulnerable::int, 1
       from ${columnsOf('id', 'code', 'area', 'site', 'head', 'phone', 'address', 'needs', 'lacks', 'persons', 'vulnerable')} on conflict do nothing returning id`,
      [ids.join(SEPARATOR), ...([
        (h) => h.code, (h) => h.area, (h) => h.siteId ?? '', (h) => h.head, (h) => h.phone, (h) => h.address, (h) => h.needs ?? '', lacksOf, (h) => String(h.persons.length),
        (h) => String(h.persons.reduce((n, p) => (p.vulnerable.length > 0 ? n + 1 : n), 0)),
      ] satisfies ((h: Seeded) => string)[]).map((of) => textOf(households, of))])).map((r) => r.id));
    const persons: NewPersonRow[] = [];
    const carers: object[] = [];
    const added = households.flatMap((h, i) => {
      const id = ids[i]!;
      if (!fresh.has(id)) return [];
      h.persons.forEach((p, n) => { persons.push({ id: h.personIds?.[n] ?? newId(), householdId: id, name: p.name, vulnerable: p.vulnerable }); });
      for (const c of h.fiveForOne ?? []) carers.push({ householdId: id, ...c });
      return [{ id, area: h.area, persons: h.persons.length }];
    });
    await this.addPersons(em, persons);
    if (carers.length > 0) await em.query(`insert into five_for_one (household_id, role, name, phone) select "householdId", role, name, phone from jsonb_to_recordset($1::jsonb) as g("householdId" uuid, role text, name text, phone text) on conflict do nothing`, [JSON.stringify(carers)]);
    return added;
  }

  /** Persons with new ids: no look for conflicts. */
  async addPersons(em: EntityManager, persons: readonly NewPersonRow[]): Promise<void> {
    if (persons.length === 0) return;
    await em.query(
      `insert into at_risk_person (id, household_id, name, vulnerable) select id::uuid, household::uuid, name, string_to_array(vulnerable, ' ') from ${columnsOf('id', 'household', 'name', 'vulnerable')}`,
      [textOf(persons, (p) => p.id), textOf(persons, (p) => p.householdId), textOf(persons, (p) => p.name), textOf(persons, (p) => p.vulnerable.join(' '))]);
  }

  /** Sites of these names or ids. */
  async sitesNamed(em: EntityManager, words: readonly string[]): Promise<{ id: string; name: string; area: string }[]> {
    return words.length === 0 ? [] : em.query(`select id, name, area from site where state <> 'withdrawn' and (name = any($1) or id::text = any($1)) order by no`, [words]);
  }

  /** Names and needs of persons of a household, and who of them is on the register no more. Answers how many rows it found. */
  async correctPersons(em: EntityManager, householdId: string, changes: readonly { id: string; name?: string | undefined; vulnerable?: readonly string[] | undefined }[], removed: readonly string[], at: Date): Promise<number> {
    const changed = changes.length === 0 ? [] : rowsOf(await em.query(
      `update at_risk_person p set name = coalesce(g.name, p.name), vulnerable = coalesce(g.vulnerable, p.vulnerable) from jsonb_to_recordset($2::jsonb) as g(id uuid, name text, vulnerable text[]) where p.id = g.id and p.household_id = $1 and p.left_at is null returning p.id`, [householdId, JSON.stringify(changes)]));
    const left = removed.length === 0 ? [] : rowsOf(await em.query('update at_risk_person set left_at = $3 where household_id = $1 and id = any($2) and left_at is null returning id', [householdId, removed, at]));
    return changed.length + left.length;
  }

  async lock(em: EntityManager, id: string): Promise<HouseholdRow> {
    const [row]: HouseholdRow[] = await em.query('select id, area, persons, closed_at is not null as closed, version from household where id = $1 for update', [id]);
    if (!row) throw new Refusal('unknown.id');
    return row;
  }

  async change(em: EntityManager, id: string, { head, phone, address, needs, siteId, noSite }: Change): Promise<{ persons: number; version: number }> {
    const [row] = rowsOf<{ persons: number; version: number }>(await em.query(
      `update household h set head = coalesce($2, head), phone = coalesce($3, phone), address = coalesce($4, address), needs = coalesce($5, needs), site_id = case when $7 then null else coalesce($6, site_id) end, version = version + 1,
         persons = (select count(*) from at_risk_person p where p.household_id = h.id and p.left_at is null), vulnerable = (select count(*) from at_risk_person p where p.household_id = h.id and p.left_at is null and p.vulnerable <> '{}')
       where id = $1 returning persons, version`, [id, head ?? null, phone ?? null, address ?? null, needs ?? null, siteId ?? null, noSite ?? false]));
    return row!;
  }

  /** Names one of the five, or nobody; answers the household's new version. */
  async nameCarer(em: EntityManager, id: string, role: string, carer: { name: string; phone: string } | undefined): Promise<number> {
    if (carer) await em.query('insert into five_for_one (household_id, role, name, phone) values ($1, $2, $3, $4) on conflict (household_id, role) do update set name = $3, phone = $4', [id, role, carer.name, carer.phone]);
    else await em.query('delete from five_for_one where household_id = $1 and role = $2', [id, role]);
    const [row] = rowsOf<{ version: number }>(await em.query(
      `update household set version = version + 1, lacks = array(select r from unnest($2::text[]) with ordinality as g(r, n) where r not in (select role from five_for_one where household_id = $1) order by n) where id = $1 returning version`, [id, [...FIVE_FOR_ONE]]));
    return row!.version;
  }

  async close(em: EntityManager, id: string, at: Date): Promise<number> {
    const [row] = rowsOf<{ version: number }>(await em.query('update household set closed_at = $2, version = version + 1 where id = $1 returning version', [id, at]));
    return row!.version;
  }
}
