import type { Feature, FeatureCollection } from 'geojson';
import type { ClosureMark } from '../view/closures.js';

export type Point = readonly [lon: number, lat: number];
/** An area with its outline, as the map colours it. */
export interface Shape { code: string; kind: string; name: string; ring: readonly Point[]; centre: Point; level: string; inside: boolean }
/** A site with what is known of its closure. */
export interface Place { id: string; lon: number; lat: number; state: 'none' | ClosureMark }

export const pointsOf = (texts: readonly string[]): Point[] => texts.map((text) => text.trim().split(/[\s,]+/).map(Number) as [number, number]);
/** Typed corners, a line each; undefined where a line is none. Closed by itself. */
export function typedRing(text: string): Point[] | undefined {
  const points = pointsOf(text.split(/\n/).map((line) => line.trim()).filter(Boolean));
  if (points.length < 3 || points.some((p) => p.length !== 2 || p.some((n) => !Number.isFinite(n)))) return undefined;
  return open(points);
}
/** Without the corner that repeats the first. */
export const open = (ring: readonly Point[]): Point[] => (ring.length > 3 && ring[0]![0] === ring.at(-1)![0] && ring[0]![1] === ring.at(-1)![1] ? ring.slice(0, -1) : [...ring]);
/** As the door takes it: closed, "lon lat". */
export const textsOf = (ring: readonly Point[]): string[] => [...ring, ring[0]!].map(([lon, lat]) => `${lon} ${lat}`);
export const centreOf = (ring: readonly Point[]): Point => {
  const corners = open(ring);
  return [corners.reduce((n, p) => n + p[0], 0) / corners.length, corners.reduce((n, p) => n + p[1], 0) / corners.length];
};

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features });
const mutable = (ring: readonly Point[]): [number, number][] => ring.map(([lon, lat]) => [lon, lat]);
export const areasOf = (shapes: readonly Shape[]): FeatureCollection => collection(shapes.map(({ code, kind, ring, level, inside }) => ({ type: 'Feature', properties: { code, kind, level, inside }, geometry: { type: 'Polygon', coordinates: [mutable(ring)] } })));
export const sitesOf = (places: readonly Place[]): FeatureCollection => collection(places.map(({ id, lon, lat, state }) => ({ type: 'Feature', properties: { id, state }, geometry: { type: 'Point', coordinates: [lon, lat] } })));
/** What is drawn so far: corners and the line, then the polygon. */
export function drawnOf(ring: readonly Point[], drawing: boolean): FeatureCollection {
  const dots = ring.map((p): Feature => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...p] } }));
  if (drawing || ring.length < 3) return collection([...dots, ...(ring.length > 1 ? [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: mutable(ring) } } as Feature] : [])]);
  return collection([...dots, { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[...mutable(ring), [...ring[0]!]]] } }]);
}
