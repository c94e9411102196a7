import { Map as MapLibre, Marker, setWorkerUrl, type GeoJSONSource, type StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useEffect, useRef } from 'react';
import { useLook, type Look } from '../look/theme.js';
import { areasOf, drawnOf, sitesOf, type Place, type Point, type Shape } from './shapes.js';

setWorkerUrl(workerUrl);

const COLOURS = {
  dark: { ground: '#0d1117', grid: '#2a3341', street: '#64748b', drawn: '#a99bff', none: '#161c25', text: '#e8edf4', IV: '#3d8bff', III: '#f5cf3d', II: '#ff9a3d', I: '#d22a26' },
  light: { ground: '#eef1f5', grid: '#d8dee7', street: '#7b8797', drawn: '#5438c9', none: '#ffffff', text: '#131a24', IV: '#1b63d6', III: '#f2c81c', II: '#f28519', I: '#cf211d' },
} as const;
/** Marks of a site: without a measure ●, not closed ▲, done ◐, under one that shuts nothing ◇, closed ✓ — by shape, then by colour. */
const MARKS = ['none', 'ordered', 'executed', 'held', 'closed'] as const;

/** Everything is drawn from our own data: no tiles, glyphs or sprites come from elsewhere. */
const styleOf = (look: Look): StyleSpecification => {
  const c = COLOURS[look];
  const empty = { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] } };
  return {
    version: 8, sources: { areas: empty, sites: empty, drawn: empty },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': c.ground } },
      { id: 'level', type: 'fill', source: 'areas', filter: ['==', ['get', 'kind'], 'street'], paint: { 'fill-color': ['match', ['get', 'level'], 'I', c.I, 'II', c.II, 'III', c.III, 'IV', c.IV, c.none], 'fill-opacity': ['case', ['==', ['get', 'level'], 'none'], 1, 0.28] } },
      { id: 'grid', type: 'line', source: 'areas', filter: ['==', ['get', 'kind'], 'grid'], paint: { 'line-color': c.grid, 'line-width': 1 } },
      { id: 'inside', type: 'fill', source: 'areas', filter: ['==', ['get', 'inside'], true], paint: { 'fill-color': c.drawn, 'fill-opacity': 0.22 } },
      { id: 'street', type: 'line', source: 'areas', filter: ['==', ['get', 'kind'], 'street'], paint: { 'line-color': c.street, 'line-width': 2 } },
      { id: 'drawn-fill', type: 'fill', source: 'drawn', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': c.drawn, 'fill-opacity': 0.18 } },
      { id: 'drawn-line', type: 'line', source: 'drawn', paint: { 'line-color': c.drawn, 'line-width': 3, 'line-dasharray': [2, 1] } },
      { id: 'drawn-dots', type: 'circle', source: 'drawn', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 5, 'circle-color': c.drawn, 'circle-stroke-color': c.ground, 'circle-stroke-width': 2 } },
      { id: 'sites', type: 'symbol', source: 'sites', layout: { 'icon-image': ['concat', 'site-', ['get', 'state']], 'icon-allow-overlap': true } },
    ],
  };
};

/** Marks drawn on a canvas: a picture file would have to be fetched. */
function markOf(kind: (typeof MARKS)[number], look: Look): ImageData {
  const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 40 });
  const pen = canvas.getContext('2d')!;
  const c = COLOURS[look];
  pen.lineWidth = 4;
  pen.strokeStyle = c.ground;
  pen.fillStyle = kind === 'ordered' ? (look === 'dark' ? '#ff6b66' : '#bf1d19') : kind === 'none' ? c.street : c.text;
  pen.beginPath();
  if (kind === 'ordered') { pen.moveTo(20, 5); pen.lineTo(36, 34); pen.lineTo(4, 34); pen.closePath(); } else if (kind === 'held') { for (const [x, y] of [[20, 6], [34, 20], [20, 34], [6, 20]] as const) pen.lineTo(x, y); pen.closePath(); } else pen.arc(20, 20, kind === 'none' ? 8 : 13, 0, 2 * Math.PI);
  pen.stroke();
  pen.fill();
  pen.strokeStyle = pen.fillStyle = c.ground;
  if (kind === 'executed') { pen.beginPath(); pen.arc(20, 20, 9, -Math.PI / 2, Math.PI / 2); pen.fill(); }
  if (kind === 'held') { pen.beginPath(); pen.arc(20, 20, 6, 0, 2 * Math.PI); pen.fill(); }
  if (kind === 'closed') { pen.beginPath(); pen.moveTo(13, 20); pen.lineTo(18, 26); pen.lineTo(28, 14); pen.stroke(); }
  return pen.getImageData(0, 0, 40, 40);
}

interface Props { label: string; shapes: readonly Shape[]; places: readonly Place[]; ring: readonly Point[]; drawing: boolean; onPoint: (point: Point) => void; onClose: () => void }

/** Streets by level, grids, sites by what is closed; while drawing, each click is a corner and a double click or the first corner ends it. */
export function DistrictMap({ label, shapes, places, ring, drawing, onPoint, onClose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre>(undefined);
  const { look } = useLook();
  const now = useRef({ shapes, places, ring, drawing, onPoint, onClose });
  now.current = { shapes, places, ring, drawing, onPoint, onClose };
  const show = (of: MapLibre): void => {
    const { shapes: s, places: p, ring: r, drawing: d } = now.current;
    (of.getSource('areas') as GeoJSONSource | undefined)?.setData(areasOf(s));
    (of.getSource('sites') as GeoJSONSource | undefined)?.setData(sitesOf(p));
    (of.getSource('drawn') as GeoJSONSource | undefined)?.setData(drawnOf(r, d));
  };
  useEffect(() => {
    const made = new MapLibre({ container: box.current!, style: styleOf(look), attributionControl: false, dragRotate: false, pitchWithRotate: false, doubleClickZoom: false, keyboard: true });
    map.current = made;
    const zone = areasOf(now.current.shapes).features.flatMap((f) => (f.geometry.type === 'Polygon' ? f.geometry.coordinates[0]! : []));
    if (zone.length > 0) made.fitBounds([Math.min(...zone.map((p) => p[0]!)), Math.min(...zone.map((p) => p[1]!)), Math.max(...zone.map((p) => p[0]!)), Math.max(...zone.map((p) => p[1]!))], { padding: 24, animate: false });
    made.on('load', () => { for (const mark of MARKS) made.addImage(`site-${mark}`, markOf(mark, look), { pixelRatio: 2 }); show(made); });
    made.on('click', ({ lngLat, point }) => {
      if (!now.current.drawing) return;
      const first = now.current.ring[0];
      const near = first && now.current.ring.length > 2 && made.project(first as [number, number]).dist(point) < 12;
      if (near) now.current.onClose();
      else now.current.onPoint([Number(lngLat.lng.toFixed(6)), Number(lngLat.lat.toFixed(6))]);
    });
    made.on('dblclick', () => { if (now.current.drawing) now.current.onClose(); });
    return () => { made.remove(); map.current = undefined; };
  }, [look]);
  useEffect(() => {
    const of = map.current;
    if (!of) return;
    if (of.isStyleLoaded()) show(of); else of.once('idle', () => show(of));
  }, [shapes, places, ring, drawing]);
  const names = shapes.filter((s) => s.kind === 'street').map((s) => s.code + s.name).join();
  useEffect(() => {
    const markers = shapes.filter((s) => s.kind === 'street').map((s) => {
      const element = Object.assign(document.createElement('span'), { className: 'map-name', textContent: s.name });
      return new Marker({ element }).setLngLat(s.centre as [number, number]).addTo(map.current!);
    });
    return () => { for (const marker of markers) marker.remove(); };
  }, [names, look]);
  return <div ref={box} className={`map ${drawing ? 'drawing' : ''}`} role="application" aria-label={label} />;
}
