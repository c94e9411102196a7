import { Button, Input, Select } from 'antd';
import { COLOURS, type Level } from '@xunling/contracts';
import type { PlanVersionView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { newLine, pathOf, RISING, type PlanDoc, type PlanLine } from './document.js';
import { FileButton } from './file-button.js';
import { LevelTabs } from './level-orders.js';
import { LevelTriggers } from './level-triggers.js';
import { LineForm } from './line-form.js';

/** The draft as forms. Saving puts the whole document in the place of the one that was read; a colleague's change in between is refused. */
export function PlanEditor({ plan }: { plan: PlanVersionView }) {
  const { t } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [read, setRead] = useState(plan);
  const [doc, setDoc] = useState(() => structuredClone(plan.document) as PlanDoc);
  const [level, setLevel] = useState<Level>('I');
  const [broken, setBroken] = useState(false);
  const { sending, error, done, run, clear } = useAct<PlanVersionView>();
  const dirty = JSON.stringify(doc) !== JSON.stringify(read.document);
  const stale = plan.digest !== read.digest;
  const put = (next: PlanDoc) => { clear(); setDoc(next); };
  const lines = doc.levels[level].orders;
  const setLines = (orders: PlanLine[]) => put({ ...doc, levels: { ...doc.levels, [level]: { ...doc.levels[level], orders } } });
  const reload = () => { clear(); setRead(plan); setDoc(structuredClone(plan.document) as PlanDoc); };
  // saved only by the button, and checked by the server against the schema
  const load = async (file: File) => {
    try {
      const whole = JSON.parse(await file.text()) as { document?: PlanDoc } & PlanDoc;
      const next = whole.document ?? whole;
      setBroken(!RISING.every((l) => Array.isArray(next.levels?.[l]?.orders)));
      if (RISING.every((l) => Array.isArray(next.levels?.[l]?.orders))) put({ ...next, planId: doc.planId, planVersion: doc.planVersion });
    } catch { setBroken(true); }
  };
  const save = async () => {
    const kept = await run(`${pathOf(plan.planVersion)}/edit`, { document: doc, digest: read.digest });
    if (kept) { setRead(kept); setDoc(structuredClone(kept.document) as PlanDoc); void client.invalidateQueries({ queryKey: ['plans'] }); }
  };
  const move = (from: number, to: number) => { const next = [...lines]; const [line] = next.splice(from, 1); next.splice(to, 0, line!); setLines(next); };
  return (
    <div className="plan-editor">
      <div className="plan-fields">
        <label>{t('plans/field/name')}<Input value={doc.name} maxLength={200} onChange={(e) => put({ ...doc, name: e.target.value })} /></label>
        <label>{t('plans/field/nameEn')}<Input value={doc.nameEn} maxLength={200} onChange={(e) => put({ ...doc, nameEn: e.target.value })} /></label>
        <label>{t('plans/field/label')}<Input value={doc.label} maxLength={80} onChange={(e) => put({ ...doc, label: e.target.value })} /></label>
        <label>{t('plans/field/hazards')}<Select mode="tags" value={doc.hazards} onChange={(hazards: string[]) => put({ ...doc, hazards })} options={[{ value: '*', label: t('plans/anyHazard') }, { value: 'RAINSTORM', label: t('hazard/RAINSTORM') }]} /></label>
        {COLOURS.map((colour) => (
          <label key={colour}>{t('plans/leads', { colour: t(`colour/${colour}`) })}
            <Select allowClear value={doc.warningLed[colour] ?? null} placeholder={t('plans/leadsNone')} options={RISING.map((l) => ({ value: l, label: t(`level/${l}`) }))}
              onChange={(l?: Level | null) => { const { [colour]: _old, ...rest } = doc.warningLed; put({ ...doc, warningLed: l ? { ...rest, [colour]: l } : rest }); }} />
          </label>
        ))}
      </div>
      <LevelTabs level={level} onPick={setLevel} of={(l) => doc.levels[l].orders.length} />
      <p className="dim">{t('plans/loadMore')} <FileButton label={t('plans/load')} onFile={load} />{broken && <span className="over" role="alert"> ▲ {t('plans/notJson')}</span>}</p>
      <LevelTriggers key={level} level={doc.levels[level]} onChange={(next) => put({ ...doc, levels: { ...doc.levels, [level]: next } })} />
      <h3 className="section">{t('plans/orders')} <span className="num dim">{lines.length}</span></h3>
      {lines.map((line, i) => (
        <LineForm key={i} line={line} n={i + 1} onChange={(next) => setLines(lines.map((l, j) => (j === i ? next : l)))} onRemove={() => setLines(lines.filter((_, j) => j !== i))}
          onUp={i > 0 ? () => move(i, i - 1) : undefined} onDown={i < lines.length - 1 ? () => move(i, i + 1) : undefined} />
      ))}
      <div className="act-row">{(['packet', 'site', 'team', 'depot', 'post'] as const).map((to) => <Button key={to} onClick={() => setLines([...lines, newLine(to, lines.at(-1))])}>＋ {t(`plans/add_${to}`)}</Button>)}</div>
      <div className="effect plan-save">
        <p className={stale ? 'over' : 'dim'}>{stale ? `▲ ${t('plans/stale')}` : dirty ? `● ${t('plans/unsaved')}` : t('plans/saved')}</p>
        <Problem error={error} kept={error ? t('field/kept') : ''} />
        {done && !dirty && <p className="receipt" role="status">✓ {t('plans/savedNow')}</p>}
        <div className="act-row">
          <Button type="primary" loading={sending} disabled={phase !== 'live' || !dirty} onClick={() => void save()}>{t('plans/save')}</Button>
          <Button disabled={!dirty && !stale} onClick={reload}>{t(stale ? 'plans/reload' : 'plans/discard')}</Button>
        </div>
      </div>
    </div>
  );
}
