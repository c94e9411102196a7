import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import type { GaugePage, GaugeSummary, GaugeView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { shortTime, span } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { GaugeActs } from './gauge-acts.js';
import { Held } from './held.js';
import { RegisterGauge } from './register-gauge.js';
import { Sparkline } from './sparkline.js';
import './gauges.css';

const MOVES = /^grid\.(gauge|reading|area|water)\./;
const STATES = ['', 'above', 'held', 'unknown', 'normal'] as const;
const RULERS = ['administrator', 'commander', 'duty-officer', 'sub-district-officer'];
export const unitOf = (parameter: string): string => (parameter === 'rain' || parameter === 'radar' ? 'mm' : 'cm');

/** 监测站: what rain and water gauges say, how old it is, and what nobody knows. */
export default function GaugesPage() {
  const { t } = useWords();
  return <Page title={t('gauges/title')}><Gauges /></Page>;
}

function Gauges() {
  const { t } = useWords();
  const { user } = useSession();
  useFollow(MOVES, 'gauges');
  const summary = useQuery({ queryKey: ['gauges', 'summary'], queryFn: () => read<GaugeSummary>('/api/gauges/summary') });
  if (summary.error) return <><Problem error={summary.error} /><Button onClick={() => void summary.refetch()}>{t('error/again')}</Button></>;
  if (!summary.data) return <Skeleton active paragraph={{ rows: 6 }} title={false} />;
  const rules = (user?.grants ?? []).some((g) => RULERS.includes(g.role));
  return <><Silences of={summary.data} /><Totals of={summary.data} /><Held rules={rules} /><Stations first={worst(summary.data)} keeps={rules} /><Strays of={summary.data} keeps={rules} /></>;
}

function Silences({ of: { silences } }: { of: GaugeSummary }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  return <>{silences.map((s) => <p key={s.id} className="gauge-silence" role="alert">▲ {t('gauges/silence', { area: names.area(s.area), silent: s.silent, sources: s.sources, since: shortTime(s.since, now) })}</p>)}</>;
}

function Totals({ of: { areas } }: { of: GaugeSummary }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const sum = (key: 'above' | 'held' | 'unknown' | 'normal'): number => areas.reduce((n, a) => n + a[key], 0);
  return (
    <section className="sheet" aria-label={t('gauges/totals')}>
      <div className="kpi" style={{ flexWrap: 'wrap' }}>{(['above', 'held', 'unknown', 'normal'] as const).map((k) => <div key={k}><span className="dim">{t(`gauges/s_${k}`)}</span><br /><b className={`num ${k === 'above' && sum(k) > 0 ? 'over' : ''}`}>{k === 'above' && sum(k) > 0 ? '▲ ' : ''}{sum(k)}</b></div>)}</div>
      <p className="dim">{t('gauges/rule')}</p>
      {areas.length > 1 && <table className="table"><thead><tr><th scope="col">{t('gauges/c_street')}</th>{(['above', 'held', 'unknown', 'normal'] as const).map((k) => <th key={k} scope="col">{t(`gauges/s_${k}`)}</th>)}</tr></thead>
        <tbody>{areas.map((a) => <tr key={a.area}><td>{names.area(a.area)}</td>{(['above', 'held', 'unknown', 'normal'] as const).map((k) => <td key={k} className="num">{a[k]}</td>)}</tr>)}</tbody></table>}
    </section>
  );
}

/** What is shown first: what is above a level, else what waits for a word, else everything. */
const worst = ({ areas }: GaugeSummary): string => (['above', 'held'] as const).find((k) => areas.some((a) => a[k] > 0)) ?? '';

function Stations({ first, keeps }: { first: string; keeps: boolean }) {
  const { t } = useWords();
  const [state, setState] = useState(first);
  const query = useInfiniteQuery({ queryKey: ['gauges', 'list', state], initialPageParam: '', getNextPageParam: (last: GaugePage) => last.nextCursor, queryFn: ({ pageParam }) => read<GaugePage>(`/api/gauges?limit=60${state ? `&state=${state}` : ''}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`) });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section className="sheet" aria-label={t('gauges/list')}>
      <h2>{t('gauges/list')}</h2>
      <Segmented value={state} onChange={(v) => setState(String(v))} options={STATES.map((s) => ({ value: s, label: s ? t(`gauges/s_${s}`) : t('unitPlans/all') }))} />
      <Problem error={query.error} />
      {query.isPending && <Skeleton active paragraph={{ rows: 4 }} title={false} />}
      {query.data && items.length === 0 && <p className="empty">{t('gauges/none')}</p>}
      <ul className="gauges">{items.map((g) => <Station key={g.id} of={g} keeps={keeps} />)}</ul>
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}

const MARK: Record<string, string> = { above: '▲', held: '‖', unknown: '?', normal: '–' };
function Station({ of: g, keeps }: { of: GaugeView; keeps: boolean }) {
  const { t, zh } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const unit = unitOf(g.parameter);
  const [first] = g.levels;
  return (
    <li className={`gauge ${g.state}`}>
      <div className="gauge-head"><b title={g.station}>{zh ? g.name : g.nameEn}</b><span className="gauge-state">{MARK[g.state]} {t(`gauges/s_${g.state}`)}{g.state === 'above' && g.severity ? ` · ${t(`gauges/v_${g.severity}`)}` : ''}</span></div>
      <div className="dim">{g.station} · {t(`gauges/p_${g.parameter}`)} · {names.place(g.area)}</div>
      <div className="gauge-now">
        <span className="num gauge-value">{g.value === undefined ? '—' : `${g.value} ${unit}`}</span>
        {g.windowSum !== undefined && <b className="num">{t('gauges/window', { n: g.windowMinutes ?? 0, sum: g.windowSum, unit })}</b>}
        <span className="dim num">{g.at ? t('gauges/age', { at: shortTime(g.at, now), age: span(now - Date.parse(g.at)) }) : t('gauges/never')}</span>
        <Sparkline readings={g.readings} label={t('gauges/last', { n: g.readings.length })} />
      </div>
      {first && <div className="dim num">{t('gauges/levels', { unit: `${unit}${first.windowMinutes ? ` / ${first.windowMinutes} min` : ''}` })} {g.levels.map((l) => `${t(`gauges/v_${l.severity}`)} ${l.raiseAt}${l.windowMinutes === first.windowMinutes ? '' : ` / ${l.windowMinutes} min`}`).join(' · ')}</div>}
      {g.count !== undefined && g.count > 1 && <div className="dim">{t('gauges/count', { n: g.count })}</div>}
      <GaugeActs of={g} keeps={keeps} />
    </li>
  );
}

/** Data that belongs to no gauge of the register: whoever keeps it puts the station in, from what it sent. */
function Strays({ of: { strays }, keeps }: { of: GaugeSummary; keeps: boolean }) {
  const { t, code } = useWords();
  const now = useNow();
  const client = useQueryClient();
  const [open, setOpen] = useState<string>();
  const [done, setDone] = useState(false);
  const parameter = (p: string): string => { const word = code('gauges', `p_${p}`); return word === `p_${p}` ? p : word; };
  const registered = () => { setOpen(undefined); setDone(true); void client.invalidateQueries({ queryKey: ['gauges'] }); };
  if (strays.length === 0 && !keeps) return null;
  return (
    <section className="sheet" aria-label={t('gauges/strays')}>
      <h2>{t('gauges/strays')}</h2>
      {strays.length === 0 && <p className="dim">{t('gauges/noStrays')}</p>}
      <ul>{strays.map((s) => {
        const key = `${s.station}/${s.parameter}/${s.reason}`;
        return (
          <li key={key}><b>{s.station}</b> · {parameter(s.parameter)} · {s.value ?? '—'} {s.unit} · {t(`gauges/r_${s.reason.replace('.', '_')}`)} · {t('gauges/strayN', { n: s.n, at: shortTime(s.lastAt, now), feed: s.feed })}
            {keeps && s.reason === 'station.unknown' && <> <Button size="small" aria-expanded={open === key} aria-label={`${t('gauges/register')} ${s.station}`} onClick={() => { setOpen(open === key ? undefined : key); setDone(false); }}>{t('gauges/register')}</Button></>}
            {open === key && <RegisterGauge stray={s} onDone={registered} />}</li>
        );
      })}</ul>
      {keeps && <div className="page-acts"><Button aria-expanded={open === 'new'} onClick={() => { setOpen(open === 'new' ? undefined : 'new'); setDone(false); }}>{t('gauges/registerNew')}</Button>{done && <span className="receipt" role="status">✓ {t('gauges/registered')}</span>}</div>}
      {open === 'new' && <RegisterGauge onDone={registered} />}
    </section>
  );
}
