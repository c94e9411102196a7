import type { DecisionFact, Picture } from '@xunling/picture';

export interface Signer { as: string; userId?: string; signedAt?: string }

/** Who signs a level and who has: the seats it takes here, or one of roster and seats, the officer on duty named first. */
export function signersOf(picture: Pick<Picture, 'seats' | 'roster'>, fact: Pick<DecisionFact, 'signatures'>, needed: readonly string[]): Signer[] {
  const of = (as: string, userId: string | undefined): Signer => {
    const signature = fact.signatures.find((s) => s.as === as);
    const who = signature?.userId ?? userId;
    return { as, ...(who ? { userId: who } : {}), ...(signature ? { signedAt: signature.at } : {}) };
  };
  // the commander signs whatever one seat signs
  const instead = needed.length === 1 && fact.signatures.some((s) => s.as === 'commander');
  if (needed.length > 0) return instead ? [of('commander', undefined)] : needed.map((seat) => of(seat, picture.seats[seat]));
  return [fact.signatures[0] ? of(fact.signatures[0].as, undefined) : of('duty-officer', picture.roster[0])];
}

/** Whether this person's one signature raises the level: where seats sign, one seat and its holder or the commander. */
export function signsAlone(needed: readonly string[], seats: Readonly<Record<string, string>>, me: string): boolean {
  return needed.length === 0 || (needed.length === 1 && (seats[needed[0]!] === me || seats['commander'] === me));
}
