import type { OrderTrace, OrderView } from '@xunling/contracts/classes';
import type { OrderFact } from '@xunling/picture';
import { mayAmendIn, mayIssueIn, mayReturnIn, type GrantLike } from './person.js';

export type OrderAct = 'remind' | 'escalate' | 'return' | 'amend' | 'withdraw';
interface Who { id: string; grants: readonly GrantLike[] }
const OVER = ['verified', 'withdrawn', 'superseded'];
/** What was reported is not amended: a new order says what is to be done then. */
const REPORTED = [...OVER, 'reported'];

/** What a person may do about an order; who issued it cannot send its work back. */
export function actsFor({ state, area, by, measure }: { state: string; area: string; by: string; measure: string }, { id, grants }: Who): OrderAct[] {
  if (OVER.includes(state)) return [];
  const commands = mayIssueIn(grants, area);
  return [...(commands ? (['remind', 'escalate'] as const) : []), ...(state === 'reported' && by !== id && mayReturnIn(grants, area) ? (['return'] as const) : []), ...(commands && measure !== 'LIFT' && !REPORTED.includes(state) && (by === id || mayAmendIn(grants, area)) ? (['amend'] as const) : []), ...(commands ? (['withdraw'] as const) : [])];
}
export const actsOn = (order: Pick<OrderView, 'state' | 'area' | 'issuedBy' | 'measure'>, who: Who): OrderAct[] => actsFor({ state: order.state, area: order.area, by: order.issuedBy, measure: order.measure }, who);
export const actsOnCard = (order: OrderFact, who: Who): OrderAct[] => actsFor(order, who);

const LISTS: Record<string, string> = { duty: 'duties', mission: 'missions', requisition: 'requisitions' };
/** The addressee's item of an order, from the event that opened it; undefined before it was delivered. */
export function itemOf(trace: Pick<OrderTrace, 'events'> | undefined): { list: string; id: string } | undefined {
  for (const { type, data } of trace?.events ?? []) {
    const noun = /\.(duty|mission|requisition)\.opened\./.exec(type)?.[1];
    const id = (data as { itemId?: string }).itemId;
    if (noun && id) return { list: LISTS[noun]!, id };
  }
  return undefined;
}
