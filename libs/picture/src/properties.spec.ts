import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { XlEvent } from '@xunling/contracts';
import fc from 'fast-check';
import { at, duty, event, foldAll, issued, overdue, restartSequences, uuid } from './events.fixture.js';
import { canonical, emptyPicture, fold, hashPicture, inScope, pictureText, recount, sha256, type Picture } from './index.js';

const STREETS = ['111', '560', '561'];
const areaOf = (n: number): string => `410171${STREETS[n % 3]}${901 + (n % 4)}00${1 + (n % 5)}`;
const VERBS = ['opened', 'acknowledged', 'checked-in', 'started', 'reported', 'verified', 'returned', 'overdue', 'withdrawn', 'superseded', 'reminded'] as const;

/** A random life of up to a dozen orders on three streets. */
const story = fc.array(fc.tuple(fc.nat(11), fc.constantFrom(...VERBS), fc.nat(5)), { maxLength: 80 }).map((steps): XlEvent[] => {
  restartSequences();
  const versions = new Map<number, number>();
  const start = Array.from({ length: 12 }, (_, n) => issued(n, areaOf(n)));
  return [...start, ...steps.map(([n, verb, stage], i): XlEvent => {
    const version = (versions.get(n) ?? 0) + 1;
    versions.set(n, version);
    if (verb === 'overdue') return overdue(n, areaOf(n), ['delivered', 'acknowledged', 'executing', 'reported', 'verified', 'verified'][stage]!, i);
    if (verb === 'withdrawn') return event('command.order.withdrawn', areaOf(n).slice(6, 9), i, { orderId: uuid(2, n), area: areaOf(n), reason: 'r', by: 'x' });
    if (verb === 'reminded') return event('command.order.reminded', areaOf(n).slice(6, 9), i, { orderId: uuid(2, n), area: areaOf(n), stage: 'acknowledged', by: 'x' });
    if (verb === 'superseded') return duty('ended', n, areaOf(n), i, { reason: 'superseded' }, version);
    return duty(verb, n, areaOf(n), i, verb === 'returned' ? { reason: 'r', dueAt: at(i + 30) } : {}, version);
  })];
});

/** What does not depend on how streets interleave. */
const facts = (p: Picture) => canonical({ orders: Object.fromEntries(Object.entries(p.orders).map(([id, { closed: _c, ...o }]) => [id, o])), counters: p.counters, sets: Object.fromEntries(Object.entries(p.sets).map(([k, { at: _a, ...s }]) => [k, s])) });

describe('the fold, whatever happens', () => {
  it('counts per area and stage exactly what a recount finds', () => {
    fc.assert(fc.property(story, (events) => {
      const p = foldAll(events);
      const counted = recount(Object.values(p.orders));
      for (const [area, counter] of Object.entries(p.counters)) expect(counter).toEqual(counted[area] ?? { total: 0, done: [0, 0, 0, 0, 0, 0], late: [0, 0, 0, 0, 0, 0], overdue: [0, 0, 0, 0, 0, 0] });
    }), { numRuns: 60 });
  });

  it('comes to the same however independent streets interleave', () => {
    fc.assert(fc.property(story, fc.array(fc.nat(2), { minLength: 100, maxLength: 100 }), (events, picks) => {
      const queues = STREETS.map((s) => events.filter((e) => e.street === s));
      const mixed: XlEvent[] = [];
      for (const pick of picks) { const next = queues[pick]!.shift(); if (next) mixed.push(next); }
      mixed.push(...queues.flat());
      expect(facts(foldAll(mixed))).toBe(facts(foldAll(events)));
    }), { numRuns: 60 });
  });

  it('goes on from a snapshot as if it had never stopped, to the same hash', () => {
    fc.assert(fc.property(story, fc.nat(90), (events, cut) => {
      const whole = foldAll(events);
      const half = JSON.parse(JSON.stringify(foldAll(events.slice(0, cut)))) as Picture;
      expect(hashPicture(foldAll(events.slice(cut), half))).toBe(hashPicture(whole));
    }), { numRuns: 40 });
  });

  it('is told after every event as if it were written anew, whatever was told before', () => {
    fc.assert(fc.property(story, (events) => {
      const p = emptyPicture();
      events.forEach((e, i) => { fold(p, e, { seq: i + 1, received: e.time }); expect(pictureText(p)).toBe(canonical(p)); });
    }), { numRuns: 20 });
  });

  it('gives a street the fold of its own and the zone-wide events', () => {
    const events = [...Array.from({ length: 12 }, (_, n) => issued(n, areaOf(n))), event('command.incident.opened', '000', 1, { incidentId: 'i', zone: '410171', name: '示例', openedAt: at(1) })];
    const p = emptyPicture();
    events.forEach((e, i) => { if (inScope({ area: '410171561', staff: false }, e.street)) fold(p, e, { seq: i + 1, received: e.time }); });
    expect(Object.values(p.orders).every((o) => o.area.startsWith('410171561'))).toBe(true);
    expect(p.incidents['i']).toBeDefined();
  });
});

describe('the size and the hash', () => {
  it('holds 10,000 open orders in 1 MB of gzip, with ids as random as real ones', () => {
    const hex = (s: string): string => createHash('sha256').update(s).digest('hex');
    const real = (s: string): string => { const h = hex(s); return `${h.slice(0, 8)}-${h.slice(8, 12)}-7${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`; };
    const p = emptyPicture();
    let seq = 0;
    const feed = (e: XlEvent): void => { fold(p, e, { seq: ++seq, received: e.time }); };
    for (let n = 0; n < 1200; n++) feed(event('grid.post.opened', '561', 0, { postId: real(`post${n}`), area: areaOf(n), name: `潮河晨光社区第${n}网格网格长`, nameEn: `Chenguang Grid ${n} leader`, kind: 'LEADER', force: 'COMMUNITY' }));
    for (let n = 0; n < 10_000; n++) {
      const grid = `410171${STREETS[n % 3]}${901 + (Math.floor(n / 3) % 10)}00${1 + (Math.floor(n / 30) % 6)}`;
      const orderId = real(`order${n}`);
      feed(issued(n, grid, 0, { orderId, addressee: { kind: 'post', id: real(`post${n % 1200}`), name: '岗位' } }));
      feed(duty('opened', n, grid, 0.02, { orderId, at: new Date(Date.parse(at(0)) + 500 + (n % 977)).toISOString() }));
      if (n % 2 === 0) feed(duty('acknowledged', n, grid, 4, { orderId, at: new Date(Date.parse(at(4)) + (n * 7919) % 240_000).toISOString() }));
    }
    expect(Object.keys(p.orders)).toHaveLength(10_000);
    expect(gzipSync(JSON.stringify(p)).length).toBeLessThan(1_048_576);
  });

  it('is SHA-256 as everybody else computes it, for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
    }), { numRuns: 200 });
  });
});
