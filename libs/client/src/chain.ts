import type { XlEvent } from '@xunling/contracts';

/** What the chain check says of one event: sequence and hash run per origin × street. */
export type ChainVerdict =
  | { kind: 'first' }
  | { kind: 'next' }
  | { kind: 'duplicate' }
  /** Entries `from`–`to` of this chain have not been seen. */
  | { kind: 'gap'; from: number; to: number }
  /** The entry does not continue the one before it: something was changed or replaced. */
  | { kind: 'broken'; reason: 'prevhash' | 'hash' };

export interface ChainHead { seq: number; hash: string }

/**
 * Follows the chains of every origin × street in a subscription. Begins where the subscriber begins; pass the heads of an
 * earlier run (`heads()`) to go on proving across a restart.
 */
export class ChainChecker {
  private readonly known: Map<string, ChainHead>;

  constructor(heads: Record<string, ChainHead> = {}) { this.known = new Map(Object.entries(heads)); }

  /** Verdict on the next event, remembering nothing. */
  look(event: Pick<XlEvent, 'source' | 'street' | 'originseq' | 'prevhash'>): ChainVerdict {
    const head = this.known.get(`${event.source}/${event.street}`);
    if (!head) return { kind: 'first' };
    if (event.originseq <= head.seq) return { kind: 'duplicate' };
    if (event.originseq > head.seq + 1) return { kind: 'gap', from: head.seq + 1, to: event.originseq - 1 };
    return event.prevhash === head.hash ? { kind: 'next' } : { kind: 'broken', reason: 'prevhash' };
  }

  /** Verdict on the next event; remembers its place unless it is a duplicate. `proves`: its own hash is right. */
  check(event: Pick<XlEvent, 'source' | 'street' | 'originseq' | 'prevhash' | 'hash'>, proves = true): ChainVerdict {
    const verdict = this.look(event);
    if (verdict.kind === 'duplicate') return verdict;
    this.known.set(`${event.source}/${event.street}`, { seq: event.originseq, hash: event.hash });
    return proves ? verdict : { kind: 'broken', reason: 'hash' };
  }

  /** Place in every chain, to be stored by the caller. */
  heads(): Record<string, ChainHead> { return Object.fromEntries(this.known); }
}
