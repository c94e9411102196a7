import { CLOSING, closureOf } from '@xunling/contracts';
import type { MeasureFact, Picture } from '@xunling/picture';

/** How a site under measures is marked: not closed, all done and waiting for another's eyes, closed, or held by nothing that keeps people out. */
export type ClosureMark = 'ordered' | 'executed' | 'closed' | 'held';

/** Sites of an area with a measure in force, by the rule of the closure board (C6). What the board knows of water and disputes is not in the picture. */
export function closuresOf({ measures, sites }: Pick<Picture, 'measures' | 'sites'>, area = ''): Map<string, ClosureMark> {
  const bySite = new Map<string, MeasureFact[]>();
  for (const m of Object.values(measures)) if (m.area.startsWith(area)) bySite.set(m.site, [...(bySite.get(m.site) ?? []), m]);
  return new Map([...bySite].map(([site, own]) => [site, markOf(own, sites[site]?.kind)]));
}

function markOf(own: readonly MeasureFact[], kind: string | undefined): ClosureMark {
  const closure = closureOf(own.map((m) => ({ measure: m.measure, scope: m.scope, kind, held: m.state === 'verified' })));
  if (closure !== 'not-closed') return closure === 'closed' ? 'closed' : 'held';
  const pending = own.filter((m) => CLOSING.includes(m.measure) && m.state !== 'verified');
  return pending.length > 0 && pending.every((m) => m.state === 'executed') ? 'executed' : 'ordered';
}
