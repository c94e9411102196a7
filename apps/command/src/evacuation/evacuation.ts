/** How many of an evacuation's persons are where; `allowed` may return, `home` of them did. */
export interface Away { away: number; allowed: number; home: number }
/** What ends it: its own act, the lift of every order that asked for it, or bringing people home and closing the ledger. */
export const EVACUATION_ENDS = ['lift', 'lift-order', 'return'] as const;
export type EvacuationEnd = (typeof EVACUATION_ENDS)[number];
export interface EvacuationOut { evacuationId: string; area: string; siteId?: string; cause: string; state: 'open' | 'lifted'; openedAt: string; planned: number; waiting: number; away: number; ends: EvacuationEnd }

/** Persons away: who left, and who may return but is not known to be home. */
export const outOf = ({ away, allowed, home }: Away): number => away + Math.max(allowed - home, 0);
export const endOf = ({ state, ordered }: { state: 'open' | 'lifted'; ordered: boolean }): EvacuationEnd => (state === 'lifted' ? 'return' : ordered ? 'lift-order' : 'lift');
