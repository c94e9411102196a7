import module from 'gcoord';
import type { Point } from './ring.js';

// gcoord's types describe an ES module; Node gives its CommonJS exports, which are the thing itself.
const gcoord = module as unknown as typeof module.default;

/** What a coordinate may be measured in. CGCS2000 lies within a metre of WGS84; maps of AMap and Tencent are GCJ-02. */
export const DATUMS = ['WGS84', 'GCJ02'] as const;
export type Datum = (typeof DATUMS)[number];

/** The library stops its way back at about a decimetre: what is left is taken off by going there again. */
const REFINED = 2;

/** A point of a named datum as WGS84, lon/lat in degrees; back and forth stays within a centimetre. */
export function toWgs84(point: Point, from: Datum): Point {
  if (from === 'WGS84') return point;
  let [lon, lat] = gcoord.transform([point[0], point[1]], gcoord.GCJ02, gcoord.WGS84) as [number, number];
  for (let i = 0; i < REFINED; i++) {
    const [x, y] = fromWgs84([lon, lat], from);
    [lon, lat] = [lon + point[0] - x, lat + point[1] - y];
  }
  return [lon, lat];
}

/** A WGS84 point in a named datum. */
export const fromWgs84 = (point: Point, to: Datum): Point => (to === 'WGS84' ? point : (gcoord.transform([point[0], point[1]], gcoord.WGS84, gcoord.GCJ02) as [number, number]));
