import { describe, expect, it } from 'vitest';
import { callingAreas, DEFAULT_POLICY, minutesOver, policyFor, type CalloutPolicy } from './callout-policy.js';

const zone: CalloutPolicy = { ...DEFAULT_POLICY, automatic: ['RED'], hopMinutes: { RED: 10, ORANGE: 20, YELLOW: 30, BLUE: 30 } };
const street: CalloutPolicy = { ...zone, area: '410171561', automatic: ['RED', 'ORANGE'], hopMinutes: { RED: 5, ORANGE: 25, YELLOW: 30, BLUE: 30 } };

describe('settings of calls', () => {
  it('are the street’s own where it has some, else the zone’s, else the defaults', () => {
    expect([policyFor('410171561901', [zone, street]), policyFor('410171560', [zone, street]), policyFor('410171', [zone, street]), policyFor('410171561', [])]).toEqual([street, zone, zone, DEFAULT_POLICY]);
  });
  it('over several areas wait as long as the shortest of them', () => {
    expect(minutesOver(['410171561901', '410171560'], [zone, street])).toEqual({ RED: 5, ORANGE: 20, YELLOW: 30, BLUE: 30 });
    expect(minutesOver(['410171560'], [zone, street])).toEqual(zone.hopMinutes);
  });
  it('let an orange warning call by itself in that street alone', () => {
    expect(callingAreas(['410171561', '410171560'], 'ORANGE', [zone, street])).toEqual(['410171561']);
  });
});
