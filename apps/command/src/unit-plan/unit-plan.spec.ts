import { describe, expect, it } from 'vitest';
import type { Refusal } from '@xunling/platform';
import { personId, postId } from '@xunling/sample';
import { sampleDistrict } from '../known/sample-district.fixture.js';
import { checkDrill, checkPlan, planStateOf, speaksFor } from './unit-plan.js';

const day = (n: number): Date => new Date(Date.parse('2026-04-01T00:00:00Z') + n * 86_400_000);
const refused = (run: () => void): string => { try { run(); } catch (e) { return (e as Refusal).body.errors?.[0]?.reason ?? (e as Refusal).code; } return 'ok'; };

describe('a unit', () => {
  it('is without a plan, with an old one, with one nobody drilled, or in order', () => {
    expect(planStateOf(undefined, day(0))).toBe('missing');
    expect(planStateOf({ validUntil: day(10), lastDrilledAt: null }, day(9))).toBe('never-drilled');
    expect(planStateOf({ validUntil: day(10), lastDrilledAt: day(5) }, day(9))).toBe('in-order');
    expect(planStateOf({ validUntil: day(10), lastDrilledAt: day(5) }, day(4))).toBe('never-drilled');
    expect(planStateOf({ validUntil: day(10), lastDrilledAt: day(5) }, day(10))).toBe('out-of-date');
  });

  it('has a plan that was approved before it ends, drilled after it was approved', () => {
    expect(refused(() => { checkPlan({ approvedAt: day(0), validUntil: day(1) }, day(0)); })).toBe('ok');
    expect(refused(() => { checkPlan({ approvedAt: day(2), validUntil: day(3) }, day(1)); })).toBe('future');
    expect(refused(() => { checkPlan({ approvedAt: day(0), validUntil: day(0) }, day(1)); })).toBe('order');
    expect(refused(() => { checkDrill(day(1), { approvedAt: day(0) }, day(1)); })).toBe('ok');
    expect(refused(() => { checkDrill(day(1), { approvedAt: day(2) }, day(3)); })).toBe('before');
    expect(refused(() => { checkDrill(day(2), { approvedAt: day(0) }, day(1)); })).toBe('future');
  });

  it('is spoken for by the centre, by its own street and by who holds one of its posts', () => {
    const district = sampleDistrict();
    const department = { id: 'd', kind: 'DEPARTMENT', name: 'd', area: '410171', posts: [postId('dept-01-1')] };
    const office = { id: 'o', kind: 'OFFICE', name: 'o', area: '410171561', posts: [] };
    const who = (username: string, role: string, area = '410171') => ({ userId: personId(username), grants: [{ role, area }] });
    expect(speaksFor(department, who('duty1', 'duty-officer'), district)).toBe(true);
    expect(speaksFor(department, who('dept-01-1', 'department-officer'), district)).toBe(true);
    expect(speaksFor(department, who('dept-01-2', 'department-officer'), district)).toBe(true);
    expect(speaksFor(department, who('dept-02-1', 'department-officer'), district)).toBe(false);
    expect(speaksFor(office, who('street-561', 'sub-district-officer', '410171561'), district)).toBe(true);
    expect(speaksFor(office, who('street-563', 'sub-district-officer', '410171563'), district)).toBe(false);
  });
});
