import type { OrderTrace, OrderView } from '@xunling/contracts/classes';
import { levelOver, type OrderFact, type Picture } from '@xunling/picture';
import { LEVELS, type Level } from '@xunling/contracts';
import { mayAmendIn, mayIssueIn, mayReturnIn, type GrantLike } from './person.js';

export type OrderAct = 'remind' | 'escalate' | 'return' | 'amend' | 'withdraw';
interface Who { id: string; grants: readonly GrantLike[] }
interface Ordered { state: string; area: string; by: string; measure: string; rank?: number | undefined; level?: string | undefined }
const OVER = ['verified', 'withdrawn', 'superseded'];
/** What was reported is not amended: a new order says what is to be done then. */
const REPORTED = [...OVER, 'reported'];

/**
 * Ordered from a seat above: only who issued it, or stands as high, takes it back. What a level ordered is the officers' once the level is lowered.
 * `rank` of the seat it was issued from; unknown reads as not above, the server decides.
 */
export function isAbove({ by, area, rank = 0, level }: Omit<Ordered, 'state' | 'measure'>, id: string, picture: Pick<Picture, 'seats' | 'levels'> | undefined): boolean {
  if (!picture || by === id) return false;
  const { commander, deputy } = picture.seats;
  const mine = id === (commander ?? deputy) ? 4 : id === deputy ? 3 : 2;
  const held = levelOver(picture as Picture, area)?.level as Level | undefined;
  const lowered = level !== undefined && (!held || !LEVELS.includes(held) || LEVELS.indexOf(held) > LEVELS.indexOf(level as Level));
  return rank > mine && !lowered;
}

/** What a person may do about an order; who issued it cannot send its work back. */
export function actsFor(order: Ordered, { id, grants }: Who, picture?: Pick<Picture, 'seats' | 'levels'>): OrderAct[] {
  const { state, area, by, measure } = order;
  if (OVER.includes(state)) return [];
  const commands = mayIssueIn(grants, area);
  const undoes = commands && (by === id || mayAmendIn(grants, area)) && !isAbove(order, id, picture);
  return [...(commands ? (['remind', 'escalate'] as const) : []), ...(state === 'reported' && by !== id && mayReturnIn(grants, area) ? (['return'] as const) : []), ...(undoes && measure !== 'LIFT' && !REPORTED.includes(state) ? (['amend'] as const) : []), ...(undoes ? (['withdraw'] as const) : [])];
}
const ofView = ({ issuedBy, issuerRank, ...order }: Viewed): Ordered => ({ ...order, by: issuedBy, rank: issuerRank });
type Viewed = Pick<OrderView, 'state' | 'area' | 'issuedBy' | 'measure' | 'issuerRank' | 'level'>;
export const actsOn = (order: Viewed, who: Who, picture: Picture | undefined): OrderAct[] => actsFor(ofView(order), who, picture);
/** Who could take it back, were it not ordered from above: a screen says why the act is not there. */
export const keptAbove = (order: Viewed, { id, grants }: Who, picture: Picture | undefined): boolean => !OVER.includes(order.state) && mayAmendIn(grants, order.area) && isAbove(ofView(order), id, picture);
export const actsOnCard = (order: OrderFact, who: Who, picture: Picture): OrderAct[] => actsFor(order, who, picture);

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
