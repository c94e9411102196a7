import { describe, expect, it } from 'vitest';
import { confirmBy, isAddress, mask, seasonStart, standing, testDue } from './contact.js';

const at = (text: string): Date => new Date(text);

describe('a contact', () => {
  it('is confirmed and proven anew every season, by 20 April of the zone', () => {
    expect([seasonStart(at('2020-12-31T15:59:59Z')), seasonStart(at('2020-12-31T16:00:00Z'))]).toEqual([at('2019-12-31T16:00:00Z'), at('2020-12-31T16:00:00Z')]);
    expect(confirmBy(at('2021-07-20T00:00:00Z'))).toEqual(at('2021-04-20T16:00:00Z'));
    const last = { confirmedAt: at('2020-12-30T00:00:00Z'), provenAt: null };
    expect(standing(last, at('2021-04-20T15:59:59Z'))).toEqual({ confirmed: false, proven: false, overdue: false });
    expect(standing(last, at('2021-04-20T16:00:00Z'))).toEqual({ confirmed: false, proven: false, overdue: true });
    expect(standing({ confirmedAt: at('2021-03-01T00:00:00Z'), provenAt: at('2021-06-01T00:00:00Z') }, at('2021-07-20T00:00:00Z'))).toEqual({ confirmed: true, proven: true, overdue: false });
  });

  it('is shown in part to whom it is none of their business', () => {
    expect(['13800000000', 'zhao@example.org', '', 'short', '+8613800000000'].map(mask)).toEqual(['138****0000', 'z***@example.org', '', '****', '+86****0000']);
  });

  it('has an address of its kind; on screen none', () => {
    expect([isAddress('on-screen', ''), isAddress('on-screen', 'x'), isAddress('voice', '13800000000'), isAddress('voice', 'call me'), isAddress('mail', 'a@b'), isAddress('mail', 'a@b>, c@d')]).toEqual([true, false, true, false, true, false]);
  });
});

describe('the calendar of channel tests', () => {
  const due = (text: string): string | undefined => testDue(new Date(text))?.toISOString();
  it('is the first Monday of each month from April to September at 10:00 in Beijing, for a day', () => {
    // 5 July 2021 was a Monday, 10:00 there is 02:00Z
    expect([due('2021-07-05T01:59:59Z'), due('2021-07-05T02:00:00Z'), due('2021-07-06T01:59:59Z'), due('2021-07-06T02:00:00Z')]).toEqual([undefined, '2021-07-05T02:00:00.000Z', '2021-07-05T02:00:00.000Z', undefined]);
    // 1 June 2026 is a Monday itself
    expect(due('2026-06-01T03:00:00Z')).toBe('2026-06-01T02:00:00.000Z');
    expect([due('2021-03-01T03:00:00Z'), due('2021-10-04T03:00:00Z'), due('2021-07-12T03:00:00Z')]).toEqual([undefined, undefined, undefined]);
  });
});
