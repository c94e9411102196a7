import { Controller } from '@nestjs/common';
import { mayOver, streetOf, UNIT_KINDS, UNIT_PLANS, type Caller } from '@xunling/contracts';
import { UnitPlanDrilled, UnitPlanRecorded, type ListUnitPlansInput, type RecordUnitDrillInput, type RecordUnitPlanInput, type UnitPlanMatrix, type UnitPlanRow } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import type { District, KnownOrganisation } from '../known/district.js';
import { KnownStore } from '../known/known.store.js';
import { compact, cursorOf, iso, limitOf, positionOf } from '../rows.js';
import { checkDrill, checkPlan, planStateOf, speaksFor, type UnitPlan } from './unit-plan.js';
import { UnitPlanStore } from './unit-plan.store.js';

/** Departments first, then by name: the order of the matrix. */
const sorted = (units: readonly KnownOrganisation[]): KnownOrganisation[] => [...units].sort((a, b) => UNIT_KINDS.indexOf(a.kind as 'OFFICE') - UNIT_KINDS.indexOf(b.kind as 'OFFICE') || (a.area < b.area ? -1 : a.area > b.area ? 1 : a.name < b.name ? -1 : 1));
function rowOf(unit: KnownOrganisation, plans: readonly UnitPlan[], caller: Caller, district: District, at: Date): UnitPlanRow {
  return {
    unitId: unit.id, kind: unit.kind, name: unit.name, area: unit.area, mine: speaksFor(unit, caller, district),
    plans: UNIT_PLANS.map((kind) => {
      const plan = plans.find((p) => p.unitId === unit.id && p.kind === kind);
      const day = (date: Date | null | undefined): string | undefined => (date ? iso(date) : undefined);
      return compact({ kind, state: planStateOf(plan, at), id: plan?.id, title: plan?.title, digest: plan?.digest, approvedAt: day(plan?.approvedAt), validUntil: day(plan?.validUntil), lastDrilledAt: day(plan?.lastDrilledAt) }) as UnitPlanRow['plans'][number];
    }),
  };
}

@Controller()
export class UnitPlanController {
  constructor(private readonly plans: UnitPlanStore, private readonly known: KnownStore) {}

  @Handle('command.unit-plan.list')
  async list(input: ListUnitPlansInput, work: Work): Promise<UnitPlanMatrix> {
    const caller = callerOf(work);
    const district = await this.known.district(work.em);
    // another street's units are none of a street's business; who speaks for a unit sees it wherever it sits
    const units = sorted(district.organisations.filter((o) => (!input.kind || o.kind === input.kind) && (mayOver(caller, ['*'], o.area) || speaksFor(o, caller, district))));
    const plans = new Map<string, UnitPlan[]>();
    for (const plan of await this.plans.newest(work.em, units.map((u) => u.id))) plans.set(plan.unitId, [...(plans.get(plan.unitId) ?? []), plan]);
    const rows = units.map((u) => rowOf(u, plans.get(u.id) ?? [], caller, district, work.at));
    const count = (state: string): number => rows.reduce((n, r) => n + r.plans.filter((p) => p.state === state).length, 0);
    const shown = rows.filter((r) => !input.state || r.plans.some((p) => p.state === input.state));
    const [from, limit] = [Number(positionOf(input.cursor) ?? 0), limitOf(input.limit)];
    return {
      at: iso(work.at), counts: { units: units.length, missing: count('missing'), outOfDate: count('out-of-date'), neverDrilled: count('never-drilled'), inOrder: count('in-order') },
      items: shown.slice(from, from + limit), ...(shown.length > from + limit ? { nextCursor: cursorOf(from + limit) } : {}),
    };
  }

  @Handle('command.unit-plan.record')
  async record({ unitId, kind, title, digest, approvedAt, validUntil }: RecordUnitPlanInput, work: Work): Promise<UnitPlanRow> {
    const [unit, caller, district] = await this.mine(unitId, 'unitId', work);
    const plan = { id: newId(), unitId, kind, title, digest, approvedAt: new Date(approvedAt), validUntil: new Date(validUntil) };
    checkPlan(plan, work.at);
    const before = (await this.plans.newest(work.em, [unitId])).find((p) => p.kind === kind);
    await this.plans.insert(work.em, plan, caller.userId, work.at);
    work.append(UnitPlanRecorded, { unitPlanId: plan.id, unitId, kind, title, digest, approvedAt: iso(plan.approvedAt), validUntil: iso(plan.validUntil), by: caller.userId, ...(before ? { replaces: before.id } : {}) }, { aggregate: `unit-plan/${plan.id}`, version: 1, street: streetOf(unit.area, '000') });
    return rowOf(unit, await this.plans.newest(work.em, [unitId]), caller, district, work.at);
  }

  @Handle('command.unit-plan.drill')
  async drill({ id, drilledAt, note }: RecordUnitDrillInput, work: Work): Promise<UnitPlanRow> {
    const plan = await this.plans.lock(work.em, id);
    if (!plan) throw new Refusal('unknown.id');
    const [unit, caller, district] = await this.mine(plan.unitId, 'id', work);
    if (!plan.newest) throw new Refusal('state.conflict', { state: 'replaced', allowed: [], detail: 'the unit has a newer plan: drill that one' });
    const at = new Date(drilledAt);
    checkDrill(at, plan, work.at);
    const n = await this.plans.drill(work.em, id, at, note, caller.userId, work.at);
    work.append(UnitPlanDrilled, { unitPlanId: id, unitId: unit.id, kind: plan.kind, drilledAt: iso(at), note, by: caller.userId }, { aggregate: `unit-plan/${id}`, version: n + 1, street: streetOf(unit.area, '000') });
    return rowOf(unit, await this.plans.newest(work.em, [unit.id]), caller, district, work.at);
  }

  private async mine(id: string, path: string, work: Work): Promise<[KnownOrganisation, Caller, District]> {
    const caller = callerOf(work);
    const district = await this.known.district(work.em);
    const unit = district.organisations.find((o) => o.id === id);
    if (!unit) throw impossible(path, 'unknown', 'there is no such unit in the directory');
    if (!speaksFor(unit, caller, district)) throw new Refusal('access.area');
    return [unit, caller, district];
  }
}
