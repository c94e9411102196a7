import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Select } from 'antd';
import type { GaugeItemPage, GaugeView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { LevelRows } from './level-rows.js';

type Open = 'history' | 'change' | 'close';
const unitOf = (parameter: string): string => (parameter === 'rain' || parameter === 'radar' ? 'mm' : 'cm');

/** What may be done with one gauge: its history for all; thresholds, interval and site, or its end, for who keeps the register. */
export function GaugeActs({ of: g, keeps }: { of: GaugeView; keeps: boolean }) {
  const { t } = useWords();
  const [open, setOpen] = useState<Open>();
  return (
    <>
      <div className="page-acts">{(['history', ...(keeps ? ['change', 'close'] : [])] as Open[]).map((a) => <Button key={a} size="small" aria-expanded={open === a} aria-label={`${t(`gauges/a_${a}`)} ${g.station}`} onClick={() => setOpen(open === a ? undefined : a)}>{t(`gauges/a_${a}`)}</Button>)}</div>
      {open === 'history' && <History of={g} />}
      {open === 'change' && <Change of={g} onDone={() => setOpen(undefined)} />}
      {open === 'close' && <Close of={g} onDone={() => setOpen(undefined)} />}
    </>
  );
}

/** Times it came above a level, each with every step: raised, worsened, eased, cleared. */
function History({ of: g }: { of: GaugeView }) {
  const { t } = useWords();
  const now = useNow();
  const { data, error } = useQuery({ queryKey: ['gauges', 'items', g.id], queryFn: () => read<GaugeItemPage>(`/api/gauges/items?gauge=${g.id}&limit=20`) });
  if (error) return <Problem error={error} />;
  if (!data) return null;
  if (data.items.length === 0) return <p className="dim">{t('gauges/noHistory')}</p>;
  return (
    <ul className="gauge-history">{data.items.map((i) => (
      <li key={i.id}>
        <b>{t(`gauges/i_${i.state}`)}</b> <span className="num">{t('gauges/peak', { value: i.peak, unit: unitOf(i.parameter), at: shortTime(i.peakAt, now) })}{i.count > 1 ? ` · ${t('gauges/count', { n: i.count })}` : ''}</span>
        <ul>{i.steps.map((s, n) => <li key={n} className="dim num">{shortTime(s.at, now)} {t(`gauges/st_${s.act}`)} {t(`gauges/v_${s.severity}`)} {s.value} {unitOf(i.parameter)}</li>)}</ul>
      </li>
    ))}</ul>
  );
}

/** Only what was changed is sent, with the reason. */
function Change({ of: g, onDone }: { of: GaugeView; onDone: () => void }) {
  const { t } = useWords();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const client = useQueryClient();
  const [levels, setLevels] = useState(g.levels);
  const [every, setEvery] = useState<number | null>(g.everyMinutes);
  const [siteId, setSite] = useState(g.siteId);
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<GaugeView>();
  const rain = unitOf(g.parameter) === 'mm';
  const sites = Object.entries(picture?.sites ?? {}).filter(([, s]) => !s.closed && s.area.startsWith(g.area.slice(0, 9)));
  const changed = { ...(JSON.stringify(levels) === JSON.stringify(g.levels) ? {} : { levels }), ...(every === null || every === g.everyMinutes ? {} : { everyMinutes: every }), ...(siteId && siteId !== g.siteId ? { siteId } : {}) };
  const send = async () => { if (await run(`/api/gauges/${g.id}/change`, { ...changed, reason: reason.trim() })) { onDone(); void client.invalidateQueries({ queryKey: ['gauges'] }); } };
  return (
    <form className="effect stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <LevelRows levels={levels} rain={rain} unit={unitOf(g.parameter)} onChange={setLevels} />
      <label>{t('gauges/f_everyMinutes')} <InputNumber size="small" min={1} max={1440} precision={0} value={every} onChange={setEvery} /></label>
      {!rain && <label>{t('gauges/f_site')} <Select size="small" style={{ minWidth: 180 }} showSearch={{ optionFilterProp: 'label' }} aria-label={t('gauges/f_site')} value={siteId ?? null} onChange={(v: string) => setSite(v)} options={sites.map(([id]) => ({ value: id, label: names.site(id) }))} /></label>}
      <Input value={reason} maxLength={1000} aria-label={t('levels/why')} placeholder={t('levels/why')} onChange={(e) => setReason(e.target.value)} />
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" size="small" htmlType="submit" loading={sending} disabled={phase !== 'live' || !reason.trim() || Object.keys(changed).length === 0}>{t('gauges/changeDo')}</Button>
    </form>
  );
}

function Close({ of: g, onDone }: { of: GaugeView; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<GaugeView>();
  const send = async () => { if (await run(`/api/gauges/${g.id}/close`, { reason: reason.trim() })) { onDone(); void client.invalidateQueries({ queryKey: ['gauges'] }); } };
  return (
    <form className="effect stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <span className="dim">{t('gauges/closeEffect')}</span>
      <Input value={reason} maxLength={1000} aria-label={t('levels/why')} placeholder={t('levels/why')} onChange={(e) => setReason(e.target.value)} />
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button danger size="small" htmlType="submit" loading={sending} disabled={phase !== 'live' || !reason.trim()}>{t('gauges/closeDo')}</Button>
    </form>
  );
}
