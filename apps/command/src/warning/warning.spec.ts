import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { expire, foldLineage, isActive, settle, type Message, type Warning } from './warning.js';

const T0 = Date.parse('2021-07-19T10:00:00Z');
const at = (minutes: number): Date => new Date(T0 + minutes * 60_000);
let seq = 0;
const message = (name: string, sent: number, more: Partial<Message> = {}): Message => ({
  alertId: name, kind: 'signal', hazard: 'RAINSTORM', issuer: '市气象台', key: 'k', ref: `s,${name},${T0 + sent * 60_000}`, refs: [], sent: at(sent), seq: ++seq,
  receivedAt: at(sent), colour: 'RED', areas: ['410171'], headline: name, expiresAt: at(sent + 360), ...more,
});
const cancel = (name: string, sent: number, refs: Message[], more: Partial<Message> = {}): Message => message(name, sent, { kind: 'cancel', refs: refs.map((m) => m.ref), ...more });

/** Delivers one by one, as the service does: rows of warnings and the members' ids carried along. */
function deliver(messages: Message[], now = at(60)): { warnings: Warning[]; verbs: string[] } {
  let warnings: Warning[] = [];
  let stored: Message[] = [];
  const verbs: string[] = [];
  messages.forEach((m, i) => {
    stored = [...stored, { ...m }];
    const { changes, members } = settle(warnings, stored, stored.at(-1)!, now, 'lineage', (n) => `w${i}-${n}`);
    for (const c of changes) { verbs.push(c.verb); warnings = [...warnings.filter((w) => w.id !== c.warning.id), c.warning]; }
    stored = stored.map((s) => (members.has(s) ? { ...s, warningId: members.get(s)! } : s));
  });
  return { warnings, verbs };
}
const inForce = (warnings: Warning[], now = at(60)): string[] => warnings.filter((w) => isActive(w, now)).map((w) => `${w.colour} ${w.headline}`);

describe('the life of a warning', () => {
  it('is issued, upgraded, continued, downgraded and lifted as one warning', () => {
    const orange = message('orange', 0, { colour: 'ORANGE' });
    const red = message('red', 10);
    const again = message('again', 20);
    const yellow = message('yellow', 30, { colour: 'YELLOW' });
    const { warnings, verbs } = deliver([orange, red, again, yellow, cancel('lift', 40, [yellow])]);
    expect(verbs).toEqual(['issued', 'upgraded', 'continued', 'downgraded', 'lifted']);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ state: 'lifted', version: 5 });
  });

  it('lets a Cancel wait that comes before its Alert', () => {
    const alert = message('red', 0);
    const early = cancel('lift', 5, [alert]);
    const { warnings, verbs } = deliver([early, alert]);
    expect(verbs).toEqual(['recorded']);
    expect(warnings[0]).toMatchObject({ state: 'lifted' });
  });

  it('never lets an older colour that comes late replace the newer one', () => {
    const yellow = message('yellow', 0, { colour: 'YELLOW' });
    const orange = message('orange', 10, { colour: 'ORANGE' });
    const { warnings, verbs } = deliver([orange, yellow]);
    expect(verbs).toEqual(['issued', 'recorded']);
    expect(inForce(warnings)).toEqual(['ORANGE orange']);
  });

  it('keeps red in force where the orange it replaced is lifted by name', () => {
    const orange = message('orange', 0, { colour: 'ORANGE' });
    const red = message('red', 10);
    const { warnings } = deliver([orange, red, cancel('lift orange', 11, [orange], { colour: 'ORANGE' })]);
    expect(inForce(warnings)).toEqual(['RED red']);
  });

  it('keeps an alert that expired before it arrived as history', () => {
    const { warnings, verbs } = deliver([message('old', 0, { expiresAt: at(30) })]);
    expect(verbs).toEqual(['recorded']);
    expect(warnings[0]?.state).toBe('expired');
  });

  it('ends by expiry once, and an alert after that is a new warning', () => {
    const first = deliver([message('red', 0)]);
    const over = expire(first.warnings[0]!, at(360));
    expect(over?.warning.state).toBe('expired');
    expect(expire(over!.warning, at(400))).toBeUndefined();
    expect(expire(first.warnings[0]!, at(359))).toBeUndefined();
    expect(deliver([message('red', 0, { expiresAt: at(30) }), message('red 2', 40)], at(60)).warnings).toHaveLength(2);
  });

  it('calls a withdrawal by its own name', () => {
    const alert = message('red', 0);
    expect(deliver([alert, cancel('撤销暴雨红色预警', 5, [alert])]).warnings[0]?.state).toBe('withdrawn');
  });
});

describe('shuffled delivery', () => {
  const messages = fc.array(fc.record({
    sent: fc.integer({ min: 0, max: 50 }), colour: fc.constantFrom('BLUE', 'YELLOW', 'ORANGE', 'RED'), life: fc.integer({ min: 1, max: 90 }),
    cancel: fc.boolean(), of: fc.nat(),
  }), { minLength: 1, maxLength: 8 }).map((rows) => {
    const signals: Message[] = [];
    return rows.map((r, i): Message => {
      const base = { sent: at(r.sent), receivedAt: at(r.sent), seq: i, colour: r.colour as Message['colour'] & string, expiresAt: at(r.sent + r.life) };
      if (r.cancel && signals.length > 0) return cancel(`c${i}`, r.sent, [signals[r.of % signals.length]!], base);
      const m = message(`m${i}`, r.sent, base);
      signals.push(m);
      return m;
    });
  });

  it('leaves the same warnings in force whatever the order of arrival', () => {
    fc.assert(fc.property(messages, fc.func(fc.nat()), (set, key) => {
      const shuffled = set.map((m, i) => ({ m, k: key(i) })).sort((a, b) => a.k - b.k).map(({ m }) => m);
      const a = deliver(set).warnings;
      const b = deliver(shuffled).warnings;
      expect(inForce(b).sort()).toEqual(inForce(a).sort());
      expect(foldLineage(set).map((l) => [l.newest.alertId, l.end])).toEqual(foldLineage(shuffled).map((l) => [l.newest.alertId, l.end]));
    }), { numRuns: 500 });
  });

  it('never has two warnings of one lineage in force at once', () => {
    fc.assert(fc.property(messages, (set) => { expect(inForce(deliver(set).warnings).length).toBeLessThanOrEqual(1); }), { numRuns: 300 });
  });
});
