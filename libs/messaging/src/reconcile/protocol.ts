import type { NatsConnection } from '@nats-io/nats-core';

/** A place in the stream as somebody remembers it; without `id` only that it exists. */
export interface StreamPoint { seq: number; id?: string }

/** Asked on `recon.<node>` by every origin after each (re)connect, before it publishes anything. */
export interface EpochQuestion {
  /** `<context>@<node>`. */
  origin: string;
  /** The last epoch the asker has acted upon. */
  epoch: number;
  /** What it remembers of the stream: its cursor first, then older batches, then floors. Empty: only the epoch is asked. */
  points: StreamPoint[];
}

export interface EpochAnswer {
  epoch: number;
  /**
   * Greatest stream sequence up to which the stream is still the one the asker knew, where something was lost since its
   * epoch: floors go back to it, and what was published beyond it is put back. `null`: nothing was lost.
   */
  agreed: number | null;
}

export const reconcileSubject = (node: string): string => `recon.${node}`;

/** One question to the board. @throws where the board is not there or does not answer within `timeout` ms */
export async function askEpoch(nc: NatsConnection, node: string, question: EpochQuestion, timeout = 10_000): Promise<EpochAnswer> {
  const answer = (await nc.request(reconcileSubject(node), JSON.stringify(question), { timeout })).json<EpochAnswer & { error?: string }>();
  if (answer.error) throw new Error(`the board could not compare the stream: ${answer.error}`);
  return answer;
}
