import { describe, expect, it } from '@jest/globals';
import { parsePlan } from './plan.schema.js';
import { rankPlans } from './rank.js';
import { SAMPLE_PLAN } from './sample-plan.js';

describe('the sample plan', () => {
  it('satisfies the plan document schema', () => { expect(parsePlan(JSON.parse(JSON.stringify(SAMPLE_PLAN)))).toEqual(SAMPLE_PLAN); });

  it('is refused with the path of each fault', () => {
    const bad = { ...SAMPLE_PLAN, label: '', extra: 1 };
    try { parsePlan(bad); throw new Error('accepted'); } catch (e) {
      expect((e as { body: { errors: { path: string }[] } }).body.errors.map((x) => x.path)).toEqual(expect.arrayContaining(['document.label']));
    }
  });
});

describe('ranking', () => {
  const rank = (colour: 'RED' | 'ORANGE' | 'YELLOW') => rankPlans([SAMPLE_PLAN], { hazard: 'RAINSTORM', colour });

  it('puts level I first on red and II on orange though every gauge reads nothing', () => {
    expect(rank('RED')[0]).toMatchObject({ level: 'I', score: 100 });
    expect(rank('ORANGE')[0]).toMatchObject({ level: 'II', score: 100 });
    expect(rank('YELLOW')[0]?.score).toBeLessThan(100);
  });

  it('shows for every level what is met and what is not', () => {
    const first = rank('RED')[0]!;
    expect(first.met.map((c) => c.code)).toEqual(['warning-led', 'warning-red']);
    expect(first.unmet).toHaveLength(5);
    expect(rank('RED')).toHaveLength(4);
  });
});
