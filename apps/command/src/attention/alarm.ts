import { derivedId } from '@xunling/platform';

/** Kinds that begin and end with their cause; a person may look at one before. */
export const ALARM_KINDS = ['staffing', 'forecast-missed', 'forecast-unreceipted', 'sitrep-overdue'] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];
/** A cause that lasts now. `key` tells one occurrence from the next; without an owner it is the officer on duty's. */
export interface Cause { kind: AlarmKind; key: string; about: string; reason: string; message: string; ownerId?: string }
export interface OpenAlarm { id: string; kind: string }

export const idOf = ({ kind, key }: Pick<Cause, 'kind' | 'key'>): string => derivedId('attention', `${kind}/${key}`);

/** What has to be opened and what has ended by itself. */
export function settleAlarms<Open extends OpenAlarm>(open: readonly Open[], causes: readonly Cause[]): { begin: Cause[]; end: Open[] } {
  const lasting = new Set(causes.map(idOf));
  const known = new Set(open.map((o) => o.id));
  return { begin: causes.filter((c) => !known.has(idOf(c))), end: open.filter((o) => !lasting.has(o.id)) };
}

/** Whose a staffing alarm is: the commander's, who fills posts; a vacant commander's seat is the deputy's. Undefined is the officer on duty. */
export function staffingOwner(kind: string, about: string, { commander, deputy }: { commander?: string; deputy?: string }): string | undefined {
  return kind === 'seat-vacant' && about === 'commander' ? deputy : (commander ?? deputy);
}
