import type { Point, Ring } from './ring.js';

const METRES_PER_DEGREE = 111_320;

/** Metres from a point to the line of a ring; a district is small enough to be flat. */
export function metresToLine([x, y]: Point, ring: Ring): number {
  const scale = Math.cos((y * Math.PI) / 180);
  let least = Infinity;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = [(ring[i - 1]![0] - x) * scale, ring[i - 1]![1] - y];
    const [bx, by] = [(ring[i]![0] - x) * scale, ring[i]![1] - y];
    const [dx, dy] = [bx - ax, by - ay];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
    least = Math.min(least, Math.hypot(ax + t * dx, ay + t * dy));
  }
  return least * METRES_PER_DEGREE;
}
