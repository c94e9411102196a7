import type { AddresseeKind, GeoPoint } from '@xunling/contracts';
import type {
  EventClass, ItemAcknowledged, ItemAnsweredLate, ItemCheckedIn, ItemEnded, ItemGivenAgain, ItemHandedBack, ItemOpened, ItemPassed, ItemReported, ItemReturned, ItemStarted, ItemVerified,
} from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { Decision } from './answer.js';
import type { Item } from './item.js';
import type { End } from './item.store.js';
import type { Judged } from './said.js';

/** An order's end; `item`: its item was open and ended by it. */
export type Ending = End & { item: boolean };

/** What binds the one mechanism to a context: its noun, its table, its event classes. */
export interface Noun {
  /** `duty`, `mission`, `requisition`; also the table's name. */
  name: string;
  takes: AddresseeKind;
  events: {
    opened: EventClass<ItemOpened>; acknowledged: EventClass<ItemAcknowledged>; checkedIn: EventClass<ItemCheckedIn>; started: EventClass<ItemStarted>;
    reported: EventClass<ItemReported>; verified: EventClass<ItemVerified>; returned: EventClass<ItemReturned>; ended: EventClass<ItemEnded>; answeredLate: EventClass<ItemAnsweredLate>;
    passed: EventClass<ItemPassed>; handedBack: EventClass<ItemHandedBack>; givenAgain: EventClass<ItemGivenAgain>;
  };
  /** How far a position is from where the item is to be done; undefined where the context knows no place. */
  judge?(id: string, position: GeoPoint, em: EntityManager): Promise<Judged | undefined>;
  /** What the context keeps of a batch of orders in the same transaction: items that are new, with when they were ordered, and orders that came to an end. */
  batch?(opened: readonly (Item & { issuedAt: string })[], ends: readonly Ending[], work: Work): Promise<void>;
  /** What the context keeps of an answer in the same transaction, after its fact was appended; without an event nothing has changed. */
  answered?(decided: Decision, work: Work): Promise<void>;
}

/** Injection token of the noun a context binds. */
export const NOUN = Symbol('addressee-noun');
