import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { subjectOf, type XlEvent } from '@xunling/contracts';
import { BodyErased } from '@xunling/contracts/classes';
import type { Work } from '../work.js';
import { isTombstone } from './hash.js';

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

/** Types of events that prove the journal: without them neither a tail nor a tombstone could be told from a forgery. */
export const isProof = (type: string): boolean => /\.(head\.stated|body\.erased)\.v\d+$/.test(type);

/** Overwrites one message of the stream; its sequence stays empty. Needs a user who may call STREAM.MSG.DELETE. */
export async function eraseFromStream(nc: NatsConnection, seq: number, stream = 'XL'): Promise<void> {
  const manager = await jetstreamManager(nc, { checkAPI: false });
  await manager.streams.deleteMessage(stream, seq, true);
}

/** Where an event lies in the stream, as far as its text tells. */
export const subjectOfEvent = (zone: string, { source, street, type }: Pick<XlEvent, 'source' | 'street' | 'type'>): string =>
  subjectOf(zone, street, source.split('@')[1]!, type);

const isBodyOf = (event: XlEvent, id: string): boolean => event.id === id && !isTombstone(event);

/** A year of one type on one street is read in seconds. */
const MOST_MS = 60_000;

/**
 * Overwrites every message of an event from sequence `from` on that still has its body: one published twice lies there twice.
 * Tombstones stay, so does whatever else took a sequence meanwhile.
 * @returns number of messages overwritten; 0 where nothing is left to do
 */
export async function eraseEventFromStream(nc: NatsConnection, { id, subject, from }: { id: string; subject: string; from: number }, stream = 'XL'): Promise<number> {
  const consumer = await jetstream(nc).consumers.get(stream, { filter_subjects: [subject], deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: Math.max(from, 1) });
  const found: number[] = [];
  let pending = (await consumer.info()).num_pending;
  if (pending > 0) {
    const messages = await consumer.consume({ max_messages: 500, idle_heartbeat: 1_000, expires: 10_000 });
    const limit = setTimeout(() => messages.stop(), MOST_MS);
    for await (const message of messages) {
      pending = message.info.pending;
      // the text decides, not the message id: every copy must go
      const text = message.string();
      if (text.includes(id) && isBodyOf(JSON.parse(text) as XlEvent, id)) found.push(message.seq);
      if (pending === 0) break;
    }
    clearTimeout(limit);
    messages.stop();
    if (pending > 0) throw new Error(`stream ${stream}: ${pending} messages on ${subject} were not delivered in ${MOST_MS} ms`);
  }
  for (const seq of found) await eraseFromStream(nc, seq, stream);
  return found.length;
}
