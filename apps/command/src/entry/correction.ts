import { mayOver, ZONE_STAFF, ZONE_WIDE, type Caller } from '@xunling/contracts';
import { impossible, Refusal } from '@xunling/platform';

/** An entry of the journal as a correction looks at it. */
export interface Entry { type: string; street: string; actor: string }
/** Correct whatever is of their area; everyone else corrects what they said themselves. An auditor finds, and writes nothing. */
export const CORRECTING = ['commander', 'duty-officer'] as const;
export const CORRECTED = 'command.entry.corrected.v1';
/** Statements of the machine about its own journal: wrong ones are a fault, not an error of a person. */
const PROOF = /^command\.(head|body|letter|refusal)\./;

/** @throws Refusal input.impossible where the entry is none of command's, a correction or a proof; access.role, access.area where it is not the caller's to correct */
export function mayCorrect(entry: Entry | undefined, caller: Caller, zone: string): void {
  if (!entry) throw impossible('eventId', 'unknown', "command's journal has no such entry; one of another context is corrected where it was written");
  if (PROOF.test(entry.type)) throw impossible('eventId', 'proof', 'the journal says this of itself');
  if (entry.type === CORRECTED) throw impossible('eventId', 'correction', 'correct the entry itself again: both corrections show');
  if (entry.actor === `user:${caller.userId}`) return;
  if (!caller.grants.some((g) => (CORRECTING as readonly string[]).includes(g.role))) throw new Refusal('access.role');
  const area = entry.street === ZONE_WIDE || entry.street === ZONE_STAFF ? zone : `${zone}${entry.street}`;
  if (!mayOver(caller, CORRECTING, area)) throw new Refusal('access.area');
}
