import { Refusal } from '@xunling/platform';

/** Who holds the two seats at an instant; a vacant one is absent. */
export interface Holders { commander?: string; deputy?: string }

/** Whether somebody holds command: the commander seat, or the deputy's while that one is vacant. A role alone does not. */
export const leads = ({ commander, deputy }: Holders, userId: string): boolean => userId === (commander ?? deputy);

/** What only who holds command does: close an incident, put a plan in force or out of it, set who signs. @throws Refusal seat.commander */
export function mustLead(holders: Holders, userId: string): void {
  if (!leads(holders, userId)) throw new Refusal('seat.commander');
}
