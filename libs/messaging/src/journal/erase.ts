import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { BodyErased } from '@xunling/contracts/classes';
import type { Work } from '../work.js';

/**
 * Erases the body of one of this service's events by order of a named person, and states it. The service's role cannot update
 * the journal; the owner's function `erase_body` does just this. The chain still proves; a put-back sends a tombstone.
 * @param by user id of who ordered it
 * @returns false where there is no such event or its body is gone already: nothing is stated then
 */
export async function eraseBody(work: Work, eventId: string, by: string, reason: string): Promise<boolean> {
  const rows: { erased: boolean }[] = await work.em.query('select erase_body($1, $2, $3, $4) as erased', [eventId, by, reason, work.at]);
  if (!rows[0]!.erased) return false;
  work.append(BodyErased, { eventId, by, reason }, { aggregate: `erasure/${eventId}`, version: 1, street: '999' });
  return true;
}

/** Overwrites one message of the stream; its sequence stays empty. Needs a user who may call STREAM.MSG.DELETE. */
export async function eraseFromStream(nc: NatsConnection, seq: number, stream = 'XL'): Promise<void> {
  const manager = await jetstreamManager(nc, { checkAPI: false });
  await manager.streams.deleteMessage(stream, seq, true);
}
