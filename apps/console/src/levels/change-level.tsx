import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Select } from 'antd';
import type { LevelList, LevelPreview, LevelProposalView, LoweredLevel, RaisedLevel } from '@xunling/contracts/classes';
import { useState } from 'react';
import { Link } from 'react-router';
import { newKey, write } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useSigners } from '../api/signers.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { IncidentPick } from '../look/incident-pick.js';
import { Problem } from '../look/problem.js';
import { signsAlone } from '../view/signers.js';
import { useWords } from '../words/use-words.js';
import './levels.css';

type Items = LevelList['items'];
function AreaPick({ now, value, onChange }: { now: Items; value: string[]; onChange: (areas: string[]) => void }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  return <label>{t('levels/where')}<Select mode="multiple" style={{ width: '100%' }} value={value} placeholder={t('levels/whereHint')} onChange={onChange} options={now.map((l) => ({ value: l.area, label: names.area(l.area) }))} /></label>;
}

/** Without a warning: Ⅳ and Ⅲ by one signature, Ⅱ and Ⅰ as a proposal; what it would send is counted first. */
export function Raise({ now }: { now: Items }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [level, setLevel] = useState('IV');
  const [areas, setAreas] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [incident, setIncident] = useState<string>();
  const { signers } = useSigners();
  const { picture } = useLive();
  const { user } = useSession();
  const both = !signsAlone(signers[level] ?? [], picture?.seats ?? {}, user?.id ?? '');
  const preview = useQuery({ queryKey: ['levels', 'preview', level, areas], enabled: areas.length > 0, queryFn: () => write<LevelPreview>('/api/levels/preview', { level, areas }, newKey()) });
  const { sending, error, done, run, clear } = useAct<RaisedLevel | LevelProposalView>();
  const send = async () => { if (await run(both ? '/api/levels/proposals' : '/api/levels/raise', { level, areas, reason: reason.trim(), ...(incident ? { incidentId: incident } : {}) })) { setReason(''); setAreas([]); } };
  const p = areas.length > 0 ? preview.data : undefined;
  return (
    <section className="sheet" aria-label={t('levels/raise')}>
      <h2>{t('levels/raise')}</h2>
      <p className="dim">{t('levels/raiseMore')}</p>
      <Segmented value={level} onChange={(v) => { setLevel(String(v)); clear(); }} options={['IV', 'III', 'II', 'I'].map((l) => ({ value: l, label: t(`level/${l}`) }))} />
      <AreaPick now={now} value={areas} onChange={(v) => { setAreas(v); clear(); }} />
      <label>{t('levels/why')}<Input.TextArea rows={2} maxLength={1000} value={reason} onChange={(e) => { setReason(e.target.value); clear(); }} /></label>
      {areas.length > 0 && <IncidentPick areas={areas} value={incident} onChange={setIncident} />}
      <div className="effect" aria-live="polite">{p ? <b>{t('decision/preview', { posts: p.posts, orders: p.orders, none: p.unaddressable.length })}</b> : <span className="dim">{t(areas.length > 0 ? 'decision/previewing' : 'levels/pick')}</span>}{p && p.inForce.length > 0 && <div className="dim">{t('decision/someInForce', { n: p.inForce.length })}</div>}</div>
      <Problem error={error ?? preview.error} kept={error ? t('field/kept') : ''} />
      {done && <p className="receipt" role="status">✓ {'orders' in done ? t('levels/raisedDone', { orders: done.orders }) : t('levels/proposedDone')}</p>}
      <Button type="primary" loading={sending} disabled={phase !== 'live' || areas.length === 0 || !reason.trim() || !p || p.orders === 0} onClick={() => void send()}>{t(both ? 'decision/propose' : 'decision/raise', { level: t(`level/${level}`), orders: p?.orders ?? '…' })}</Button>
    </section>
  );
}

/** Lowering lifts no measure: it says how many stay, and where they are lifted. */
export function Lower({ now }: { now: Items }) {
  const { t } = useWords();
  const { phase } = useLive();
  const raised = now.filter((l) => l.level !== 'none');
  const [level, setLevel] = useState('none');
  const [areas, setAreas] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const { sending, error, done, run, clear } = useAct<LoweredLevel>();
  const send = async () => { if (await run('/api/levels/lower', { level, areas, reason: reason.trim() })) { setReason(''); setAreas([]); } };
  return (
    <section className="sheet" aria-label={t('levels/lower')}>
      <h2>{t('levels/lower')}</h2>
      <p className="dim">{t('levels/lowerMore')}</p>
      {raised.length === 0 && !done ? <p className="empty">{t('levels/nothingRaised')}</p> : (
        <>
          <Segmented value={level} onChange={(v) => { setLevel(String(v)); clear(); }} options={['II', 'III', 'IV', 'none'].map((l) => ({ value: l, label: l === 'none' ? t('levels/end') : t(`level/${l}`) }))} />
          <AreaPick now={raised} value={areas} onChange={(v) => { setAreas(v); clear(); }} />
          <label>{t('levels/why')}<Input.TextArea rows={2} maxLength={1000} value={reason} onChange={(e) => { setReason(e.target.value); clear(); }} /></label>
          <Problem error={error} kept={error ? t('field/kept') : ''} />
          {done && <p className="receipt" role="status">✓ {t('levels/loweredDone', { n: done.measuresInForce })} <Link to="/stand-down" style={{ textDecoration: 'underline' }}>{t('standDown/title')}</Link></p>}
          <Button type="primary" danger loading={sending} disabled={phase !== 'live' || areas.length === 0 || !reason.trim()} onClick={() => void send()}>{level === 'none' ? t('levels/endDo') : t('levels/lowerDo', { level: t(`level/${level}`) })}</Button>
        </>
      )}
    </section>
  );
}
