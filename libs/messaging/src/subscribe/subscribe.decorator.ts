import 'reflect-metadata';
import type { EventClass } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import type { Received, Work } from '../work.js';

export interface SubscribeOptions {
  /** Name of the subscription and its floor; renaming it reads the stream again from the start. */
  name: string;
  /** All that this noun listens to, so that it arrives in one order. */
  events?: EventClass[];
  /** Filter subjects instead of events, for the board: `['xl.>']`. */
  subjects?: string[];
  /** `batch`: the handler takes all that has arrived and answers with set-based SQL; `each` (default): one at a time, one transaction per batch all the same. */
  mode?: 'each' | 'batch';
  /** Data is checked against its class; the board takes every envelope as it is. */
  unchecked?: boolean;
}

/** What a class decorated with @Subscribe provides. */
export interface Subscriber {
  handle(batch: Received[], work: Work): Promise<void>;
  /** Called after the commit of what `handle` was given last; for memory that must not run ahead of the tables. */
  committed?(): void;
  /**
   * A reader begins at its floor, at the start and after every break: for memory that has to stand where the tables stand. The
   * answer of a commit can be lost with its connection, and another instance may have read meanwhile; `committed` tells of neither.
   */
  begins?(em: EntityManager): Promise<void>;
}

const KEY = Symbol('xunling:subscribe');

/** Makes a provider class a subscriber: ordered delivery from its own floor, each event once, effects and floor in one transaction. */
export const Subscribe = (options: SubscribeOptions): ClassDecorator => (target) => { Reflect.defineMetadata(KEY, options, target); };
export const subscribeOptions = (target: Function): SubscribeOptions | undefined => Reflect.getMetadata(KEY, target) as SubscribeOptions | undefined;
