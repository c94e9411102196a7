import type { IncidentFact, Picture } from '@xunling/picture';

/** Open incidents that run over all of these areas, newest first: an act over them belongs to one. */
export function openOver(picture: Picture, areas: readonly string[]): (IncidentFact & { id: string })[] {
  return Object.entries(picture.incidents).filter(([, i]) => !i.closedAt && areas.every((area) => i.areas.some((own) => area.startsWith(own)))).map(([id, i]) => ({ id, ...i })).sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
}
