import type { Mode } from '@xunling/contracts';
import { eventOf, validateEventData, type EventClass } from '@xunling/contracts/classes';
import { GENESIS, linkHash, publishedText, sealBody } from '@xunling/messaging';

/** Who the intake is in the stream: origin `feed@<node>`. */
export interface FeedOrigin { node: string; zone: string; mode: Mode }

/** One event before it has its place in the chain. */
export interface Sealed { id: string; street: string; type: string; head: string; salt: string; data: string }
/** One event in its place, as the spool keeps it. */
export interface Chained extends Sealed { originseq: number; prevhash: string; hash: string }
export interface Head { seq: number; hash: string }

export interface EventParts { id: string; street: string; aggregate: string; version: number; at: Date; actor: string; correlationId: string }

/** Envelope and sealed body of an event by the journal's rules (`@xunling/messaging`). @throws Error where the data breaks its class */
export function seal<T extends object>(cls: EventClass<T>, data: T, parts: EventParts, origin: FeedOrigin): Sealed {
  const { type } = eventOf(cls);
  const text = JSON.stringify(data);
  const [bad] = validateEventData(type, JSON.parse(text));
  if (bad) throw new Error(`${type}: ${bad.path} ${bad.message}`);
  const { salt, datahash } = sealBody(text);
  const head = JSON.stringify({
    specversion: '1.0', id: parts.id, source: `feed@${origin.node}`, type, subject: parts.aggregate, time: parts.at.toISOString(), datacontenttype: 'application/json',
    version: parts.version, actor: parts.actor, correlationid: parts.correlationId, mode: origin.mode, street: parts.street, datahash,
  });
  return { id: parts.id, street: parts.street, type, head, salt, data: text };
}

/** Gives an event the next place of its street. Answers the new head too; nothing is changed until it is on disk. */
export function link(sealed: Sealed, heads: ReadonlyMap<string, Head>): Chained {
  const head = heads.get(sealed.street) ?? { seq: 0, hash: GENESIS };
  const originseq = head.seq + 1;
  return { ...sealed, originseq, prevhash: head.hash, hash: linkHash(head.hash, originseq, sealed.head) };
}

export const textOf = (e: Chained): string => publishedText(e.head, e.originseq, e.prevhash, e.hash, e.salt, e.data);
