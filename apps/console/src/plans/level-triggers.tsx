import { Button, Input, InputNumber } from 'antd';
import { useWords } from '../words/use-words.js';
import type { PlanLevel, PlanTrigger } from './document.js';
import { TriggerForm, useIn } from './trigger-form.js';
import { newTrigger } from './triggers.js';

/** When a level is proposed: how many of its conditions must hold, each in a form; and what it tells everyone there. */
export function LevelTriggers({ level, onChange }: { level: PlanLevel; onChange: (level: PlanLevel) => void }) {
  const { t } = useWords();
  const say = useIn();
  const { need, of } = level.triggers;
  const put = (next: PlanTrigger[], n = need) => onChange({ ...level, triggers: { need: n, of: next } });
  return (
    <section aria-label={t('plans/field/triggers')}>
      <h3 className="section">{t('plans/triggers', { need, of: of.length })}</h3>
      <div className="plan-fields"><label>{t('plans/t_need', { of: of.length })}<InputNumber min={1} max={40} precision={0} value={need} status={need > of.length ? 'error' : ''} onChange={(n) => { if (n !== null) put(of, n); }} /></label></div>
      {need > of.length && <p className="over" role="alert">▲ {t('plans/f_need')}</p>}
      {of.map((trigger, i) => <TriggerForm key={trigger.code} trigger={trigger} all={of} name={t('plans/condition', { n: i + 1 })} onChange={(next) => put(of.map((c, j) => (j === i ? next : c)))} onRemove={of.length > 1 ? () => put(of.filter((_, j) => j !== i)) : undefined} />)}
      <div className="act-row">{(['warning', 'observation', 'k-of', 'reading'] as const).map((kind) => <Button key={kind} disabled={of.length >= 40} onClick={() => put([...of, newTrigger(kind, of, say)])}>＋ {t(`plans/trigger_${kind}`)}</Button>)}</div>
      <Notices level={level} onChange={onChange} />
    </section>
  );
}

function Notices({ level, onChange }: { level: PlanLevel; onChange: (level: PlanLevel) => void }) {
  const { t } = useWords();
  const { notices = [], ...rest } = level;
  const put = (next: { textZh: string; textEn: string }[]) => onChange(next.length > 0 ? { ...rest, notices: next } : rest);
  return (
    <>
      <h3 className="section">{t('plans/notices')} <span className="num dim">{notices.length}</span></h3>
      {notices.map((notice, i) => (
        <fieldset key={i} className="plan-line">
          <legend><b>{t('plans/notice', { n: i + 1 })}</b><Button size="small" danger onClick={() => put(notices.filter((_, j) => j !== i))} aria-label={t('plans/removeNotice', { n: i + 1 })}>{t('plans/remove')}</Button></legend>
          <div className="plan-fields plan-texts">{(['textZh', 'textEn'] as const).map((key) => <label key={key}>{t(`plans/field/${key}`)}<Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={2000} value={notice[key]} status={notice[key] === '' ? 'error' : ''} onChange={(e) => put(notices.map((n, j) => (j === i ? { ...n, [key]: e.target.value } : n)))} /></label>)}</div>
        </fieldset>
      ))}
      <div className="act-row"><Button disabled={notices.length >= 20} onClick={() => put([...notices, { textZh: '', textEn: '' }])}>＋ {t('plans/addNotice')}</Button></div>
    </>
  );
}
