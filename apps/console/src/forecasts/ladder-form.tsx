import { Button, Input, Select } from 'antd';
import type { LadderView } from '@xunling/contracts/classes';
import { useRef, useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { emptyRung, moved, rungDraft, rungFaults, rungOf, type RungDraft, type RungField } from './drafts.js';
import { RowActs } from './row-acts.js';

const RUNGS_MAX = 20;
const KINDS = ['weekly', 'daily', 'active'] as const;

/** Another ladder from now on: which products, in which order, due when, from whom. What was typed stays while somebody else publishes; it is said. */
export function LadderForm({ ladder, onDone, onClose }: { ladder: LadderView; onDone: () => void; onClose: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const keys = useRef(ladder.rungs.length);
  const [base] = useState(ladder.version);
  const [rungs, setRungs] = useState(() => ladder.rungs.map((r, i) => rungDraft(r.product, i)));
  const { sending, error, run, clear } = useAct<LadderView>();
  const change = (next: RungDraft[]): void => { setRungs(next); clear(); };
  const faulty = rungs.filter((d) => rungFaults(d, rungs).length > 0).length;
  const send = async () => { if (await run('/api/forecasts/ladder', { products: rungs.map(rungOf) })) onDone(); };
  return (
    <form className="config-form" aria-label={t('forecasts/ladderEdit')} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      {ladder.version !== base && <p className="over" role="alert">▲ {t('forecasts/meanwhile', { n: ladder.version })}</p>}
      {rungs.map((d, i) => <Rung key={d.key} of={d} all={rungs} first={i === 0} last={i === rungs.length - 1} onChange={(next) => change(rungs.map((o) => (o.key === d.key ? next : o)))} onMove={(by) => change(moved(rungs, i, by))} onRemove={rungs.length > 1 ? () => change(rungs.filter((o) => o.key !== d.key)) : undefined} />)}
      <p><Button size="small" disabled={rungs.length >= RUNGS_MAX} onClick={() => change([...rungs, emptyRung(keys.current++, rungs.at(-1)?.issuer ?? '')])}>＋ {t('forecasts/addRung')}</Button></p>
      <p className="dim">{t('forecasts/ladderEffect')}</p>
      {faulty > 0 && <p className="over" role="status">▲ {t('forecasts/faulty', { n: faulty })}</p>}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <p className="page-acts"><Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || faulty > 0}>{t('forecasts/ladderDo', { n: rungs.length })}</Button><Button onClick={onClose}>{t('seats/back')}</Button></p>
    </form>
  );
}

function Rung({ of: d, all, first, last, onChange, onMove, onRemove }: { of: RungDraft; all: readonly RungDraft[]; first: boolean; last: boolean; onChange: (next: RungDraft) => void; onMove: (by: -1 | 1) => void; onRemove?: (() => void) | undefined }) {
  const { t, zh } = useWords();
  const faults = rungFaults(d, all);
  const field = (name: RungField, width: number, more: object = {}) => (
    <label>{t(`forecasts/f_${name}`)}<Input style={{ width }} size="small" status={faults.includes(name) ? 'error' : ''} aria-invalid={faults.includes(name)} value={d[name]} onChange={(e) => onChange({ ...d, [name]: e.target.value })} {...more} /></label>
  );
  const name = (zh ? d.nameZh : d.nameEn) || d.code || t('forecasts/newRung');
  return (
    <fieldset><legend>{name}</legend><RowActs name={name} first={first} last={last} onMove={onMove} onRemove={onRemove} />
      {field('code', 70, { maxLength: 20 })}{field('nameZh', 160, { maxLength: 80 })}{field('nameEn', 220, { maxLength: 120 })}{field('horizonHours', 80, { inputMode: 'numeric' })}{field('issuer', 160, { maxLength: 200 })}
      <label>{t('forecasts/f_kind')}<Select size="small" style={{ width: 190 }} value={d.kind} onChange={(kind: string) => onChange({ ...d, kind })} options={KINDS.map((k) => ({ value: k, label: t(`forecasts/kind_${k}`) }))} /></label>
      {d.kind === 'weekly' && <label>{t('forecasts/f_weekday')}<Select size="small" style={{ width: 110 }} value={d.weekday} onChange={(weekday: number) => onChange({ ...d, weekday })} options={[1, 2, 3, 4, 5, 6, 0].map((n) => ({ value: n, label: t(`forecasts/day_${n}`) }))} /></label>}
      {d.kind === 'active' ? field('everyHours', 80, { inputMode: 'numeric' }) : field('at', 150, { placeholder: '08:00, 16:00' })}{field('graceMinutes', 80, { inputMode: 'numeric' })}
      {faults.includes('code') && d.code.trim() !== '' && <p className="over">▲ {t('forecasts/twice', { code: d.code.trim() })}</p>}
    </fieldset>
  );
}
