import { describe, expect, it } from 'vitest';
import { Refusal } from '@xunling/platform';
import fc from 'fast-check';
import { allowedOn, approve, beginDraft, countersign, edit, giveBack, publish, retire, submit, waive, type PlanVersion, type Step } from './cycle.js';
import type { Gap } from './holes.js';
import type { PlanDocument } from './plan.js';
import { SAMPLE_PLAN } from './sample-plan.js';

const AT = new Date('2026-11-23T00:00:00Z');
const [AUTHOR, OTHER, THIRD] = ['author', 'other', 'third'].map((userId) => ({ userId, name: userId })) as [P, P, P];
type P = { userId: string; name: string };
const DOC: PlanDocument = { ...SAMPLE_PLAN, planVersion: 'sample-flood@2' };
const gap = (key: string, more: Partial<Gap> = {}): Gap => ({ key, kind: 'site-keeper', zh: key, en: key, levels: ['I'], waivable: true, ...more });
const draft = (): PlanVersion => beginDraft(DOC, 'd0', AUTHOR, AT).plan;
const inReview = (): PlanVersion => submit(draft(), AUTHOR, AT).plan;
const approved = (): PlanVersion => approve(inReview(), [], undefined, OTHER, AT).plan;
const signed = (): PlanVersion => countersign(approved(), THIRD, AT).plan;
const published = (): PlanVersion => publish(signed(), [], THIRD, AT).plan;
function refusal(act: () => unknown): Refusal['body'] {
  try { act(); } catch (e) { if (e instanceof Refusal) return e.body; throw e; }
  throw new Error('accepted');
}

describe('a plan version', () => {
  it('goes from draft through review, two signatures and publishing to retired, each step on its trail', () => {
    const end = retire(published(), 1, '由新版本替代', OTHER, AT).plan;
    expect(end.state).toBe('retired');
    expect(end.trail.map((a) => [a.act, a.by])).toEqual([['edit', 'author'], ['submit', 'author'], ['approve', 'other'], ['countersign', 'third'], ['publish', 'third'], ['retire', 'other']]);
    expect(allowedOn(end)).toEqual([]);
  });

  it('is refused every step its state does not allow, with the state and what is allowed', () => {
    expect(refusal(() => publish(draft(), [], OTHER, AT))).toMatchObject({ code: 'state.conflict', state: 'draft', allowed: ['edit', 'waive', 'submit'] });
    expect(refusal(() => approve(draft(), [], undefined, OTHER, AT))).toMatchObject({ code: 'state.conflict', state: 'draft' });
    expect(refusal(() => edit(inReview(), DOC, 'd1', 'd0', AUTHOR, AT))).toMatchObject({ code: 'state.conflict', state: 'in-review', allowed: ['waive', 'return', 'approve'] });
    expect(refusal(() => publish(approved(), [], OTHER, AT))).toMatchObject({ code: 'state.conflict', state: 'approved', allowed: ['waive', 'return', 'countersign'] });
    expect(refusal(() => countersign(signed(), OTHER, AT))).toMatchObject({ code: 'state.conflict', state: 'approved', allowed: ['waive', 'return', 'publish'] });
  });

  it('is not retired while it is the only one published: no level could be raised any more', () => {
    expect(refusal(() => retire(published(), 0, '由新版本替代', OTHER, AT))).toMatchObject({ code: 'plan.last', state: 'published' });
    expect(refusal(() => retire(draft(), 0, 'x', OTHER, AT))).toMatchObject({ code: 'state.conflict', state: 'draft' });
  });

  it('is immutable once published: no edit, no waiver, no second publishing', () => {
    const acts: ((p: PlanVersion) => Step)[] = [(p) => edit(p, DOC, 'd1', p.digest, AUTHOR, AT), (p) => waive(p, ['k|1'], [gap('k|1')], 'x', OTHER, AT), (p) => publish(p, [], OTHER, AT), (p) => giveBack(p, 'x', OTHER, AT), (p) => submit(p, AUTHOR, AT)];
    for (const act of acts) expect(refusal(() => act(published()))).toMatchObject({ code: 'state.conflict', state: 'published', allowed: ['retire'] });
  });

  it('is approved by none of those who wrote it and countersigned by neither them nor the approver', () => {
    expect(refusal(() => approve(inReview(), [], undefined, AUTHOR, AT)).code).toBe('plan.same-person');
    const two = submit(edit(draft(), DOC, 'd1', 'd0', OTHER, AT).plan, AUTHOR, AT).plan;
    expect(refusal(() => approve(two, [], undefined, OTHER, AT)).code).toBe('plan.same-person');
    expect(refusal(() => countersign(approved(), AUTHOR, AT)).code).toBe('plan.same-person');
    expect(refusal(() => countersign(approved(), OTHER, AT)).code).toBe('plan.same-person');
  });

  it('goes back to draft with remarks, and loses the signatures it had', () => {
    expect(refusal(() => giveBack(inReview(), undefined, OTHER, AT))).toMatchObject({ code: 'input.impossible', errors: [{ path: 'remarks' }] });
    const back = giveBack(signed(), '时限过长', THIRD, AT).plan;
    expect(back).toMatchObject({ state: 'draft', approvedBy: null, countersignedBy: null });
    expect(back.trail.at(-1)).toMatchObject({ act: 'return', by: 'third', remarks: '时限过长' });
  });

  it('is edited as it was read: a colleague\'s change in between is never overwritten', () => {
    const mine = edit(draft(), DOC, 'd1', 'd0', OTHER, AT).plan;
    expect(mine.authors.map((a) => a.userId)).toEqual(['author', 'other']);
    expect(refusal(() => edit(mine, DOC, 'd2', 'd0', AUTHOR, AT))).toMatchObject({ code: 'plan.changed', state: 'draft' });
    expect(refusal(() => edit(draft(), { ...DOC, planVersion: 'sample-flood@3' }, 'd2', 'd0', AUTHOR, AT)).errors?.[0]?.path).toBe('document.planVersion');
  });
});

describe('the gap check before approval', () => {
  const gaps = [gap('site-keeper|a'), gap('post-vacant|b', { kind: 'post-vacant' })];

  it('refuses with the list while one gap is neither closed nor waived', () => {
    const one = waive(inReview(), ['site-keeper|a'], gaps, '下周到岗', OTHER, AT).plan;
    expect(refusal(() => approve(one, gaps, undefined, OTHER, AT))).toMatchObject({ code: 'plan.gaps', errors: [{ path: 'post-vacant|b', reason: 'post-vacant' }], extra: { gaps: 2, open: 1 } });
    const both = waive(one, ['post-vacant|b'], gaps, '由B角顶岗', THIRD, AT).plan;
    expect(approve(both, gaps, undefined, OTHER, AT).plan.state).toBe('approved');
    // what became a gap since it was approved holds it back from being published, until it is waived by name
    const since = [gap('post-vacant|c', { kind: 'post-vacant' })];
    expect(refusal(() => publish(signed(), since, THIRD, AT))).toMatchObject({ code: 'plan.gaps', errors: [{ path: 'post-vacant|c' }] });
    expect(publish(waive(signed(), ['post-vacant|c'], since, '明日到岗', OTHER, AT).plan, since, THIRD, AT).plan.state).toBe('published');
    expect(both.waivers.map((w) => [w.key, w.by, w.reason])).toEqual([['site-keeper|a', 'other', '下周到岗'], ['post-vacant|b', 'third', '由B角顶岗']]);
  });

  it('waives only what is there and can be waived, by its own name', () => {
    expect(refusal(() => waive(inReview(), ['site-keeper|z'], gaps, 'x', OTHER, AT))).toMatchObject({ code: 'input.impossible', errors: [{ path: 'gaps.0', reason: 'unknown' }] });
    const clock = gap('minutes|I/orders/0/minutes/verified', { kind: 'minutes', waivable: false });
    expect(refusal(() => waive(inReview(), [clock.key], [clock], 'x', OTHER, AT))).toMatchObject({ errors: [{ reason: 'not-waivable' }] });
    expect(refusal(() => approve({ ...inReview(), waivers: [{ key: clock.key, kind: 'minutes', by: 'x', name: 'x', reason: 'x', at: AT }] }, [clock], undefined, OTHER, AT)).code).toBe('plan.gaps');
  });

  it('never lets an unwaived gap through, whatever is waived', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(30), { maxLength: 20 }), fc.uniqueArray(fc.nat(30), { maxLength: 20 }), (there, wanted) => {
      const present = there.map((n) => gap(`k|${n}`));
      const keys = wanted.filter((n) => there.includes(n)).map((n) => `k|${n}`);
      const plan = keys.length > 0 ? waive(inReview(), keys, present, 'x', THIRD, AT).plan : inReview();
      const rest = present.filter((g) => !keys.includes(g.key));
      if (rest.length === 0) expect(approve(plan, present, undefined, OTHER, AT).plan.state).toBe('approved');
      else expect(refusal(() => approve(plan, present, undefined, OTHER, AT)).extra).toEqual({ gaps: present.length, open: rest.length });
    }));
  });
});
