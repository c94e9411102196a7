import { describe, expect, it } from 'vitest';
import { answerOf, expected, mayPress, nextOf, type QueuedAct } from './queue.js';

const act = (no: number, subject: string, verb: string, state: QueuedAct['state'] = 'waiting', userId = 'me'): QueuedAct => ({ id: `a${no}`, no, userId, path: '', body: {}, subject, verb, about: '', at: '', state });

describe('what waits on the phone', () => {
  it('is sent in the order of doing, whatever order it was read in', () => {
    expect(nextOf([act(3, 'd', 'execute'), act(1, 'd', 'acknowledge'), act(2, 'e', 'acknowledge')], 'me')!.no).toBe(1);
    expect(nextOf([act(1, 'd', 'acknowledge', 'waiting', 'other')], 'me')).toBeUndefined();
  });
  it('stands still behind a refused act on the same thing, and only there', () => {
    expect(nextOf([act(1, 'd', 'acknowledge', 'rejected'), act(2, 'd', 'check-in'), act(3, 'e', 'acknowledge')], 'me')!.no).toBe(3);
    expect(nextOf([act(1, 'd', 'acknowledge', 'rejected'), act(2, 'd', 'check-in')], 'me')).toBeUndefined();
  });
  it('is kept and tried again unless the server has it or says no to it', () => {
    expect([200, 201, 401, 0, 408, 429, 500, 503, 504, 400, 403, 404, 409, 413, 422].map((s) => answerOf(s, 'x'))).toEqual(['sent', 'sent', 'signed-out', 'again', 'again', 'again', 'again', 'again', 'again', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused']);
  });
  it('opens the next step without saying that one is done', () => {
    const item = { id: 'd', state: 'open' };
    expect(expected(item, [])).toBe('open');
    expect(expected(item, [act(2, 'd', 'check-in'), act(1, 'd', 'acknowledge')])).toBe('executing');
    expect(expected(item, [act(1, 'd', 'acknowledge', 'rejected')])).toBe('open');
    expect([mayPress('open', 'execute'), mayPress('executing', 'execute'), mayPress('reported', 'execute'), mayPress('verified', 'check-in'), mayPress('returned', 'execute')]).toEqual([false, true, false, false, true]);
  });
});
