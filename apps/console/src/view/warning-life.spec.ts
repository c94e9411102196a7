import { describe, expect, it } from 'vitest';
import type { WarningDetail } from '@xunling/contracts/classes';
import { byIssuer, lifeOf } from './warning-life.js';

const at = (minute: number): string => new Date(Date.parse('2031-07-19T14:00:00Z') + minute * 60_000).toISOString();
const message = (minute: number, colour: string | undefined, kind = 'signal'): WarningDetail['messages'][number] => ({ alertId: `a${minute}`, kind, ...(colour ? { colour } : {}), headline: 'x', sent: at(minute), receivedAt: at(minute + 1), digest: 'd' }) as WarningDetail['messages'][number];
const verbs = (state: string, ...messages: WarningDetail['messages']): string[] => lifeOf({ messages, state, expiresAt: at(99) }).map((s) => s.verb);

describe('the life of a warning', () => {
  it('is issued, goes on, rises, falls and ends as its issuer said', () => {
    expect(verbs('active', message(0, 'YELLOW'), message(1, 'YELLOW'), message(2, 'RED'), message(3, 'BLUE'))).toEqual(['issued', 'continued', 'upgraded', 'downgraded']);
    expect(verbs('lifted', message(0, 'RED'), message(1, undefined, 'cancel'))).toEqual(['issued', 'lifted']);
    expect(verbs('withdrawn', message(0, 'RED'), message(1, undefined, 'cancel'))).toEqual(['issued', 'withdrawn']);
  });

  it('runs out where nobody lifted it: a step without a message, at its end', () => {
    expect(lifeOf({ messages: [message(0, 'RED')], state: 'expired', expiresAt: at(99) }).at(-1)).toEqual({ verb: 'expired', at: at(99) });
  });
});

describe('warnings by issuer', () => {
  it('keep their order, each issuer once', () => { expect(byIssuer([{ issuer: 'b', n: 1 }, { issuer: 'a', n: 2 }, { issuer: 'b', n: 3 }])).toEqual([['b', [{ issuer: 'b', n: 1 }, { issuer: 'b', n: 3 }]], ['a', [{ issuer: 'a', n: 2 }]]]); });
});
