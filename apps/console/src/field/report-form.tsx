import { FORCES, REPORT_KINDS, REPORT_KIND_WORDS, type ReportKind } from '@xunling/contracts';
import { useState } from 'react';
import { useWords } from '../words/use-words.js';
import { locate } from './photo.js';
import { PhotoField } from './photo-field.js';
import { enqueue } from './queue.js';
import { usePhoto } from './use-photo.js';

/** 需支援, or what else there is to say: a few taps, words optional, a photo where there is one, a position or why there is none. */
export function ReportForm({ area, kind: first, place, onDone }: { area: string; kind: string; place: string; onDone: () => void }) {
  const { t, zh } = useWords();
  const photo = usePhoto();
  const [kind, setKind] = useState(first as ReportKind);
  const [form, setForm] = useState({ text: '', people: '', depth: '', passage: '', force: '', equipment: '', quantity: '' });
  const [reasons, setReasons] = useState(false);
  const [busy, setBusy] = useState(false);
  const [lost, setLost] = useState(false);
  const word = (k: ReportKind): string => (zh ? REPORT_KIND_WORDS[k].zh : REPORT_KIND_WORDS[k].en);
  const set = (key: keyof typeof form) => (e: { target: { value: string } }) => setForm({ ...form, [key]: e.target.value });
  const whole = (text: string, min: number, max: number): number | undefined => (/^\d+$/.test(text.trim()) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined);
  const put = async (where: { position: { lon: number; lat: number; datum: 'WGS84' } } | { noPositionReason: string }) => {
    const [people, depthCm, quantity] = [whole(form.people, 0, 100_000), whole(form.depth, 0, 2000), whole(form.quantity, 1, 100_000)];
    const support = { ...(form.force ? { force: form.force } : {}), ...(form.equipment.trim() ? { equipment: form.equipment.trim() } : {}), ...(quantity ? { quantity } : {}) };
    const body = { kind, area, text: form.text.trim() || word(kind), channel: 'FIELD_PAGE', ...(people !== undefined ? { people } : {}), ...(depthCm !== undefined && kind === 'WATER_ON_ROAD' ? { depthCm } : {}), ...(form.passage ? { passage: form.passage } : {}), ...(kind === 'SUPPORT' && Object.keys(support).length > 0 ? { support } : {}), ...where };
    try {
      await enqueue({ path: '/api/reports', body, subject: `report-${crypto.randomUUID()}`, verb: 'report', about: word(kind), photo: photo.photo && { blob: photo.photo.blob, takenAt: photo.photo.takenAt } });
      onDone();
    } catch { setLost(true); }
  };
  const send = async () => {
    setBusy(true);
    const at = await locate();
    setBusy(false);
    if (typeof at === 'string') setReasons(true);
    else await put({ position: { ...at, datum: 'WGS84' } });
  };
  const number = (key: 'people' | 'depth' | 'quantity', label: string) => <label>{label}<input className="field-input" type="number" inputMode="numeric" min={0} value={form[key]} onChange={set(key)} /></label>;
  return (
    <form className="duty now stack" aria-label={t('field/reportTitle')} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <div className="title">▲ {t('field/reportTitle')}</div>
      <div className="dim">{place}</div>
      <label>{t('reports/c_kind')}<select value={kind} onChange={(e) => setKind(e.target.value as ReportKind)}>{REPORT_KINDS.map((k) => <option key={k} value={k}>{word(k)}</option>)}</select></label>
      {kind === 'SUPPORT' && (
        <div className="two">
          <label>{t('field/force')}<select value={form.force} onChange={set('force')}><option value="">{t('field/any')}</option>{FORCES.map((f) => <option key={f} value={f}>{t(`force/${f}`)}</option>)}</select></label>
          {number('quantity', t('field/quantity'))}
          <label className="wide">{t('field/equipment')}<input className="field-input" maxLength={80} value={form.equipment} onChange={set('equipment')} /></label>
        </div>
      )}
      <div className="two">
        {kind === 'WATER_ON_ROAD' && number('depth', t('reports/f_depthCm'))}
        {(kind === 'WATER_ON_ROAD' || kind === 'BREACH') && <label>{t('reports/f_passage')}<select value={form.passage} onChange={set('passage')}><option value="">{t('field/unsaid')}</option><option value="open">{t('reports/v_open')}</option><option value="closed">{t('reports/v_closed')}</option></select></label>}
        {kind !== 'FACILITY_FAILURE' && kind !== 'DAMAGE' && number('people', t('field/people'))}
      </div>
      <textarea aria-label={t('field/reportText')} placeholder={t('field/reportText')} value={form.text} onChange={set('text')} rows={2} maxLength={1900} />
      <PhotoField of={photo} />
      {lost && <div className="problem" role="alert"><strong>{t('queue/notKept')}</strong></div>}
      {!reasons && <button className="big" type="submit" disabled={busy || photo.shrinking}>{busy ? t('field/locating') : t('field/reportSend')}</button>}
      {reasons && <><p>{t('field/noPositionReport')}</p>{(['positionNone', 'positionDenied', 'positionFail'] as const).map((why) => <button key={why} type="button" className="big second" onClick={() => void put({ noPositionReason: t(`field/${why}`) })}>{`${t('field/reportSend')} · ${t(`field/${why}`)}`}</button>)}</>}
      <button className="big second" type="button" disabled={photo.shrinking} onClick={photo.pick}>{photo.shrinking ? t('field/shrinking') : photo.photo ? t('field/retake') : t('field/takeMay')}</button>
      <button className="big second" type="button" onClick={onDone}>{t('decision/cancel')}</button>
    </form>
  );
}
