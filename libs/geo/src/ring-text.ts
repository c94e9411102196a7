import { selfCrossing, type Point } from './ring.js';

/** Extent of China, degrees: a place beyond it, or lat and lon exchanged, is no place of ours. */
const CHINA = { west: 73, south: 3, east: 136, north: 54 };

/** What is wrong with a ring; `at` is the number of the point. */
export interface RingFault { reason: 'ring.short' | 'ring.open' | 'ring.outside' | 'ring.crosses'; at: number; message: string }

/** Points of a ring written as "lon lat" texts. */
export const ringOf = (texts: readonly string[]): Point[] => texts.map((text) => text.split(' ').map(Number) as [number, number]);
/** As texts, to a centimetre. */
export const textOfRing = (ring: readonly Point[]): string[] => ring.map(([lon, lat]) => `${Number(lon.toFixed(7))} ${Number(lat.toFixed(7))}`);

/** The first fault of an outer ring, or undefined: closed, at least three corners, within China, not crossing itself. */
export function ringFault(ring: readonly Point[]): RingFault | undefined {
  if (ring.length < 4) return { reason: 'ring.short', at: ring.length, message: 'a ring has at least three corners and ends where it begins' };
  const [first, last] = [ring[0]!, ring.at(-1)!];
  if (first[0] !== last[0] || first[1] !== last[1]) return { reason: 'ring.open', at: ring.length - 1, message: 'a ring ends where it begins' };
  const outside = ring.findIndex(([lon, lat]) => lon < CHINA.west || lon > CHINA.east || lat < CHINA.south || lat > CHINA.north);
  if (outside >= 0) return { reason: 'ring.outside', at: outside, message: 'longitude first, then latitude, in degrees, within China' };
  const crossing = selfCrossing(ring);
  return crossing && { reason: 'ring.crosses', at: crossing[1], message: `the ring crosses itself at segments ${crossing[0]} and ${crossing[1]}` };
}
