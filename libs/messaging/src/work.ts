import type { Caller, XlEvent } from '@xunling/contracts';
import type { EventClass } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';

/** Where an appended event belongs. */
export interface AppendMeta {
  /** `<noun>/<id>`; per-aggregate order holds because the writer holds the row lock. */
  aggregate: string;
  /** Version of the aggregate this event made, from 1. */
  version: number;
  /** Three-digit street token: the area's street, `000` for all of the zone, `999` for zone staff. */
  street: string;
  incidentId?: string;
  /** When it occurred, where that differs from the work's own instant. */
  at?: Date;
  /** Derived id (UUIDv5) where the same cause must give the same event. */
  id?: string;
}

/**
 * One unit of work: one transaction with the events it appends. Handlers, subscribers and tickers are given one and
 * never begin a transaction of their own. Appended events are written in one statement just before the commit.
 */
export interface Work {
  em: EntityManager;
  /** The instant of this work, from the clock. */
  at: Date;
  /** `user:<id>`, `feed:<key>` or `system:<context>`. */
  actor: string;
  caller: Caller | null;
  correlationId: string;
  causationId?: string;
  /** Adds one event to the journal of this transaction; answers its id. */
  append<T extends object>(event: EventClass<T>, data: T, meta: AppendMeta): string;
  /** The same work, with correlation, causation and incident taken from a received event. */
  because(event: XlEvent): Work;
}

/** One event as a subscriber gets it. */
export interface Received<T = unknown> {
  event: XlEvent<T>;
  subject: string;
  /** Stream sequence and the stream's timestamp at first sight. */
  seq: number;
  received: Date;
  /** The message as published. */
  text: string;
}
