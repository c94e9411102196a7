import { describe, expect, it } from 'vitest';
import { newId } from '@xunling/platform';
import fc from 'fast-check';
import { acceptSeat, declineSeat, offerSeat, OFFERS_MAX, stepDown, withdrawOffer, type Around, type Offer, type Person, type SeatState } from './seat.js';

const person = (name: string): Person => ({ userId: newId(), name });
const [commander, deputy, duty1, duty2, stranger] = ['commander', 'deputy', 'duty1', 'duty2', 'stranger'].map(person) as [Person, Person, Person, Person, Person];
const T0 = new Date('2021-07-20T08:00:00+08:00');
const at = (minutes: number): Date => new Date(T0.getTime() + minutes * 60_000);
const held: SeatState = { seat: 'commander', zone: '410171', holder: commander, since: T0, version: 1 };
const vacant: SeatState = { seat: 'commander', zone: '410171', since: T0, version: 2 };
const around: Around = { otherSeat: deputy.userId, dutyOfficer: duty1.userId, commanderByRole: false };
const counts = { decisions: 1, orderSets: 2, measures: 3, peopleOut: 4 };
const input = (to: Person, by = commander): Parameters<typeof offerSeat>[1] => ({ id: newId(), to, by: by.userId, reason: '交接班', open: counts, digest: 'a'.repeat(64) });
const offered = (to: Person, seat = held): Offer => offerSeat(seat, input(to), [], around, at(1)).offer;
const refusal = (act: () => unknown): string => { try { act(); } catch (e) { return (e as { code: string }).code; } return 'none'; };

describe('an offered hand-over', () => {
  it('moves nothing before it is accepted, and then ends the old term at the instant the new one begins', () => {
    const { offer, facts } = offerSeat(held, input(deputy), [], around, at(1));
    expect(facts.map((f) => f.event.name)).toEqual(['SeatOffered']);
    expect(offer).toMatchObject({ state: 'open', from: commander, seatVersion: 1 });
    const { seat, facts: taken } = acceptSeat(held, offer, deputy, at(2));
    expect(seat).toMatchObject({ holder: deputy, since: at(2), version: 2 });
    expect(taken[0]!.data).toMatchObject({ userId: deputy.userId, previousId: commander.userId, offerId: offer.id });
  });

  it('is made by the holder only, not to the holder, and once to a person', () => {
    expect(refusal(() => offerSeat(held, input(duty1, deputy), [], around, T0))).toBe('seat.not-holder');
    expect(refusal(() => offerSeat(held, input(commander), [], around, T0))).toBe('input.impossible');
    expect(refusal(() => offerSeat(held, input(duty1), [offered(duty1)], around, T0))).toBe('state.conflict');
    expect(refusal(() => offerSeat(held, input(duty1), Array.from({ length: OFFERS_MAX }, () => offered(person('x'))), around, T0))).toBe('state.conflict');
  });

  it('of a vacant seat is made by the other seat or the officer on duty, by a commander only where neither is', () => {
    for (const by of [deputy, duty1]) expect(refusal(() => offerSeat(vacant, input(duty2, by), [], around, T0))).toBe('none');
    expect(refusal(() => offerSeat(vacant, input(duty2, stranger), [], { ...around, commanderByRole: true }, T0))).toBe('seat.not-holder');
    expect(refusal(() => offerSeat(vacant, input(duty2, stranger), [], { commanderByRole: true }, T0))).toBe('none');
  });

  it('is answered by the named person only, withdrawn by who made it only, once', () => {
    const offer = offered(deputy);
    expect(refusal(() => acceptSeat(held, offer, duty1, T0))).toBe('seat.not-yours');
    expect(refusal(() => declineSeat(offer, commander.userId, 'x', T0))).toBe('seat.not-yours');
    expect(refusal(() => withdrawOffer(offer, deputy.userId, T0))).toBe('seat.not-yours');
    for (const over of [declineSeat(offer, deputy.userId, '在现场', T0).offer, withdrawOffer(offer, commander.userId, T0).offer]) {
      expect(refusal(() => acceptSeat(held, over, deputy, T0))).toBe('state.conflict');
      expect(refusal(() => declineSeat(over, deputy.userId, 'x', T0))).toBe('state.conflict');
      expect(refusal(() => withdrawOffer(over, commander.userId, T0))).toBe('state.conflict');
    }
  });

  it('is worth nothing once the seat moved on', () => {
    const [a, b] = [offered(deputy), offered(duty1)];
    expect(refusal(() => acceptSeat(acceptSeat(held, a, deputy, T0).seat, b, duty1, T0))).toBe('state.conflict');
  });

  it('never begins a term before the one it ends began, whatever the clocks say', () => {
    expect(acceptSeat(held, offered(deputy), deputy, at(-5)).seat.since).toEqual(T0);
  });
});

describe('stepping down', () => {
  const candidates = [commander, deputy, duty1];
  const no = (p: Person): Offer => declineSeat(offered(p), p.userId, '在现场', T0).offer;
  it('leaves the seat vacant once every candidate declined in this term', () => {
    const { seat, facts } = stepDown(held, commander.userId, '突发疾病', [no(deputy), no(duty1)], candidates, at(3));
    expect(seat).toEqual({ seat: 'commander', zone: '410171', since: at(3), version: 2 });
    expect(facts[0]!.event.name).toBe('SeatVacated');
  });
  it('is refused while someone can be asked or is asked, and to who does not hold the seat', () => {
    expect(refusal(() => stepDown(held, commander.userId, 'x', [no(deputy)], candidates, T0))).toBe('seat.someone-left');
    expect(refusal(() => stepDown(held, commander.userId, 'x', [no(deputy), no(duty1), offered(stranger)], candidates, T0))).toBe('seat.someone-left');
    expect(refusal(() => stepDown(held, deputy.userId, 'x', [], [], T0))).toBe('seat.not-holder');
    expect(refusal(() => stepDown(vacant, commander.userId, 'x', [], [], T0))).toBe('seat.not-holder');
  });
});

describe('any order of offers, answers and departures', () => {
  const people = Array.from({ length: 6 }, (_, i) => person(`p${i}`));
  const act = fc.record({ what: fc.constantFrom('offer', 'accept', 'decline', 'withdraw', 'step-down'), who: fc.nat(5), whom: fc.nat(5), minute: fc.integer({ min: -3, max: 90 }) });
  it('leaves one holder at every instant between the first and the last, save a vacancy after a step-down', () => {
    fc.assert(fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
      let seat: SeatState = { ...held, holder: people[0]! };
      let offers: Offer[] = [];
      const terms: { who: string; from: Date; until?: Date }[] = [{ who: people[0]!.userId, from: T0 }];
      for (const { what, who, whom, minute } of acts) {
        const [me, other] = [people[who]!, people[whom]!];
        const mine = offers.find((o) => o.state === 'open' && o.to.userId === me.userId);
        const before = seat.version;
        try {
          if (what === 'offer') offers.push(offerSeat(seat, input(other, me), offers.filter((o) => o.seatVersion === seat.version), { dutyOfficer: people[5]!.userId, commanderByRole: false }, at(minute)).offer);
          else if (what === 'step-down') seat = stepDown(seat, me.userId, 'x', offers.filter((o) => o.seatVersion === seat.version), [], at(minute)).seat;
          else if (mine) {
            if (what === 'accept') { const r = acceptSeat(seat, mine, me, at(minute)); seat = r.seat; offers = offers.map((o) => (o.id === mine.id ? r.offer : o)); }
            if (what === 'decline') offers = offers.map((o) => (o.id === mine.id ? declineSeat(o, me.userId, 'x', at(minute)).offer : o));
            if (what === 'withdraw') offers = offers.map((o) => (o.id === mine.id ? withdrawOffer(o, me.userId, at(minute)).offer : o));
          }
        } catch (e) { if (!(e as { code?: string }).code) throw e; }
        if (seat.version === before) continue;
        expect(seat.version).toBe(before + 1);
        const last = terms.at(-1)!;
        if (!last.until) last.until = seat.since;
        if (seat.holder) terms.push({ who: seat.holder.userId, from: seat.since });
      }
      terms.forEach((t, i) => { if (i > 0) expect(t.from.getTime()).toBeGreaterThanOrEqual(terms[i - 1]!.until!.getTime()); });
      expect(terms.filter((t) => !t.until)).toHaveLength(seat.holder ? 1 : 0);
      expect(offers.filter((o) => o.state === 'accepted').every((o) => offers.filter((x) => x.state === 'accepted' && x.seatVersion === o.seatVersion).length === 1)).toBe(true);
    }), { numRuns: 300 });
  });
});
