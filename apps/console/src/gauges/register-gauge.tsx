import { Button, Input, InputNumber, Select } from 'antd';
import { GAUGE_PARAMETERS } from '@xunling/contracts';
import type { GaugeView, StraySource } from '@xunling/contracts/classes';
import { useState, type ReactNode } from 'react';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { LevelRows, type Level } from './level-rows.js';

interface Form { station: string; parameter: string; unit: string; area?: string; siteId?: string; name: string; nameEn: string; lon: number | null; lat: number | null; datum?: string; everyMinutes: number | null; levels: Level[] }
const formOf = (s?: StraySource): Form => ({ station: s?.station ?? '', parameter: GAUGE_PARAMETERS.find((p) => p === s?.parameter) ?? 'depth', unit: ['mm', 'cm', 'm'].includes(s?.unit ?? '') ? s!.unit : 'cm', name: '', nameEn: '', lon: null, lat: null, everyMinutes: 15, levels: [] });

/** Puts a gauge into the register, so that what its station sends counts; from a stray source what it sent is filled in. */
export function RegisterGauge({ stray, onDone }: { stray?: StraySource; onDone: () => void }) {
  const { t } = useWords();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const [f, setF] = useState(() => formOf(stray));
  const { sending, error, run } = useAct<GaugeView>();
  const set = (more: Partial<Form>) => setF({ ...f, ...more });
  const areas = Object.keys(picture?.areas ?? {}).filter((c) => c.length >= 9 && c.length <= 15 && (user?.grants ?? []).some((g) => c.startsWith(g.area))).sort();
  const sites = Object.entries(picture?.sites ?? {}).filter(([, s]) => f.area && !s.closed && s.area.startsWith(f.area.slice(0, 9)));
  const rain = f.parameter === 'rain' || f.parameter === 'radar';
  const send = async () => {
    const { siteId, levels, lon, lat, everyMinutes, ...rest } = f;
    if (await run('/api/gauges', { ...rest, station: f.station.trim(), name: f.name.trim(), nameEn: f.nameEn.trim() || f.name.trim(), position: { lon, lat }, ...(siteId ? { siteId } : {}), ...(everyMinutes === null ? {} : { everyMinutes }), ...(levels.length > 0 ? { levels } : {}) })) onDone();
  };
  const text = (key: 'station' | 'name' | 'nameEn', max: number): ReactNode => <label>{t(`gauges/f_${key}`)}<Input value={f[key]} maxLength={max} onChange={(e) => set({ [key]: e.target.value })} /></label>;
  const number = (key: 'lon' | 'lat' | 'everyMinutes', min: number, max: number): ReactNode => <label>{t(`gauges/f_${key}`)}<InputNumber style={{ width: '100%' }} min={min} max={max} value={f[key]} onChange={(v) => set({ [key]: v })} /></label>;
  const ready = phase === 'live' && f.station.trim() && f.name.trim() && f.area && f.datum && f.lon !== null && f.lat !== null;
  return (
    <form className="effect stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <div className="gauge-form">
        {text('station', 80)}{text('name', 200)}{text('nameEn', 200)}
        <label>{t('gauges/f_parameter')}<Select value={f.parameter} aria-label={t('gauges/f_parameter')} onChange={(parameter) => set({ parameter })} options={GAUGE_PARAMETERS.map((p) => ({ value: p, label: t(`gauges/p_${p}`) }))} /></label>
        <label>{t('gauges/f_unit')}<Select value={f.unit} aria-label={t('gauges/f_unit')} onChange={(unit) => set({ unit })} options={['mm', 'cm', 'm'].map((u) => ({ value: u, label: u }))} /></label>
        <label>{t('gauges/f_area')}<Select showSearch={{ optionFilterProp: 'label' }} value={f.area ?? null} aria-label={t('gauges/f_area')} onChange={(area: string) => { const { siteId: _old, ...rest } = f; setF({ ...rest, area }); }} options={areas.map((c) => ({ value: c, label: names.place(c) }))} /></label>
        <label>{t('gauges/f_site')}<Select allowClear showSearch={{ optionFilterProp: 'label' }} value={f.siteId ?? null} aria-label={t('gauges/f_site')} onChange={(v?: string | null) => { const { siteId: _old, ...rest } = f; setF(v ? { ...rest, siteId: v } : rest); }} options={sites.map(([id]) => ({ value: id, label: names.site(id) }))} /></label>
        {number('lon', -180, 180)}{number('lat', -90, 90)}
        <label>{t('gauges/f_datum')}<Select value={f.datum ?? null} aria-label={t('gauges/f_datum')} placeholder={t('siteRegister/datumPick')} onChange={(datum: string) => set({ datum })} options={[{ value: 'WGS84', label: 'WGS84 / CGCS2000' }, { value: 'GCJ02', label: 'GCJ-02' }]} /></label>
        {number('everyMinutes', 1, 1440)}
      </div>
      <p className="dim">{t('gauges/levelsMore')}</p>
      <LevelRows levels={f.levels} rain={rain} unit={rain ? 'mm' : 'cm'} onChange={(levels) => set({ levels })} />
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <span><Button type="primary" htmlType="submit" loading={sending} disabled={!ready}>{t('gauges/registerDo')}</Button></span>
    </form>
  );
}
