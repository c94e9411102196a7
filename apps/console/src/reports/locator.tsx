import type { Picture } from '@xunling/picture';
import { pointsOf } from '../map/shapes.js';
import { useWords } from '../words/use-words.js';

/** Where in its street a report is: the street's outline and a dot. Schematic, as the outlines are. */
export function Locator({ picture, area, position }: { picture: Picture | undefined; area: string; position: { lon: number; lat: number } }) {
  const { t } = useWords();
  const ring = picture?.areas[area.slice(0, 9)]?.ring;
  if (!ring) return null;
  const points = pointsOf(ring);
  const [xs, ys] = [[...points.map((p) => p[0]), position.lon], [...points.map((p) => p[1]), position.lat]];
  const [west, south] = [Math.min(...xs), Math.min(...ys)];
  const scale = Math.min(120 / Math.max(1e-9, Math.max(...xs) - west), 80 / Math.max(1e-9, Math.max(...ys) - south));
  const at = (lon: number, lat: number): string => `${(11 + (lon - west) * scale).toFixed(1)},${(91 - (lat - south) * scale).toFixed(1)}`;
  const [x, y] = at(position.lon, position.lat).split(',');
  return (
    <svg className="locator" viewBox="0 0 142 102" role="img" aria-label={t('reports/where', { lon: position.lon.toFixed(5), lat: position.lat.toFixed(5) })}>
      <polygon points={points.map(([lon, lat]) => at(lon, lat)).join(' ')} /><circle cx={x} cy={y} r="4.5" /><circle cx={x} cy={y} r="9" className="ring" />
    </svg>
  );
}
