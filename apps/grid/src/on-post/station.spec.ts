import { describe, expect, it } from 'vitest';
import { Refusal } from '@xunling/platform';
import fc from 'fast-check';
import { judge, proofOf } from './fence.js';
import { arrive, leave, offer, onPost, standDown, type Arrival, type Moved, type Station } from './station.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 6, 20, 8, minute)).toISOString();
const empty = (more: Partial<Station> = {}): Station => ({ id: 's', area: '410171561901001', force: 'POLICE', postId: 'p', dutyId: 'd', required: true, version: 0, since: at(0), dueAt: at(15), firstLate: false, ...more });
const there = (by: string, minute: number, more: Partial<Arrival> = {}): Arrival => ({ presenceId: `${by}-${minute}`, by, at: at(minute), proof: 'inside', ...more });
const codeOf = (run: () => unknown): string => { try { run(); } catch (error) { return (error as Refusal).code; } return 'ok'; };

describe('the fence', () => {
  const settings = { radiusM: 200, slackM: 50 };
  const ring = [[113.77, 34.71], [113.78, 34.71], [113.78, 34.72], [113.77, 34.72], [113.77, 34.71]] as const;
  it('of a site is its radius; of a post the ring of its area; what is off is told in metres', () => {
    const site = [113.77, 34.71] as const;
    expect(judge({ lon: 113.771, lat: 34.71 }, { site }, settings)).toEqual({ distanceM: 0, offPost: false });
    expect(judge({ lon: 113.78, lat: 34.71 }, { site, ring }, settings)).toEqual({ distanceM: expect.closeTo(715, -1), offPost: true });
    expect(judge({ lon: 113.775, lat: 34.715 }, { ring }, settings)).toEqual({ distanceM: 0, offPost: false });
    // 40 m off is what a phone is wrong by
    expect(judge({ lon: 113.7696, lat: 34.715 }, { ring }, settings)).toEqual({ distanceM: 37, offPost: false });
    expect(judge({ lon: 113.76, lat: 34.715 }, { ring }, settings)).toEqual({ distanceM: expect.closeTo(915, -1), offPost: true });
  });
  it('that nobody knows judges nothing, and without a position nothing is proven', () => {
    expect(judge({ lon: 113.77, lat: 34.71 }, {}, settings)).toBeUndefined();
    expect([proofOf(undefined), proofOf({ offPost: true }), proofOf({ offPost: false })]).toEqual(['unproven', 'outside', 'inside']);
  });
});

describe('a station', () => {
  it('is manned by the first who arrives, late after its time; without proof nobody was first', () => {
    expect(arrive(empty(), there('a', 10), false).station).toMatchObject({ present: { by: 'a', late: false }, firstAt: at(10), firstLate: false });
    expect(arrive(empty(), there('a', 20), false).station).toMatchObject({ firstAt: at(20), firstLate: true });
    const unproven = arrive(empty(), there('a', 10, { proof: 'unproven' }), false).station;
    expect([unproven.firstAt, onPost(unproven, new Date(at(11)))]).toEqual([undefined, 'unproven']);
    expect(arrive(unproven, there('a', 12), true)).toMatchObject({ ended: { reason: 'moved', at: at(12) }, station: { firstAt: at(12), present: { proof: 'inside' } } });
    expect(onPost(arrive(empty(), there('a', 10, { proof: 'outside', distanceM: 900 }), false).station, new Date(at(11)))).toBe('off-post');
  });

  it('is expected until its time, absent after it, and empty at once when somebody leaves without a relief', () => {
    expect([onPost(empty(), new Date(at(14))), onPost(empty(), new Date(at(15)))]).toEqual(['expected', 'absent']);
    const left = leave(arrive(empty(), there('a', 5), false).station, at(9), false);
    expect(left).toMatchObject({ ended: { person: 'a', reason: 'left', at: at(9) } });
    expect(onPost(left.station, new Date(at(10)))).toBe('left');
    expect(leave(arrive(empty(), there('a', 5), false).station, at(9), true).ended!.reason).toBe('found-absent');
    expect(codeOf(() => leave(empty(), at(9), false))).toBe('presence.not-there');
  });

  it('is taken over on post: the offer changes nothing, the arrival ends the one before at the same instant', () => {
    const manned = arrive(empty(), there('a', 5), false).station;
    expect(codeOf(() => offer(manned, 'b', 'c'))).toBe('presence.not-there');
    expect(codeOf(() => offer(manned, 'a', 'a'))).toBe('input.impossible');
    const offered = offer(manned, 'a', 'b');
    expect(offered).toMatchObject({ present: { by: 'a' }, offeredTo: 'b' });
    const relieved = arrive(offered, there('b', 30), true);
    expect(relieved).toMatchObject({ ended: { person: 'a', reason: 'relieved', relievedBy: 'b', at: at(30) }, begun: { by: 'b', from: at(30), relieves: 'a' }, station: { firstAt: at(5) } });
    expect(relieved.station.offeredTo).toBeUndefined();
    // a second person's check-in on the duty is no relief
    expect(arrive(manned, there('b', 30), false)).toEqual({ station: manned });
  });

  it('is taken from nobody who is proven there by somebody who is not, unless it was offered', () => {
    const proven = arrive(empty(), there('a', 5), false).station;
    for (const proof of ['outside', 'unproven'] as const) {
      expect(codeOf(() => arrive(proven, there('b', 30, { proof }), true))).toBe('presence.less-proof');
      expect(arrive(offer(proven, 'a', 'b'), there('b', 30, { proof }), true)).toMatchObject({ ended: { person: 'a', reason: 'relieved' }, station: { present: { by: 'b', proof } } });
      // a third one does not come in on somebody else's offer
      expect(codeOf(() => arrive(offer(proven, 'a', 'c'), there('b', 30, { proof }), true))).toBe('presence.less-proof');
    }
    expect(arrive(arrive(empty(), there('a', 5, { proof: 'unproven' }), false).station, there('b', 30, { proof: 'unproven' }), true).station.present!.by).toBe('b');
    expect(arrive(arrive(empty(), there('a', 5, { proof: 'outside' }), false).station, there('b', 30), true).station.present!.by).toBe('b');
  });

  it('needs nobody once the level has ended', () => {
    expect(standDown(arrive(empty(), there('a', 5), false).station, at(60))).toMatchObject({ ended: { reason: 'stood-down' }, station: { required: false } });
    expect(standDown(empty(), at(60)).ended).toBeUndefined();
  });
});

describe('whoever comes and goes, in whatever order it is told', () => {
  it('two intervals of one post never overlap, and what ends is what began', () => {
    const step = fc.record({ who: fc.constantFrom('a', 'b', 'c'), minute: fc.integer({ min: -30, max: 120 }), act: fc.constantFrom('check-in', 'arrive', 'offer', 'leave', 'stand-down'), proof: fc.constantFrom('inside', 'outside', 'unproven') });
    let seen = 0;
    fc.assert(fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
      let station = empty();
      const intervals: { id: string; from: string; until?: string }[] = [];
      steps.forEach(({ who, minute, act, proof }, i) => {
        let moved: Moved = { station };
        try {
          if (act === 'offer') moved = { station: offer(station, who, 'b') };
          else if (act === 'leave') moved = leave(station, at(minute), false);
          else if (act === 'stand-down') moved = standDown(station, at(minute));
          else moved = arrive(station, there(who, minute, { presenceId: `${i}`, proof: proof as Arrival['proof'] }), act === 'arrive');
        } catch (error) { if (!(error instanceof Refusal)) throw error; }
        station = moved.station;
        if (moved.ended) { const open = intervals.at(-1)!; expect(open.id).toBe(moved.ended.presenceId); open.until = moved.ended.at; }
        if (moved.begun) intervals.push({ id: moved.begun.id, from: moved.begun.from });
      });
      expect(station.present?.id).toBe(intervals.at(-1)?.until === undefined ? intervals.at(-1)?.id : undefined);
      intervals.forEach((one, i) => {
        if (one.until) expect(Date.parse(one.until)).toBeGreaterThanOrEqual(Date.parse(one.from));
        const next = intervals[i + 1];
        if (next) { seen += 1; expect(one.until).toBeDefined(); expect(Date.parse(next.from)).toBeGreaterThanOrEqual(Date.parse(one.until!)); }
      });
    }), { numRuns: 500 });
    expect(seen).toBeGreaterThan(500);
  });
});
