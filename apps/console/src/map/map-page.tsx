import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { AreaPage } from '@xunling/contracts/classes';
import { levelOver } from '@xunling/picture';
import { lazy, Suspense, useMemo, useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { closuresOf, type ClosureMark } from '../view/closures.js';
import { mayIssueIn } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { DrawTools } from './draw-tools.js';
import { DrawnOrders } from './drawn-orders.js';
import { centreOf, pointsOf, type Place, type Point, type Shape } from './shapes.js';
import './map.css';

const DistrictMap = lazy(() => import('./district-map.js').then((m) => ({ default: m.DistrictMap })));
const MOVES = /^grid\.area\./;
const KEY = { none: '●', ordered: '▲', executed: '◐', held: '◇', closed: '✓' } as const;

/** 地图圈选: the district by level and closures, and one order set for what is drawn on it. */
export default function MapPage() {
  const { t } = useWords();
  return <Page title={t('map/title')}><DrawOnMap /></Page>;
}

/** Grids come page by page: a district has more than one answer holds. */
async function allGrids(): Promise<AreaPage['items']> {
  const items: AreaPage['items'] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: AreaPage = await read<AreaPage>(`/api/areas?kind=grid&limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

function DrawOnMap() {
  const { t, zh } = useWords();
  const { user } = useSession();
  const { picture } = useLive();
  const names = useNames(picture);
  useFollow(MOVES, 'map', 'grids');
  const grids = useQuery({ queryKey: ['map', 'grids'], queryFn: allGrids });
  const [ring, setRing] = useState<readonly Point[]>([]);
  const [drawing, setDrawing] = useState(false);
  const [inside, setInside] = useState<ReadonlySet<string>>(new Set());
  const outlines = useMemo(() => (grids.data ?? []).filter((g) => !g.validTo).map((g) => { const r = pointsOf(g.ring); return { code: g.code, kind: 'grid', name: zh ? g.name : g.nameEn, ring: r, centre: centreOf(r) }; }), [grids.data, zh]);
  const levels = JSON.stringify(Object.entries(picture?.levels ?? {}).map(([a, l]) => [a, l.level]));
  const shapes = useMemo((): Shape[] => {
    const streets = Object.entries(picture?.areas ?? {}).filter(([, a]) => a.kind === 'street' && a.ring && !a.closed).map(([code, a]) => { const r = pointsOf(a.ring!); return { code, kind: 'street', name: zh ? a.zh : a.en, ring: r, centre: centreOf(r) }; });
    // a street's own picture has its own street: the grids of others are not its ground
    return [...streets, ...outlines.filter((g) => streets.some((s) => g.code.startsWith(s.code)))].map((s) => ({ ...s, level: (picture && levelOver(picture, s.code)?.level) ?? 'none', inside: inside.has(s.code) }));
  }, [outlines, levels, inside, zh, !!picture]);
  const closures = JSON.stringify(picture ? [...closuresOf(picture)] : []);
  const places = useMemo((): Place[] => {
    const state = new Map(JSON.parse(closures) as [string, ClosureMark][]);
    return Object.entries(picture?.sites ?? {}).filter(([, s]) => !s.closed).map(([id, s]) => ({ id, lon: s.lon, lat: s.lat, state: state.get(id) ?? 'none' }));
  }, [closures, Object.keys(picture?.sites ?? {}).length]);
  const start = () => { setRing([]); setInside(new Set()); setDrawing(true); };
  const end = () => setDrawing(false);
  const draw = (points: readonly Point[]) => { setRing(points); setInside(new Set()); setDrawing(false); };
  if (grids.error) return <><Problem error={grids.error} /><Button onClick={() => void grids.refetch()}>{t('error/again')}</Button></>;
  if (!picture || grids.isPending) return <Skeleton active paragraph={{ rows: 10 }} title={false} />;
  const issues = (user?.grants ?? []).some((g) => mayIssueIn([g], g.area));
  return (
    <div className="map-page">
      <section className="sheet map-box" aria-label={t('map/map')}>
        <Suspense fallback={<p className="dim">{t('link/connecting')}</p>}>
          <DistrictMap label={t('map/map')} shapes={shapes} places={places} ring={ring} drawing={drawing} onPoint={(p) => setRing((r) => [...r, p])} onClose={end} />
        </Suspense>
        <ul className="map-key">{(Object.keys(KEY) as Place['state'][]).map((s) => <li key={s}><span aria-hidden="true" className={s === 'ordered' ? 'over' : ''}>{KEY[s]}</span> {t(`map/site_${s}`)} <span className="num dim">{places.filter((p) => p.state === s).length}</span></li>)}<li className="dim">{t('map/schematic')}</li></ul>
      </section>
      {issues ? (
        <div className="map-side">
          <DrawTools shapes={shapes} ring={ring} drawing={drawing} onStart={start} onEnd={end} onBack={() => setRing((r) => r.slice(0, -1))} onRing={draw} />
          {!drawing && ring.length > 2 && <DrawnOrders key={JSON.stringify(ring)} ring={ring} names={names} onInside={setInside} />}
        </div>
      ) : <p className="dim">{t('map/watching')}</p>}
    </div>
  );
}
