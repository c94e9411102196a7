import { SEATS, type Level, type Seat } from '@xunling/contracts';
import { impossible } from '@xunling/platform';

/** Seats whose holders all sign a level; none is one signature of an officer on the roster or a seat holder. */
export type Signers = Readonly<Record<Level, readonly Seat[]>>;
/** Who holds command now: the two seats and the officers of the roster, in order; and who signs what in this zone. */
export interface InCommand { commander?: string; deputy?: string; roster: string[]; signers?: Signers }
export type Capacity = Seat | 'duty-officer';
export interface SignatureState { userId: string; as: Capacity; at: Date }

/** Until the zone sets it otherwise: Ⅱ and Ⅰ take both seats, Ⅳ and Ⅲ one signature (domain.md D.3). */
export const DEFAULT_SIGNERS: Signers = { I: ['commander', 'deputy'], II: ['commander', 'deputy'], III: [], IV: [] };
const seatsFor = (level: Level, command: InCommand): readonly Seat[] => (command.signers ?? DEFAULT_SIGNERS)[level];
/** Whether a level is signed by seats and by no officer of the roster. */
export const needsSeats = (level: Level, command: InCommand): boolean => seatsFor(level, command).length > 0;

/** What a zone may set: Ⅱ and Ⅰ take two persons whatever is set, and a higher level never takes less than a lower one. @throws Refusal input.impossible */
export function checkSigners(signers: Signers): Signers {
  for (const level of ['I', 'II'] as const) if (SEATS.some((seat) => !signers[level].includes(seat))) throw impossible(`signers.${level}`, 'two-signers', 'Ⅱ and Ⅰ take two different signers: both seats');
  const missing = signers.IV.find((seat) => !signers.III.includes(seat));
  if (missing) throw impossible('signers.III', 'less-than-lower', `Ⅳ takes the ${missing}: Ⅲ cannot take less`);
  return Object.fromEntries(Object.entries(signers).map(([level, seats]) => [level, SEATS.filter((s) => seats.includes(s))])) as unknown as Signers;
}

/** In which capacity this person signs that level; the role alone does not sign. The commander signs whatever one seat signs. */
export function capacityFor(userId: string, level: Level, command: InCommand): Capacity | undefined {
  if (command.commander === userId) return 'commander';
  const seats = seatsFor(level, command);
  if (command.deputy === userId && (seats.length === 0 || seats.includes('deputy'))) return 'deputy';
  return seats.length === 0 && command.roster.includes(userId) ? 'duty-officer' : undefined;
}

/** Whether somebody is in command at all, whatever the level. */
export const commands = (userId: string, { commander, deputy, roster }: InCommand): boolean => userId === commander || userId === deputy || roster.includes(userId);

/** Seats (or any duty officer) still to sign, with who holds them now. */
export function missingSignatures(level: Level, signatures: readonly SignatureState[], command: InCommand): { seat: Capacity; userId?: string }[] {
  const seats = seatsFor(level, command);
  if (seats.length === 0) {
    if (signatures.length > 0) return [];
    return [{ seat: 'duty-officer', ...(command.roster[0] ? { userId: command.roster[0] } : {}) }];
  }
  const signed = (seat: Seat): boolean => signatures.some((s) => s.as === seat || (seats.length === 1 && s.as === 'commander'));
  return seats.filter((seat) => !signed(seat)).map((seat) => ({ seat, ...(command[seat] ? { userId: command[seat] } : {}) }));
}
