import { describe, expect, it } from 'vitest';
import { eventFrame, SseHub, type HubReader } from './sse-hub.js';

const reader = (area: string, pending = 0): HubReader & { got: string[]; ended: boolean } => {
  const r = { userId: area, scope: { area, staff: false }, got: [] as string[], ended: false, sink: { write: (b: Buffer) => { r.got.push(b.toString()); return true; }, end: () => { r.ended = true; }, pending } };
  return r;
};
const event = (seq: number, street: string) => ({ seq, street, frame: eventFrame(1, seq, 't.x.y.v1', `{"n":${seq}}`, '2026-01-01T00:00:00Z') });

describe('fanning events out to browsers', () => {
  it('writes once per window and reader, only what the scope may see, in order', () => {
    const hub = new SseHub();
    const street = reader('410171561');
    const zone = reader('410171');
    hub.join(street);
    hub.join(zone);
    hub.push([event(1, '561'), event(2, '560'), event(3, '000'), event(4, '999')]);
    hub.flush();
    expect(street.got).toHaveLength(1);
    expect(street.got[0]!.match(/id: \S+/g)).toEqual(['id: 1-1', 'id: 1-3']);
    expect(zone.got[0]!.match(/id: \S+/g)).toEqual(['id: 1-1', 'id: 1-2', 'id: 1-3']);
  });

  it('adds the received time to the envelope without touching it', () => {
    expect(event(5, '000').frame.toString()).toBe('id: 1-5\nevent: t.x.y.v1\ndata: {"n":5,"received":"2026-01-01T00:00:00Z"}\n\n');
  });

  it('ends a reader that is too slow instead of holding its bytes', () => {
    const hub = new SseHub();
    const slow = reader('410171', 9 * 1024 * 1024);
    hub.join(slow);
    hub.push([event(1, '000')]);
    hub.flush();
    expect([slow.ended, hub.size]).toEqual([true, 0]);
  });

  it('ends the streams of a revoked grant and keeps the others', () => {
    const hub = new SseHub();
    const gone = reader('410171561');
    const kept = reader('410171560');
    hub.join(gone);
    hub.join(kept);
    expect(hub.drop((r) => r.userId === '410171561')).toBe(1);
    expect([gone.ended, kept.ended, hub.size]).toEqual([true, false, 1]);
  });
});
