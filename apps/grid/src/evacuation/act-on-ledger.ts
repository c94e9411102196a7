import { Inject, Injectable } from '@nestjs/common';
import { occurred } from '@xunling/addressee';
import { addCounts, mayOver, noCounts, type EvacuationAct } from '@xunling/contracts';
import type { ArriveAtShelterInput, EvacuationActed } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, Refusal } from '@xunling/platform';
import { lineOf, mustBeInLine } from '../household/line.view.js';
import { PlacePersons } from '../shelter/place-persons.js';
import { actOn, admitAct, type Verdict } from './evacuation.js';
import { FollowUp } from './follow-up.js';
import { LedgerStore, type EvacuationRow, type EvacueeRow, type Step, type Whom } from './ledger.store.js';
import { endSafe, tellLedgers } from './tell.js';

export interface ActInput extends Omit<ArriveAtShelterInput, 'id'> { id: string }
/** Acts after which a place held for the person is free again, unless they came to it. */
const FREES: readonly EvacuationAct[] = ['arrive', 'find-safe', 'refuse', 'not-reach', 'return', 'allow-return'];
interface Decided { row: EvacueeRow; verdict: Verdict }

/** One act on persons, households or an area of one ledger: load under the grids' locks, decide each, save and append as sets. */
@Injectable()
export class ActOnLedger {
  private readonly store = new LedgerStore();
  constructor(@Inject(PlacePersons) private readonly places: PlacePersons, @Inject(FollowUp) private readonly followUp: FollowUp) {}

  /** @param authorised the caller's right over the persons was established otherwise (who runs the shelter they come to) */
  async run(act: EvacuationAct, input: ActInput, work: Work, authorised = false): Promise<EvacuationActed> {
    const { em, caller, at: now } = work;
    const by = caller!.userId;
    await this.store.lockForActs(em, [input.id]);
    const evacuation = await this.store.lock(em, input.id, 'share');
    const whom = whomOf(input);
    const grids = await this.grids(evacuation, whom, act, work, authorised);
    admitAct(act, evacuation.state);
    await this.store.lockLedgers(em, evacuation.id, grids);
    const when = occurred(input.at, evacuation.openedAt.toISOString(), now);
    const shelterId = act === 'arrive' ? (input.shelterId ?? null) : null;
    const decided = (await this.store.persons(em, evacuation.id, whom)).map((row): Decided => ({ row, verdict: actOn(row, { act, by, at: when.at, lifted: evacuation.state === 'lifted', shelterId }) }));
    const moving = enough(decided.filter((d) => d.verdict.kind === 'changed'), input.count, decided);
    refuseWhole(act, decided, moving);
    const after = moving.map(({ row, verdict }): EvacueeRow => ({ ...row, ...(verdict as Extract<Verdict, { kind: 'changed' }>).evacuee }));
    await this.places.follow(moving.map(({ row }, i) => ({ personId: row.personId, area: row.area, evacuationId: evacuation.id, from: row.shelterId, to: after[i]!.shelterId })), { zone: input.zone, left: act === 'return' ? 'HOME' : 'RELATIVES', frees: FREES.includes(act), at: when.at }, work);
    await this.store.save(em, evacuation.id, after, by);
    const steps = stepsOf(act, moving, decided.filter((d) => d.verdict.kind === 'late'));
    await this.store.keepSteps(em, evacuation.id, steps, { by, at: when.at, receivedAt: now, shelterId, note: input.note });
    if (after.length === 0) return { changed: 0, unchanged: decided.length, refused: [], totals: await this.store.totals(em, evacuation.id), tasks: 0 };
    const ledgers = await this.store.recount(em, evacuation.id, [...new Set(after.map((r) => r.area))]);
    tellLedgers(act, evacuation, ledgers, after, { by, at: when.at, home: act === 'return' && evacuation.state === 'lifted', ...(shelterId ? { shelterId } : {}) }, work);
    await endSafe(this.store, evacuation, work);
    const tasks = await this.followUp.run(evacuation.id, [...new Set(after.map((r) => r.householdId))], work);
    return { changed: after.length, unchanged: decided.filter((d) => d.verdict.kind === 'same' || d.verdict.kind === 'late').length, refused: refusedOf(decided), totals: ledgers.reduce((sum, l) => addCounts(sum, l.totals), noCounts()), tasks };
  }

  private async grids(evacuation: EvacuationRow, whom: Whom, act: EvacuationAct, { em, caller }: Work, authorised: boolean): Promise<string[]> {
    const grids = await this.store.grids(em, evacuation.id, whom);
    if (grids.length === 0) throw whom.area ? impossible('area', 'nobody', 'nobody of this area is on the ledger') : new Refusal('unknown.id');
    const line = await lineOf(em, caller!);
    // a keeper writes the ledger of the site: all of its own evacuation, or its households on a wider one
    const sites = line.sites ?? [];
    if (sites.length > 0 && ((evacuation.siteId && sites.includes(evacuation.siteId)) || (!whom.area && (await this.store.allOfSites(em, evacuation.id, whom, sites))))) return grids;
    for (const area of authorised ? [] : whom.area ? [whom.area] : grids) if (!(act === 'verify' && mayOver(caller!, ['inspector'], area))) mustBeInLine(line, caller!, area);
    return grids;
  }
}

/** @throws Refusal input.impossible where not exactly one of the three is said, or n without one household */
function whomOf({ personIds, householdIds, area, count }: ActInput): Whom {
  if ([personIds, householdIds, area].filter((x) => x !== undefined).length !== 1) throw impossible('personIds', 'one-of', 'give one of personIds, householdIds and area');
  if (count !== undefined && householdIds?.length !== 1) throw impossible('count', 'one-household', 'a number of persons is said of one household');
  return { ...(personIds ? { personIds: [...new Set(personIds)] } : {}), ...(householdIds ? { householdIds: [...new Set(householdIds)] } : {}), ...(area ? { area } : {}) };
}
/** n of one household: which of them does not matter, how many does. @throws Refusal state.conflict */
function enough(moving: Decided[], count: number | undefined, all: readonly Decided[]): Decided[] {
  if (count === undefined) return moving;
  if (count > moving.length && !(moving.length === 0 && all.every((d) => d.verdict.kind === 'same'))) throw new Refusal('state.conflict', { state: all[0]!.row.state, allowed: [], detail: `only ${moving.length} of this household can still be so`, extra: { possible: moving.length } });
  return moving.slice(0, count);
}
/** A set goes on without those it does not fit; where it fits nobody and not all are so already, it is refused. */
function refuseWhole(act: EvacuationAct, decided: readonly Decided[], moving: readonly Decided[]): void {
  if (moving.length > 0) return;
  if (decided.some((d) => d.verdict.kind === 'same-person')) throw new Refusal('same-person');
  const refused = decided.find((d) => d.verdict.kind === 'refused');
  if (refused) throw new Refusal('state.conflict', { state: refused.row.state, allowed: [], detail: `${act} does not fit`, extra: { refused: refusedOf(decided) } });
}
function refusedOf(decided: readonly Decided[]): { state: string; count: number }[] {
  const by = new Map<string, number>();
  for (const { row, verdict } of decided) if (verdict.kind === 'refused' || verdict.kind === 'same-person') by.set(row.state, (by.get(row.state) ?? 0) + 1);
  return [...by].map(([state, count]) => ({ state, count }));
}
function stepsOf(act: EvacuationAct, moving: readonly Decided[], late: readonly Decided[]): Step[] {
  const of = (rows: readonly Decided[], isLate: boolean): Step[] => {
    const by = new Map<string, string[]>();
    for (const { row } of rows) by.set(row.householdId, [...(by.get(row.householdId) ?? []), row.personId]);
    return [...by].map(([householdId, personIds]) => ({ householdId, act, personIds, late: isLate }));
  };
  return [...of(moving, false), ...of(late, true)];
}
