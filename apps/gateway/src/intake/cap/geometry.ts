import { selfCrossing, type Point, type Ring } from '@xunling/geo';
import type { Shape } from './cap.js';
import { fault, type Fault } from './fault.js';

/** Most points of one polygon. */
export const MOST_POINTS = 20_000;
const NUMBER = /^[-+]?(\d{1,3}(\.\d{0,15})?|\.\d{1,15})$/;

export interface Circle { centre: Point; km: number }

function pair(text: string, path: string): Point | Fault {
  const parts = text.split(',');
  if (parts.length !== 2 || !parts.every((p) => NUMBER.test(p))) return fault('geometry.pair', path, `"${text.slice(0, 60)}" is no "lat,lon" pair`);
  const [lat, lon] = parts.map(Number) as [number, number];
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return fault('geometry.range', path, `"${text.slice(0, 60)}" lies outside the globe (CAP writes lat,lon)`);
  return [lon, lat];
}
const isFault = (x: object): x is Fault => 'reason' in x;

/** Ring of a CAP polygon (WGS84, lon/lat), or what is wrong with it. */
export function polygonOf({ text, path }: Shape): Ring | Fault {
  const words = text.split(/\s+/).filter(Boolean);
  if (words.length > MOST_POINTS) return fault('geometry.too-many-points', path, `more than ${MOST_POINTS} points`);
  const ring: Point[] = [];
  for (const word of words) {
    const point = pair(word, path);
    if (isFault(point)) return point;
    ring.push(point);
  }
  if (ring.length < 4) return fault('geometry.too-few-points', path, `a polygon has at least 4 points, not ${ring.length}`);
  const [first, last] = [ring[0]!, ring.at(-1)!];
  if (first[0] !== last[0] || first[1] !== last[1]) return fault('geometry.open', path, 'the first and the last point differ');
  const distinct = ring.filter((p, i) => i === 0 || p[0] !== ring[i - 1]![0] || p[1] !== ring[i - 1]![1]);
  if (distinct.length < 4) return fault('geometry.too-few-points', path, 'the polygon has no area');
  const crossing = selfCrossing(distinct);
  return crossing ? fault('geometry.crosses-itself', path, `sides ${crossing[0] + 1} and ${crossing[1] + 1} meet`) : distinct;
}

/** Circle of `lat,lon radius` with the radius in km. */
export function circleOf({ text, path }: Shape): Circle | Fault {
  const words = text.split(/\s+/).filter(Boolean);
  if (words.length !== 2) return fault('geometry.circle', path, `"${text.slice(0, 60)}" is no "lat,lon radius"`);
  const centre = pair(words[0]!, path);
  if (isFault(centre)) return centre;
  const km = /^\d{1,6}(\.\d{0,15})?$/.test(words[1]!) ? Number(words[1]) : NaN;
  if (!(km >= 0 && km <= 20_100)) return fault('geometry.circle', path, `"${words[1]!.slice(0, 40)}" is no radius in km`);
  return { centre, km };
}

/** The circle as a ring of 64 points, no point of it outside the true circle by more than 0.2 %. */
export function circleRing({ centre: [lon, lat], km }: Circle): Ring {
  const north = km / 110.574;
  const east = km / (111.32 * Math.max(0.01, Math.cos((lat * Math.PI) / 180)));
  const ring = Array.from({ length: 64 }, (_, i): Point => [lon + east * Math.cos((i * Math.PI) / 32), lat + north * Math.sin((i * Math.PI) / 32)]);
  return [...ring, ring[0]!];
}
export const isGeometryFault = isFault;
