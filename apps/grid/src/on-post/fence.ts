import type { Judged } from '@xunling/addressee';
import type { GeoPoint } from '@xunling/contracts';
import { inRing, metresToLine, type Point, type Ring } from '@xunling/geo';

/** Where a person on post should be: around a site, or in the area of the post. */
export interface Fence { site?: Point; ring?: Ring }
/** Metres: how far from a site still counts as there; how far a satellite fix may be off. */
export interface FenceSettings { radiusM: number; slackM: number }

/** Metres from a position to its fence, 0 inside; undefined where no place is known, so that nothing is judged. */
export function judge(position: GeoPoint, { site, ring }: Fence, { radiusM, slackM }: FenceSettings): Judged | undefined {
  const point: Point = [position.lon, position.lat];
  if (site) {
    const away = Math.max(0, metresToLine(point, [site, site]) - radiusM);
    return { distanceM: Math.round(away), offPost: away > slackM };
  }
  if (!ring || ring.length < 4) return undefined;
  const away = inRing(point, ring) ? 0 : metresToLine(point, ring);
  return { distanceM: Math.round(away), offPost: away > slackM };
}

export type Proof = 'inside' | 'outside' | 'unproven';
/** What a check-in proves: without a position, or where no place is known, nothing. */
export const proofOf = (judged: Pick<Judged, 'offPost'> | undefined): Proof => (judged === undefined ? 'unproven' : judged.offPost ? 'outside' : 'inside');
