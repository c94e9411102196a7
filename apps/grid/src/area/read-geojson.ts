import type { Datum } from '@xunling/geo';
import { MOST_ROWS, note, noRows, tooMany, unreadable, type Field, type Reading } from './import-notes.js';

/** Names a file may give its coordinates in; China's CGCS2000 lies within a metre of WGS84. */
const WGS84_NAMES = /(CRS84|EPSG:{1,2}4326|EPSG:{1,2}4490|CGCS2000|WGS ?84)$/i;
interface Feature { properties?: Record<string, unknown> | null; geometry?: { type?: unknown; coordinates?: unknown } | null }

/** Areas of a GeoJSON FeatureCollection of Polygons; paths are those of the file. */
export function readGeoJson(text: string, datum: Datum): Reading {
  const file = parsed(text);
  if (!file || file['type'] !== 'FeatureCollection' || !Array.isArray(file['features'])) return unreadable(0, note('', 'geojson.form', '不是 GeoJSON FeatureCollection', 'this is no GeoJSON FeatureCollection'));
  const features = file['features'] as (Feature | null)[];
  if (features.length > MOST_ROWS) return tooMany(features.length);
  const named = (file['crs'] as { properties?: { name?: unknown } } | undefined)?.properties?.name;
  if (typeof named === 'string' && (datum === 'GCJ02' || !WGS84_NAMES.test(named))) return unreadable(features.length, note('crs', 'datum.contradicts', `文件自称坐标系为“${named.slice(0, 60)}”，与所选 ${datum} 不符`, `the file calls its coordinates "${named.slice(0, 60)}", which is not ${datum}`));
  if (features.length === 0) return noRows();
  const reading: Reading = { total: features.length, rows: [], errors: [], warnings: [] };
  features.forEach((feature, i) => {
    const path = (field?: Field): string => (field === 'ring' ? `features[${i}].geometry` : field ? `features[${i}].properties.${field}` : `features[${i}]`);
    const { geometry, properties } = feature ?? {};
    const rings = geometry?.type === 'Polygon' && Array.isArray(geometry.coordinates) ? (geometry.coordinates as unknown[]) : undefined;
    if (!rings || rings.length === 0) { reading.errors.push(note(path('ring'), 'geometry.kind', `几何应为 Polygon，而非 ${String(geometry?.type ?? '空').slice(0, 40)}`, `a node is a Polygon, not ${String(geometry?.type ?? 'nothing').slice(0, 40)}`)); return; }
    const points = Array.isArray(rings[0]) ? (rings[0] as unknown[]) : [];
    const strange = points.findIndex((p) => !Array.isArray(p) || p.length < 2 || p.length > 3 || !Number.isFinite(p[0]) || !Number.isFinite(p[1]));
    if (strange >= 0 || points.length === 0) { reading.errors.push(note(`${path('ring')}.coordinates[0][${Math.max(strange, 0)}]`, 'ring.form', '坐标点应为 [经度, 纬度]', 'a position is [lon, lat]')); return; }
    if (rings.length > 1) reading.warnings.push(note(`${path('ring')}.coordinates[1]`, 'ring.holes', '只取外环，内环（飞地、空洞）不计', 'only the outer ring is taken; holes are left out'));
    const text = (key: string): string => { const value = properties?.[key]; return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''; };
    reading.rows.push({ path, code: text('code'), name: text('name'), nameEn: text('nameEn') || text('name'), kind: text('kind'), ring: (points as [number, number][]).map(([lon, lat]) => `${lon} ${lat}`) });
  });
  return reading;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch { return undefined; }
}
