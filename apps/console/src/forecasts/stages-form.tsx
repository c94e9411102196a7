import { Button, Input } from 'antd';
import { STAGE_KINDS } from '@xunling/contracts';
import type { ChainPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { moved, stageDraft, stageFaults, stageOf, STAGES_MIN, type StageDraft } from './drafts.js';
import { RowActs } from './row-acts.js';

/** Order, names and times of the stages of chains that begin from now; what was typed stays while somebody else configures; it is said. */
export function StagesForm({ page, onDone, onClose }: { page: ChainPage; onDone: () => void; onClose: () => void }) {
  const { t, zh } = useWords();
  const { phase } = useLive();
  const [base] = useState(page.version);
  const [stages, setStages] = useState(() => page.stages.map(stageDraft));
  const { sending, error, run, clear } = useAct<ChainPage>();
  const change = (next: StageDraft[]): void => { setStages(next); clear(); };
  const faulty = stages.filter((d, i) => stageFaults(d, i).length > 0).length;
  const send = async () => { if (await run('/api/five-stage/stages', { stages: stages.map(stageOf) })) onDone(); };
  const added = (kind: string): StageDraft => { const was = page.stages.find((s) => s.kind === kind); return was ? stageDraft(was) : { kind, nameZh: '', nameEn: '', minutes: '60' }; };
  const off = STAGE_KINDS.filter((k) => !stages.some((s) => s.kind === k));
  return (
    <form className="config-form" aria-label={t('forecasts/stagesEdit')} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      {page.version !== base && <p className="over" role="alert">▲ {t('forecasts/meanwhile', { n: page.version })}</p>}
      {stages.map((d, i) => {
        const faults = stageFaults(d, i);
        const name = (zh ? d.nameZh : d.nameEn) || t(`forecasts/stage_${d.kind}`);
        const field = (key: 'nameZh' | 'nameEn' | 'minutes', width: number, maxLength: number) => <label>{t(`forecasts/f_${key}`)}<Input style={{ width }} size="small" maxLength={maxLength} status={faults.includes(key) ? 'error' : ''} aria-invalid={faults.includes(key)} value={d[key]} onChange={(e) => change(stages.map((o) => (o.kind === d.kind ? { ...o, [key]: e.target.value } : o)))} /></label>;
        return (
          <fieldset key={d.kind}><legend>{i + 1}. {name}</legend><RowActs name={name} first={i === 0} last={i === stages.length - 1} onMove={(by) => change(moved(stages, i, by))} onRemove={stages.length > STAGES_MIN ? () => change(stages.filter((o) => o.kind !== d.kind)) : undefined} />
            <span className="dim">{t(`forecasts/stage_${d.kind}`)}</span>{field('nameZh', 140, 80)}{field('nameEn', 160, 120)}{i === 0 ? <span className="dim">{t('forecasts/firstStage')}</span> : field('minutes', 110, 5)}
          </fieldset>
        );
      })}
      {off.length > 0 && <p className="page-acts">{off.map((kind) => <Button key={kind} size="small" onClick={() => change([...stages, added(kind)])}>＋ {t(`forecasts/stage_${kind}`)}</Button>)}</p>}
      <p className="dim">{t('forecasts/stagesEffect', { n: STAGES_MIN })}</p>
      {faulty > 0 && <p className="over" role="status">▲ {t('forecasts/faulty', { n: faulty })}</p>}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <p className="page-acts"><Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || faulty > 0}>{t('forecasts/stagesDo', { n: stages.length })}</Button><Button onClick={onClose}>{t('seats/back')}</Button></p>
    </form>
  );
}
