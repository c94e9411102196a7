import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import type { ChainPage, ChainView, LadderView, OrderPage, PlanList, StageView, WarningPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { SetBy } from './set-by.js';
import { StagesForm } from './stages-form.js';

/** Chains of the season: stage by stage, a link between two only where the one's output is the other's input. */
export function Chains({ page, writes, configures, ladder }: { page: ChainPage; writes: boolean; configures: boolean; ladder: LadderView }) {
  const { t, zh } = useWords();
  const { phase } = useLive();
  const [name, setName] = useState('');
  const { sending, error, run } = useAct<ChainView>();
  const begin = async () => { if (await run('/api/five-stage', { name: name.trim() })) setName(''); };
  return (
    <section className="sheet" aria-label={t('forecasts/chains')}>
      <h2>{t('forecasts/chains')} {page.broken + page.late > 0 ? <span className="over num">▲ {t('forecasts/troubles', { broken: page.broken, late: page.late })}</span> : <span className="dim num">{page.items.length}</span>}</h2>
      <p className="dim">{page.stages.map((s, i) => `${i > 0 ? ` → (${t('forecasts/within', { n: s.minutes })}) ` : ''}${zh ? s.nameZh : s.nameEn}`).join('')}</p>
      <SetBy version={page.version} by={page.configuredBy} at={page.configuredAt} may={configures} receipt={t('forecasts/stagesDone')} label={t('forecasts/stagesEdit')} form={(done, close) => <StagesForm page={page} onDone={done} onClose={close} />} />
      {page.items.length === 0 && <p className="empty">{t('forecasts/noChains')}</p>}
      {page.items.map((c) => <Chain key={c.id} chain={c} writes={writes} ladder={ladder} />)}
      {writes && <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void begin(); }}><Input style={{ maxWidth: 320 }} value={name} maxLength={200} placeholder={t('forecasts/chainName')} aria-label={t('forecasts/chainName')} onChange={(e) => setName(e.target.value)} /><Button htmlType="submit" loading={sending} disabled={phase !== 'live' || !name.trim()}>＋ {t('forecasts/begin')}</Button></form>}
      <Problem error={error} />
    </section>
  );
}

function Chain({ chain, writes, ladder }: { chain: ChainView; writes: boolean; ladder: LadderView }) {
  const { t, zh } = useWords();
  const now = useNow();
  const people = usePeople(chain.stages.flatMap((s) => (s.by ? [s.by] : [])));
  const [at, setAt] = useState<number>();
  return (
    <article className="chain" aria-label={chain.name}>
      <h3>{chain.name} <span className="dim num">{shortTime(chain.begunAt, now)}</span> {chain.whole && <span>✓ {t('forecasts/whole')}</span>}</h3>
      <ol className="stages">{chain.stages.map((s, i) => (
        <li key={s.kind} className={s.state}>
          {i > 0 && <span className={`joint ${s.state === 'broken' ? 'over' : ''}`} title={t(`forecasts/link_${s.state}`)}>{s.state === 'linked' ? '━━' : s.state === 'broken' ? '╳' : '┄┄'}<span className="unseen">{t(`forecasts/link_${s.state}`)}</span></span>}
          <div className="stage">
            <b>{zh ? s.nameZh : s.nameEn}</b> {s.state === 'linked' ? <span>✓</span> : s.state === 'broken' ? <span className="over">▲ {t('forecasts/link_broken')}</span> : <span className="dim">○ {t('forecasts/link_waiting')}</span>}
            {s.outputId && <div className="num id" title={s.outputId}>{s.outputId.length > 20 ? s.outputId.slice(0, 8) : s.outputId}</div>}
            {s.note && <div className="dim">{s.note}</div>}
            {s.at && <div className="dim num">{shortTime(s.at, now)} · {people(s.by!)}</div>}
            {s.late && <div className="over">▲ {t('forecasts/stageLate', { n: s.minutesLate })}</div>}
            {!s.at && s.dueAt && !s.late && <div className="dim num">{t('responsibility/due', { time: shortTime(s.dueAt, now) })}</div>}
            {writes && <Button size="small" aria-expanded={at === i} onClick={() => setAt(at === i ? undefined : i)}>{t(s.outputId ? 'forecasts/again' : 'forecasts/record')}</Button>}
          </div>
        </li>
      ))}</ol>
      {at !== undefined && <Record key={at} chain={chain} stage={at} of={chain.stages[at]!} before={chain.stages[at - 1]} ladder={ladder} onDone={() => setAt(undefined)} />}
    </article>
  );
}

/** What is on record of a kind, newest first; a rehearsal is written down. */
function useRecords(kind: string, ladder: LadderView): { value: string; label: string }[] {
  const { zh } = useWords();
  const now = useNow();
  const warnings = useQuery({ queryKey: ['forecasts', 'warnings'], queryFn: () => read<WarningPage>('/api/warnings?limit=50'), enabled: kind === 'WARNING' });
  const plans = useQuery({ queryKey: ['forecasts', 'plans'], queryFn: () => read<PlanList>('/api/plans?limit=50'), enabled: kind === 'PLAN' });
  const orders = useQuery({ queryKey: ['forecasts', 'orders'], queryFn: () => read<OrderPage>('/api/orders?limit=200&measure=PREPOSITION'), enabled: kind === 'PREPOSITION' });
  if (kind === 'FORECAST') return ladder.rungs.flatMap((r) => (r.last ? [{ value: r.last.id, label: `${zh ? r.product.nameZh : r.product.nameEn} ${shortTime(r.last.issuedAt, now)}` }] : []));
  if (kind === 'WARNING') return (warnings.data?.items ?? []).map((w) => ({ value: w.id, label: `${w.headline} ${shortTime(w.sent, now)}` }));
  if (kind === 'PLAN') return (plans.data?.items ?? []).map((p) => ({ value: p.planVersion, label: `${p.name} ${p.planVersion}` }));
  return [...new Map((orders.data?.items ?? []).map((o) => [o.orderSetId, o])).values()].map((o) => ({ value: o.orderSetId, label: `${shortTime(o.issuedAt, now)} ${o.orderSetId.slice(0, 8)}` }));
}

function Record({ chain, stage, of, before, ladder, onDone }: { chain: ChainView; stage: number; of: StageView; before: StageView | undefined; ladder: LadderView; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const records = useRecords(of.kind, ladder);
  const [output, setOutput] = useState('');
  const [input, setInput] = useState(before?.outputId ?? '');
  const [note, setNote] = useState('');
  const { sending, error, run } = useAct<ChainView>();
  const free = of.kind === 'REHEARSAL';
  const send = async () => { if (await run(`/api/five-stage/${chain.id}/outputs`, { stage, outputId: output.trim(), ...(input.trim() ? { inputId: input.trim() } : {}), ...(note.trim() ? { note: note.trim() } : {}) })) onDone(); };
  return (
    <form className="stack chain-form" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      {before && <label>{t('forecasts/input')}<Input value={input} maxLength={120} placeholder={t('forecasts/inputHint')} onChange={(e) => setInput(e.target.value)} /></label>}
      <label>{t('forecasts/output')}{free ? <Input value={output} maxLength={120} placeholder={t('forecasts/outputFree')} onChange={(e) => setOutput(e.target.value)} /> : <Select showSearch={{ optionFilterProp: 'label' }} style={{ width: '100%' }} value={output || null} placeholder={t('forecasts/outputHint')} notFoundContent={t('forecasts/noRecord')} onChange={(v: string | null) => setOutput(v ?? '')} options={records} />}</label>
      <label>{t(free ? 'forecasts/noteMust' : 'forecasts/noteMay')}<Input value={note} maxLength={1000} onChange={(e) => setNote(e.target.value)} /></label>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !output.trim() || (free && !note.trim())}>{t('forecasts/recordDo')}</Button>
    </form>
  );
}
