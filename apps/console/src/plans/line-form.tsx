import { Button, Input, InputNumber, Select } from 'antd';
import { FORCES, ORDERED_MEASURES, SITE_KINDS } from '@xunling/contracts';
import { ScopePick } from '../look/scope-pick.js';
import { useWords } from '../words/use-words.js';
import { ARROWS, UNIT_KINDS, type PlanLine } from './document.js';
import { usePlaces } from './places.js';
import { StockNeeds } from './stock-needs.js';

interface Props { line: PlanLine; n: number; onChange: (line: PlanLine) => void; onRemove: () => void; onUp: (() => void) | undefined; onDown: (() => void) | undefined }

/** One line of a level: measure, whom it tells, minutes per arrow, what it says. */
export function LineForm({ line, n, onChange, onRemove, onUp, onDown }: Props) {
  const { t, code } = useWords();
  const { areas, posts, named } = usePlaces();
  const set = (more: Partial<PlanLine>) => onChange({ ...line, ...more });
  const drop = (key: 'perArea' | 'scope' | 'areas') => { const { [key]: _gone, ...rest } = line; onChange(rest); };
  return (
    <fieldset className="plan-line">
      <legend><b>{t('plans/line', { n })}</b> <span className="dim">{t(`plans/add_${line.to}`)}</span>
        <Button size="small" disabled={!onUp} onClick={onUp} aria-label={t('plans/up', { n })}>↑</Button><Button size="small" disabled={!onDown} onClick={onDown} aria-label={t('plans/down', { n })}>↓</Button>
        <Button size="small" danger onClick={onRemove} aria-label={t('plans/removeLine', { n })}>{t('plans/remove')}</Button>
      </legend>
      <div className="plan-fields">
        <label>{t('plans/field/measure')}<Select value={line.measure} onChange={(measure) => { const { scope: _gone, ...rest } = line; onChange({ ...rest, measure }); }} options={ORDERED_MEASURES.map((m) => ({ value: m, label: code('measure', m) }))} /></label>
        {line.to === 'packet' && <label className="plan-wide">{t('plans/field/force')}<Select value={line.force ?? null} onChange={(force: string | null) => set({ force: force! })} options={FORCES.map((f) => ({ value: f, label: code('force', f) }))} /></label>}
        {line.to === 'site' && <label className="plan-wide">{t('plans/field/siteKinds')}<Select mode="multiple" value={line.siteKinds ?? []} onChange={(siteKinds: string[]) => set({ siteKinds })} options={SITE_KINDS.map((k) => ({ value: k, label: code('plans/siteKind', k) }))} /></label>}
        {line.to === 'site' && line.measure === 'SUSPEND' && <label>{t('scope/title')}<ScopePick value={line.scope} onChange={(scope) => (scope ? set({ scope }) : drop('scope'))} /></label>}
        {line.to === 'post' && <label className="plan-wide">{t('plans/field/posts')}<Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} value={line.posts ?? []} status={line.posts?.length ? '' : 'error'} onChange={(posts: string[]) => set({ posts })} options={posts.map((p) => ({ value: p.id, label: `${named(p.id)}${p.area.length > 6 ? ` · ${named(p.area)}` : ''}` }))} /></label>}
        <label className="plan-wide">{t('plans/field/areas')}<Select mode="multiple" allowClear showSearch={{ optionFilterProp: 'label' }} value={line.areas ?? []} placeholder={t('plans/everywhere')} onChange={(areas: string[]) => (areas.length > 0 ? set({ areas }) : drop('areas'))} options={areas.map((a) => ({ value: a.code, label: named(a.code) }))} /></label>
        {(line.to === 'team' || line.to === 'depot') && (
          <>
            <label className="plan-wide">{t('plans/field/kinds')}<Select mode="tags" value={line.kinds ?? []} onChange={(kinds: string[]) => set({ kinds })} options={UNIT_KINDS[line.to].map((k) => ({ value: k, label: code('plans/unit', k) }))} /></label>
            {line.to === 'depot' && <StockNeeds of={line.stock ?? []} onChange={(stock) => { const { stock: _gone, ...rest } = line; onChange(stock.length > 0 ? { ...rest, stock } : rest); }} />}
            <label>{t('plans/field/perArea')}<InputNumber min={1} max={100} precision={0} value={line.perArea ?? null} placeholder={t('plans/allOfThem')} onChange={(v) => (v === null ? drop('perArea') : set({ perArea: v }))} /></label>
          </>
        )}
        {ARROWS.map((a) => (
          <label key={a}>{t('plans/minutesOf', { stage: code('stage', a) })}
            <InputNumber min={1} max={10_080} precision={0} value={line.minutes[a] ?? null} status={line.minutes[a] === undefined ? 'error' : ''}
              onChange={(v) => { const { [a]: _old, ...rest } = line.minutes; set({ minutes: v === null ? rest : { ...rest, [a]: v } }); }} />
          </label>
        ))}
      </div>
      <div className="plan-fields plan-texts">
        <label>{t('plans/field/textZh')}<Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={2000} value={line.textZh} status={line.textZh === '' ? 'error' : ''} onChange={(e) => set({ textZh: e.target.value })} /></label>
        <label>{t('plans/field/textEn')}<Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={2000} value={line.textEn} status={line.textEn === '' ? 'error' : ''} onChange={(e) => set({ textEn: e.target.value })} /></label>
      </div>
    </fieldset>
  );
}
