import { LEVELS, type Level } from '@xunling/contracts';
import type { Picture } from '@xunling/picture';

/** Streets that areas mean, in the order of their codes: their own codes, or all below a zone. */
export function streetsUnder(picture: Pick<Picture, 'areas'>, areas: readonly string[]): string[] {
  const inside = (area: string): string[] => (area.length >= 9 ? [area.slice(0, 9)] : Object.keys(picture.areas).filter((code) => code.length === 9 && code.startsWith(area)));
  return [...new Set(areas.flatMap(inside))].sort();
}

/** Higher is more severe; 0 is none. */
export const ranks = (level: string | undefined): number => (LEVELS.includes(level as Level) ? LEVELS.length - LEVELS.indexOf(level as Level) : 0);
