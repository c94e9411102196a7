import type { Level, Seat } from '@xunling/contracts';

/** Who holds command now: the two seats and the officers of the roster, in order. */
export interface InCommand { commander?: string; deputy?: string; roster: string[] }
export type Capacity = Seat | 'duty-officer';
export interface SignatureState { userId: string; as: Capacity; at: Date }

/** Ⅱ and Ⅰ take both seats, Ⅳ and Ⅲ one signature of an officer on the roster or a seat holder. */
const NEEDED = { I: ['commander', 'deputy'], II: ['commander', 'deputy'], III: [], IV: [] } as const satisfies Record<Level, readonly Seat[]>;
export const needsBothSeats = (level: Level): boolean => NEEDED[level].length > 0;

/** In which capacity this person signs that level; the role alone does not sign. */
export function capacityFor(userId: string, level: Level, command: InCommand): Capacity | undefined {
  if (command.commander === userId) return 'commander';
  if (command.deputy === userId) return 'deputy';
  return !needsBothSeats(level) && command.roster.includes(userId) ? 'duty-officer' : undefined;
}

/** Seats (or any duty officer) still to sign, with who holds them now. */
export function missingSignatures(level: Level, signatures: readonly SignatureState[], command: InCommand): { seat: Capacity; userId?: string }[] {
  if (!needsBothSeats(level)) {
    if (signatures.length > 0) return [];
    return [{ seat: 'duty-officer', ...(command.roster[0] ? { userId: command.roster[0] } : {}) }];
  }
  return NEEDED[level].filter((seat) => !signatures.some((s) => s.as === seat))
    .map((seat) => ({ seat, ...(command[seat as Seat] ? { userId: command[seat as Seat]! } : {}) }));
}
