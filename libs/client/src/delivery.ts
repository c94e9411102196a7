import type { XlEvent } from '@xunling/contracts';
import type { ChainVerdict } from './chain.js';

/** One event as a dashboard gets it, in stream order, each once. */
export interface Delivery {
  event: XlEvent;
  /** Where to resume: `<epoch>-<seq>` by SSE, the stream sequence by NATS. */
  cursor: string;
  /** When the stream first had it, RFC 3339. */
  received: string;
  chain: Exclude<ChainVerdict, { kind: 'duplicate' }>;
}

/** The server no longer keeps the events after the cursor: begin from this snapshot. */
export interface Snapshot { snapshot: unknown; cursor: string }

/** `live`: events flow; `lost`: reconnecting, data is as of the last delivery. */
export type LinkState = 'connecting' | 'live' | 'lost' | 'closed';

export interface SubscriptionOptions {
  /** Called on every change of the link, with the reason it was lost. */
  onState?: (state: LinkState, reason?: string) => void;
  /** Heads of an earlier run, from `heads()`, to prove the chain across a restart. */
  heads?: Record<string, { seq: number; hash: string }>;
}

/** The server refused: wrong area, ended session, revoked credential. Trying again will not help. */
export class SubscriptionRefused extends Error {
  constructor(readonly status: number, readonly code: string, message: string) { super(message); }
}
