import { EventOfEveryContext } from '../event.js';
import { Id, Instant, Optional, Sha256, Text, Whole } from '../fields.js';

/** Facts that every context states about its own journal. The context is in the type, so a NATS user can be held to its own. */

@EventOfEveryContext('head.stated', 'Where the chain of this origin × street stands, signed by the node, so that a cut-off tail is noticed.')
export class HeadStated {
  @Text(3, 3) street: string;
  @Whole(0) seq: number;
  @Sha256() hash: string;
  /** ed25519 over `<source> <street> <seq> <hash>`, base64. */
  @Text(120) signature: string;
  @Text(80) publicKey: string;
  @Instant() at: string;
}

@EventOfEveryContext('refusal.stated', 'A known caller was refused; one event per caller, code and minute.')
export class RefusalStated { @Text(80) caller: string; @Text(80) code: string; @Text(80) operation: string; @Instant() minute: string; @Whole(1) count: number }

@EventOfEveryContext('letter.dead', 'A message could not be handled and was set aside; the stream goes on.')
export class LetterDead { @Id() letterId: string; @Text(120) subscription: string; @Text(80) eventId: string; @Text(120) type: string; @Text(80) reason: string; @Text(1000, 0) detail: string; @Whole(1) attempts: number }

@EventOfEveryContext('letter.replayed', 'A dead letter was handled after all.')
export class LetterReplayed { @Id() letterId: string; @Id() by: string }

@EventOfEveryContext('body.erased', 'The body of an event was erased by order of a named person; the chain still proves.')
export class BodyErased { @Text(80) eventId: string; @Id() by: string; @Text(400) reason: string; @Optional() @Text(80) orderRef?: string }
