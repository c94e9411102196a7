import { Button, Input, Radio } from 'antd';
import { areaKind, DATUMS } from '@xunling/contracts';
import type { AreaView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { outlineOf } from '../view/area-tree.js';
import { useWords } from '../words/use-words.js';

/** What coordinates are measured in: a person says so, nothing is preset. */
export function DatumPick({ value, onChange }: { value: string | undefined; onChange: (datum: string) => void }) {
  const { t } = useWords();
  return <Radio.Group aria-label={t('areas/datum')} value={value} onChange={(e) => onChange(e.target.value as string)} options={DATUMS.map((d) => ({ value: d, label: t(`areas/d_${d}`) }))} />;
}

/** A node below the one shown, with the next code that was never used. */
export function OpenNode({ code: first, onDone }: { code: string; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [code, setCode] = useState(first);
  const [name, setName] = useState('');
  const [nameEn, setNameEn] = useState('');
  const [outline, setOutline] = useState('');
  const [datum, setDatum] = useState<string>();
  const { sending, error, run } = useAct<AreaView>();
  const ring = outlineOf(outline);
  const send = async () => { if (await run('/api/areas', { code, name: name.trim(), nameEn: nameEn.trim() || name.trim(), ring, datum })) onDone(); };
  return (
    <form className="stack" aria-label={t('areas/act_child')} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <label>{t('areas/code', { kind: t(`areas/k_${areaKind(code) ?? 'grid'}`) })}<Input value={code} maxLength={18} onChange={(e) => setCode(e.target.value.trim())} /></label>
      <label>{t('areas/name')}<Input value={name} maxLength={120} onChange={(e) => setName(e.target.value)} /></label>
      <label>{t('areas/nameEn')}<Input value={nameEn} maxLength={120} onChange={(e) => setNameEn(e.target.value)} /></label>
      <label>{t('areas/outline')}<Input.TextArea rows={4} value={outline} placeholder={'113.770 34.710\n113.771 34.710\n113.771 34.711'} onChange={(e) => setOutline(e.target.value)} /></label>
      <div><span>{t('areas/datum')}</span> <DatumPick value={datum} onChange={setDatum} /></div>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !name.trim() || ring.length < 4 || !datum}>{t('areas/openDo', { code })}</Button>
    </form>
  );
}

/** Closing keeps the node on record for good; its posts close with it. */
export function CloseNode({ code, onDone }: { code: string; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<AreaView>();
  const send = async () => { if (await run(`/api/areas/${code}/close`, { reason: reason.trim() })) onDone(); };
  return (
    <form className="stack" aria-label={t('areas/act_close')} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <p>{t('areas/closeMore')}</p>
      <label>{t('areas/reason')}<Input value={reason} maxLength={1000} onChange={(e) => setReason(e.target.value)} /></label>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button danger htmlType="submit" loading={sending} disabled={phase !== 'live' || !reason.trim()}>{t('areas/closeDo', { code })}</Button>
    </form>
  );
}
