import module from 'gcoord';
import type { Point } from './ring.js';

// gcoord's types describe an ES module; Node gives its CommonJS exports, which are the thing itself.
const gcoord = module as unknown as typeof module.default;

/** What a coordinate may be measured in. CGCS2000 lies within a metre of WGS84; maps of AMap and Tencent are GCJ-02. */
export const DATUMS = ['WGS84', 'GCJ02'] as const;
export type Datum = (typeof DATUMS)[number];

/** A point of a named datum as WGS84, lon/lat in degrees; back and forth stays within a centimetre. */
export const toWgs84 = (point: Point, from: Datum): Point => (from === 'WGS84' ? point : (gcoord.transform([point[0], point[1]], gcoord.GCJ02, gcoord.WGS84) as [number, number]));

/** A WGS84 point in a named datum. */
export const fromWgs84 = (point: Point, to: Datum): Point => (to === 'WGS84' ? point : (gcoord.transform([point[0], point[1]], gcoord.WGS84, gcoord.GCJ02) as [number, number]));
