/** Plane geometry on lon/lat rings; a district is small enough to be flat. */
export type Point = readonly [lon: number, lat: number];
/** Closed: first = last. */
export type Ring = readonly Point[];
export interface Box { west: number; south: number; east: number; north: number }

export function boxOf(ring: Ring): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [lon, lat] of ring) {
    box.west = Math.min(box.west, lon); box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat); box.north = Math.max(box.north, lat);
  }
  return box;
}

export const boxesMeet = (a: Box, b: Box): boolean => a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;

/** True where the point lies inside (even-odd); on the line either answer is right. */
export function inRing([x, y]: Point, ring: Ring): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!;
    const [bx, by] = ring[i]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

const side = (a: Point, b: Point, c: Point): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
const between = (a: Point, b: Point, c: Point): boolean => Math.min(a[0], b[0]) <= c[0] && c[0] <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= c[1] && c[1] <= Math.max(a[1], b[1]);

/** True where two segments share a point. */
export function segmentsMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  const [p, q, r, s] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (((p > 0 && q < 0) || (p < 0 && q > 0)) && ((r > 0 && s < 0) || (r < 0 && s > 0))) return true;
  return (p === 0 && between(a, b, c)) || (q === 0 && between(a, b, d)) || (r === 0 && between(c, d, a)) || (s === 0 && between(c, d, b));
}

/** True where the lines of two rings share a point. */
export function linesMeet(a: Ring, b: Ring): boolean {
  const box = boxOf(a);
  for (let j = 1; j < b.length; j++) {
    const [c, d] = [b[j - 1]!, b[j]!];
    if (Math.max(c[0], d[0]) < box.west || Math.min(c[0], d[0]) > box.east || Math.max(c[1], d[1]) < box.south || Math.min(c[1], d[1]) > box.north) continue;
    for (let i = 1; i < a.length; i++) if (segmentsMeet(a[i - 1]!, a[i]!, c, d)) return true;
  }
  return false;
}

/** The ring pulled in by about a decimetre per hundred metres' half-width: neighbours that share a border do not touch. */
export function pulledIn(ring: Ring): Ring {
  const box = boxOf(ring);
  const [x, y] = [(box.west + box.east) / 2, (box.south + box.north) / 2];
  return ring.map(([lon, lat]) => [x + (lon - x) * 0.999, y + (lat - y) * 0.999] as const);
}

/** Positions (segment numbers) where a ring crosses or touches itself, or undefined. Swept by longitude. */
export function selfCrossing(ring: Ring): [number, number] | undefined {
  const n = ring.length - 1;
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => west(ring, a) - west(ring, b));
  for (let k = 0; k < n; k++) {
    const i = order[k]!;
    const east = Math.max(ring[i]![0], ring[i + 1]![0]);
    for (let m = k + 1; m < n && west(ring, order[m]!) <= east; m++) {
      const j = order[m]!;
      if (Math.abs(i - j) === 1 || Math.abs(i - j) === n - 1) { if (foldsBack(ring, Math.min(i, j), Math.max(i, j), n)) return [i, j]; continue; }
      if (segmentsMeet(ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!)) return [i, j];
    }
  }
  return undefined;
}

const west = (ring: Ring, i: number): number => Math.min(ring[i]![0], ring[i + 1]![0]);

/** Neighbouring segments share their corner; they are a fault only where one runs back over the other. */
function foldsBack(ring: Ring, i: number, j: number, n: number): boolean {
  const [first, second] = j - i === 1 ? [i, j] : [j, i];
  if (n < 3) return true;
  const [a, corner, b] = [ring[first]!, ring[first + 1]!, ring[second + 1]!];
  if (side(a, corner, b) !== 0) return false;
  return (a[0] - corner[0]) * (b[0] - corner[0]) + (a[1] - corner[1]) * (b[1] - corner[1]) > 0;
}
