import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { alarms, DEFAULT_LADDER, minutesLate, slotFor, slotsOf, stateOf, type Product, type SlotFacts } from './ladder.js';

const at = (text: string): Date => new Date(text);
const product = (code: string): Product => DEFAULT_LADDER.find((p) => p.code === code)!;
const times = (code: string, from: string, to: string, spans: Parameters<typeof slotsOf>[3] = []): string[] => slotsOf(product(code), at(from), at(to), spans).map((s) => s.at.toISOString());

describe('times of the ladder', () => {
  it('are Beijing times, across midnight, week, month and year', () => {
    // 16 July 2021 was a Friday: 16:00 Beijing is 08:00Z
    expect(times('W1', '2021-07-10T00:00:00Z', '2021-07-31T00:00:00Z')).toEqual(['2021-07-16T08:00:00.000Z', '2021-07-23T08:00:00.000Z', '2021-07-30T08:00:00.000Z']);
    // 08:00 Beijing is 00:00Z of the same day, 16:00 is 08:00Z
    expect(times('D1', '2021-07-30T23:59:00Z', '2021-08-01T00:00:00Z')).toEqual(['2021-07-31T00:00:00.000Z', '2021-07-31T08:00:00.000Z', '2021-08-01T00:00:00.000Z']);
    expect(times('D3', '2021-12-31T00:00:00Z', '2022-01-01T12:00:00Z')).toEqual(['2021-12-31T09:00:00.000Z', '2022-01-01T09:00:00.000Z']);
  });

  it('of the short products come by the clock, and only while an incident runs or a warning is in force', () => {
    const span = { since: at('2021-07-19T13:59:00Z'), until: at('2021-07-19T20:00:00Z') };
    expect(times('H6', '2021-07-19T00:00:00Z', '2021-07-21T00:00:00Z', [span])).toEqual(['2021-07-19T16:00:00.000Z']);
    expect(times('H1', '2021-07-19T00:00:00Z', '2021-07-21T00:00:00Z', [span])).toHaveLength(6);
    expect(times('H1', '2021-07-19T00:00:00Z', '2021-07-21T00:00:00Z')).toEqual([]);
  });

  it('are the same whether looked at in one span or in many small ones', () => {
    fc.assert(fc.property(fc.constantFrom(...DEFAULT_LADDER), fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 30 }), (p, steps) => {
      const start = at('2021-07-15T03:17:00Z');
      const spans = [{ since: at('2021-07-16T00:00:00Z'), until: at('2021-07-18T05:00:00Z') }];
      let now = start;
      const pieces = steps.flatMap((minutes) => { const to = new Date(now.getTime() + minutes * 60_000); const slots = slotsOf(p, now, to, spans); now = to; return slots; });
      expect(pieces).toEqual(slotsOf(p, start, now, spans));
    }));
  });
});

describe('a forecast', () => {
  it('is for the latest time it is not too early for', () => {
    const slot = (issued: string): string => slotFor(product('D1'), at(issued), []).at.toISOString();
    expect(slot('2021-07-19T00:05:00Z')).toBe('2021-07-19T00:00:00.000Z');
    expect(slot('2021-07-18T23:10:00Z')).toBe('2021-07-19T00:00:00.000Z');
    expect(slot('2021-07-18T22:00:00Z')).toBe('2021-07-18T08:00:00.000Z');
    // nobody asked for it: it is for itself
    expect(slotFor(product('H1'), at('2021-07-19T00:20:00Z'), []).at.toISOString()).toBe('2021-07-19T00:20:00.000Z');
  });

  it('is late from the end of the grace on', () => {
    expect([minutesLate(at('2021-07-19T00:30:00Z'), at('2021-07-19T00:30:00Z')), minutesLate(at('2021-07-19T00:30:00Z'), at('2021-07-19T00:30:01Z'))]).toEqual([0, 1]);
  });
});

describe('a time', () => {
  it('ends received in time, received late or missed, and alarms at most once: exactly when nothing was there at its due time', () => {
    const due = at('2021-07-19T00:30:00Z');
    fc.assert(fc.property(fc.option(fc.integer({ min: -60, max: 120 })), fc.array(fc.integer({ min: -60, max: 180 }), { maxLength: 12 }), (received, looks) => {
      const slot: SlotFacts = { dueAt: due, ...(received === null ? {} : { receivedAt: new Date(due.getTime() + received * 60_000) }) };
      let rung = 0;
      for (const look of [...looks, 180].sort((a, b) => a - b)) {
        const now = new Date(due.getTime() + look * 60_000);
        const known = { ...slot, ...(slot.receivedAt && slot.receivedAt > now ? { receivedAt: undefined } : {}) } as SlotFacts;
        if (alarms(known, now)) { slot.alarmedAt = now; rung++; }
      }
      const end = stateOf(slot, new Date(due.getTime() + 180 * 60_000));
      expect(end).toBe(received === null ? 'missed' : received <= 0 ? 'in-time' : 'late');
      expect(rung).toBeLessThanOrEqual(1);
      if (end === 'in-time') expect(rung).toBe(0);
      if (end === 'missed') expect(rung).toBe(1);
    }));
  });
});
