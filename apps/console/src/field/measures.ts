import type { AreaMeasurePage, ClosurePage, ClosureRow, MeasureView } from '@xunling/contracts/classes';
import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { useKept } from './kept.js';
import { onReceipt } from './queue.js';

/** Sites of an area with what is in force on them; one list for all cards of the page, kept on the device. */
export function useSites(area: string) {
  const { user } = useSession();
  return useKept<ClosurePage>(['protect', user?.id, area], () => read<ClosurePage>(`/api/closures?area=${area}&limit=100`));
}
/** Measures over the area itself, and around it. */
function useAreaMeasures(area: string) {
  const { user } = useSession();
  return useKept<AreaMeasurePage>(['protect', user?.id, area, 'areas'], () => read<AreaMeasurePage>(`/api/closures/areas?area=${area}&limit=100`));
}

/** A measure with its place: its site, or only the area it holds over. */
export interface Placed { m: MeasureView; site?: ClosureRow }
/** Everything in force on sites of an area and over it, as far as the area goes. */
export function useMeasures(area: string): { items: Placed[]; error: unknown } {
  const client = useQueryClient();
  const [sites, areas] = [useSites(area), useAreaMeasures(area)];
  useEffect(() => onReceipt(({ subject }) => { if (/^(measure|site|word)-/.test(subject)) void client.invalidateQueries({ queryKey: ['protect'] }); }), [client]);
  const items = [...(sites.data?.value.items ?? []).flatMap((site) => site.measures.map((m): Placed => ({ m, site }))), ...(areas.data?.value.items ?? []).filter(({ measure }) => measure.area.startsWith(area)).map(({ measure: m }): Placed => ({ m }))];
  return { items, error: sites.error ?? areas.error };
}

/** What a measure waits for from a hand on the ground: to be done again where it did not hold, to be opened where its lifting was ordered; what has an open duty is done there. */
export function owed(m: MeasureView, person: string | undefined): 'execute' | 'lift' | undefined {
  if (m.state === 'executing' && !m.dutyOpen) return 'execute';
  return m.state === 'lift-ordered' && !m.liftOrderId && m.liftOrderedBy !== person ? 'lift' : undefined;
}
/** It stands and is looked at from time to time. */
export const standing = (m: MeasureView): boolean => m.verifiedAt !== undefined && ['verified', 'under-patrol', 'lift-ordered'].includes(m.state);
