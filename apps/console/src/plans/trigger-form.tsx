import { Button, Input, InputNumber, Select } from 'antd';
import { COLOURS } from '@xunling/contracts';
import { useTranslation } from 'react-i18next';
import { useWords } from '../words/use-words.js';
import { ELEMENTS, STATISTICS, type KOfTrigger, type ObservationTrigger, type PlanTrigger, type SimpleTrigger } from './document.js';
import { described, faultsOf, newTrigger, withWords, type In } from './triggers.js';

/** Words of the catalogue in either language. */
export function useIn(): In {
  const { i18n } = useTranslation();
  return (lang, key, values) => i18n.t(key, { ...values, lng: lang });
}

interface Props { trigger: PlanTrigger; all: readonly PlanTrigger[]; name: string; onChange: (trigger: PlanTrigger) => void; onRemove: (() => void) | undefined }

/** One condition: what it looks at, and how it is said in both languages. */
export function TriggerForm({ trigger, all, name, onChange, onRemove }: Props) {
  const { t, zh } = useWords();
  const say = useIn();
  // words that only repeat the values follow them; a person's own words stay
  const set = (next: PlanTrigger) => onChange((['zh', 'en'] as const).every((l) => trigger[l] === '' || trigger[l] === described(trigger, l, say)) ? withWords(next, say) : next);
  const faults = faultsOf(trigger).filter((f) => trigger.kind !== 'k-of' || f !== 'plans/f_clears');
  return (
    <fieldset className="plan-line plan-trigger">
      <legend><b>{name}</b> <span className="dim">{t(`plans/trigger_${trigger.kind}`)}</span>{onRemove && <Button size="small" danger onClick={onRemove} aria-label={t('plans/removeTrigger', { name })}>{t('plans/remove')}</Button>}</legend>
      <div className="plan-fields">
        {trigger.kind === 'warning' && <label>{t('plans/t_colour')}<Select value={trigger.atLeast} onChange={(atLeast: string) => set({ ...trigger, atLeast })} options={COLOURS.map((c) => ({ value: c, label: t(`colour/${c}`) }))} /></label>}
        {trigger.kind === 'observation' && <Observed trigger={trigger} set={set} />}
        {trigger.kind === 'k-of' && <label>{t('plans/t_need', { of: trigger.of.length })}<InputNumber min={1} max={20} precision={0} value={trigger.need} onChange={(need) => { if (need !== null) set({ ...trigger, need }); }} /></label>}
      </div>
      {trigger.kind === 'k-of' && <Parts trigger={trigger} all={all} name={name} set={set} />}
      <div className="plan-fields plan-texts">
        {(['zh', 'en'] as const).map((l) => <label key={l}>{t(`plans/t_${l}`)}<Input maxLength={400} value={trigger[l]} status={trigger[l].trim() === '' ? 'error' : ''} onChange={(e) => onChange({ ...trigger, [l]: e.target.value })} /></label>)}
      </div>
      {trigger.kind !== 'reading' && (trigger.zh !== described(trigger, 'zh', say) || trigger.en !== described(trigger, 'en', say)) && <p className="dim">{t('plans/byValues', { text: described(trigger, zh ? 'zh' : 'en', say)! })} <Button size="small" onClick={() => onChange(withWords(trigger, say))}>{t('plans/takeWords')}</Button></p>}
      {trigger.kind === 'reading' && <p className="dim">{t('plans/readingMore')}</p>}
      {faults.map((f) => <p key={f} className="over" role="alert">▲ {t(f)}</p>)}
    </fieldset>
  );
}

function Observed({ trigger, set }: { trigger: ObservationTrigger; set: (next: PlanTrigger) => void }) {
  const { t, code } = useWords();
  const unit = t(trigger.element === 'rain' ? 'plans/said_mm' : 'plans/said_cm');
  const drop = (key: 'clearsBelow' | 'sources') => { const { [key]: _gone, ...rest } = trigger; set(rest); };
  return (
    <>
      <label className="plan-wide">{t('plans/t_element')}<Select value={trigger.element} onChange={(element: string) => set({ ...trigger, element })} options={ELEMENTS.map((e) => ({ value: e, label: code('plans/element', e) }))} /></label>
      <label className="plan-wide">{t('plans/t_statistic')}<Select value={trigger.statistic} onChange={(statistic: string) => set({ ...trigger, statistic })} options={STATISTICS.map((s) => ({ value: s, label: t(`plans/statistic_${s}`) }))} /></label>
      <label>{t('plans/t_minutes')}<InputNumber min={1} max={4320} precision={0} value={trigger.minutes} onChange={(minutes) => { if (minutes !== null) set({ ...trigger, minutes }); }} /></label>
      <label>{t('plans/t_atLeast', { unit })}<InputNumber value={trigger.atLeast} onChange={(atLeast) => { if (atLeast !== null) set({ ...trigger, atLeast }); }} /></label>
      <label>{t('plans/t_clearsBelow', { unit })}<InputNumber value={trigger.clearsBelow ?? null} placeholder={String(trigger.atLeast)} status={trigger.clearsBelow !== undefined && trigger.clearsBelow > trigger.atLeast ? 'error' : ''} onChange={(v) => (v === null ? drop('clearsBelow') : set({ ...trigger, clearsBelow: v }))} /></label>
      <label>{t('plans/t_sources')}<InputNumber min={1} max={1000} precision={0} value={trigger.sources ?? null} placeholder="1" onChange={(v) => (v === null ? drop('sources') : set({ ...trigger, sources: v }))} /></label>
    </>
  );
}

/** Conditions some of which are enough; they are simple ones. */
function Parts({ trigger, all, name, set }: { trigger: KOfTrigger; all: readonly PlanTrigger[]; name: string; set: (next: PlanTrigger) => void }) {
  const { t } = useWords();
  const say = useIn();
  const put = (of: SimpleTrigger[]) => set({ ...trigger, of });
  return (
    <div className="plan-parts">
      {trigger.of.map((part, i) => (
        <TriggerForm key={part.code} trigger={part} all={all} name={`${name}.${i + 1}`} onChange={(next) => put(trigger.of.map((p, j) => (j === i ? (next as SimpleTrigger) : p)))} onRemove={trigger.of.length > 1 ? () => put(trigger.of.filter((_, j) => j !== i)) : undefined} />
      ))}
      <div className="act-row">{(['observation', 'warning', 'reading'] as const).map((kind) => <Button key={kind} size="small" disabled={trigger.of.length >= 20} onClick={() => put([...trigger.of, newTrigger(kind, all, say) as SimpleTrigger])}>＋ {t(`plans/trigger_${kind}`)}</Button>)}</div>
    </div>
  );
}
