import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitClosed, type UnitPlanMatrix, type UnitPlanRow } from '@xunling/contracts/classes';
import { sampleUnits, unitId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2026-05-01T00:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const DEPT = unitId('dept-1');
const OFFICE = unitId('office-410171561');
const plan = (unit: string, more: object = {}): object => ({ unitId: unit, kind: 'FLOOD', title: '防汛应急预案', digest: 'a'.repeat(64), approvedAt: '2026-04-01T00:00:00Z', validUntil: '2026-06-01T00:00:00Z', ...more });
const matrix = (more: object = {}): Promise<UnitPlanMatrix> => s.ok('observer', 'command.unit-plan.list', { limit: 200, ...more });
const state = (row: UnitPlanRow, kind = 'FLOOD'): string => row.plans.find((p) => p.kind === kind)!.state;

describe('plans of every unit', () => {
  it('begin missing: 21 departments, vertical departments, six offices and enterprises × two plans', async () => {
    const { items, counts } = await matrix();
    expect(items.map((r) => r.unitId).sort()).toEqual(sampleUnits().map((u) => u.id).sort());
    expect(counts).toEqual({ units: 39, missing: 78, outOfDate: 0, neverDrilled: 0, inOrder: 0 });
    expect(items.slice(0, 21).every((r) => r.kind === 'DEPARTMENT' && !r.mine)).toBe(true);
  });

  it('are recorded by the unit itself or the centre; never drilled until drilled, out of date once they end', async () => {
    const row = await s.ok<UnitPlanRow>('dept-01-1', 'command.unit-plan.record', plan(DEPT));
    expect([state(row), state(row, 'SAFETY_PRODUCTION'), row.mine]).toEqual(['never-drilled', 'missing', true]);
    for (const [who, unit] of [['dept-02-1', DEPT], ['street-563', OFFICE]] as const) expect(await s.refused(who, 'command.unit-plan.record', plan(unit))).toBe('access.area');
    await s.ok('street-561', 'command.unit-plan.record', plan(OFFICE));
    for (const bad of [plan(DEPT, { validUntil: '2026-03-01T00:00:00Z' }), plan(DEPT, { approvedAt: '2026-05-02T00:00:00Z' }), plan(unitId('nobody'))]) expect(await s.refused('duty1', 'command.unit-plan.record', bad)).toBe('input.impossible');
    const { id } = row.plans[0]!;
    expect(await s.refused('dept-01-1', 'command.unit-plan.drill', { id, drilledAt: '2026-03-01T00:00:00Z', note: '桌面推演' })).toBe('input.impossible');
    expect(state(await s.ok('dept-01-1', 'command.unit-plan.drill', { id, drilledAt: '2026-04-20T00:00:00Z', note: '桌面推演' }))).toBe('in-order');
    expect((await matrix()).counts).toMatchObject({ missing: 76, neverDrilled: 1, inOrder: 1 });
    s.clock.set(new Date('2026-06-01T00:00:00Z'));
    expect((await matrix({ state: 'out-of-date' })).items.map((r) => r.unitId).sort()).toEqual([DEPT, OFFICE].sort());
  });

  it('a new version stands in the place of the old one, which stays on record, and is to be drilled itself', async () => {
    const old = (await matrix()).items.find((r) => r.unitId === DEPT)!.plans[0]!;
    expect(state(await s.ok('dept-01-2', 'command.unit-plan.record', plan(DEPT, { approvedAt: '2026-05-20T00:00:00Z', validUntil: '2027-05-20T00:00:00Z', digest: 'b'.repeat(64) })))).toBe('never-drilled');
    expect(await s.refused('dept-01-1', 'command.unit-plan.drill', { id: old.id, drilledAt: '2026-05-25T00:00:00Z', note: 'x' })).toBe('state.conflict');
    expect((await s.events<{ replaces?: string }>('command.unit-plan.recorded.v1')).at(-1)!.replaces).toBe(old.id);
    expect(await s.sql('select count(*)::int n from unit_plan where unit_id = $1', [DEPT])).toEqual([{ n: 2 }]);
  });

  it('a unit that left the directory leaves the matrix', async () => {
    await s.say([{ event: UnitClosed, aggregate: `unit/${unitId('enterprise-8')}`, version: 2, data: { unitId: unitId('enterprise-8'), area: '410171560', reason: '注销', by: DEPT, validTo: '2026-06-01T00:00:00Z' } }]);
    await waitFor(async () => (await matrix()).counts.units === 38);
  });
});
