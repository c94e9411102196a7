import type { DecisionFact, Picture } from '@xunling/picture';

export interface Signer { as: string; userId?: string; signedAt?: string }

/** Who signs a level and who has: both seats for Ⅱ and Ⅰ; one of roster and seats for Ⅳ and Ⅲ, the officer on duty named first. */
export function signersOf(picture: Pick<Picture, 'seats' | 'roster'>, fact: Pick<DecisionFact, 'signatures'>, level: string): Signer[] {
  const of = (as: string, userId: string | undefined): Signer => {
    const signature = fact.signatures.find((s) => s.as === as);
    const who = signature?.userId ?? userId;
    return { as, ...(who ? { userId: who } : {}), ...(signature ? { signedAt: signature.at } : {}) };
  };
  if (level === 'I' || level === 'II') return [of('commander', picture.seats['commander']), of('deputy', picture.seats['deputy'])];
  return [fact.signatures[0] ? of(fact.signatures[0].as, undefined) : of('duty-officer', picture.roster[0])];
}
