import type { AddresseeKind } from '@xunling/contracts';
import type {
  EventClass, ItemAcknowledged, ItemAnsweredLate, ItemCheckedIn, ItemEnded, ItemOpened, ItemReported, ItemReturned, ItemStarted, ItemVerified,
} from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import type { ItemEvent } from './answer.js';
import type { Item } from './item.js';

/** What binds the one mechanism to a context: its noun, its table, its event classes. */
export interface Noun {
  /** `duty`, `mission`, `requisition`; also the table's name. */
  name: string;
  takes: AddresseeKind;
  events: {
    opened: EventClass<ItemOpened>; acknowledged: EventClass<ItemAcknowledged>; checkedIn: EventClass<ItemCheckedIn>; started: EventClass<ItemStarted>;
    reported: EventClass<ItemReported>; verified: EventClass<ItemVerified>; returned: EventClass<ItemReturned>; ended: EventClass<ItemEnded>; answeredLate: EventClass<ItemAnsweredLate>;
  };
  /** What the context adds in the same transaction, a site's measure beside its duty: to items that opened, to an answer, to orders whose items ended. */
  opened?(items: readonly Item[], work: Work): Promise<void>;
  beside?(item: Item, event: ItemEvent, by: string, at: string, work: Work): Promise<void>;
  ended?(orders: readonly string[], work: Work): Promise<void>;
}

/** Injection token of the noun a context binds. */
export const NOUN = Symbol('addressee-noun');
