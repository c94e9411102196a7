import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { CASUALTY_KINDS } from '@xunling/contracts';
import type { CasualtyTotals, CasualtyView, ReportPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useReportWords } from '../reports/report-card.js';
import { shortTime } from '../view/time.js';
import { useNow } from '../live/server-clock.js';
import { useWords } from '../words/use-words.js';

const NEXT: Record<string, readonly string[]> = { MISSING: ['FOUND', 'INJURED', 'DEAD'], INJURED: ['DEAD', 'FOUND', 'MISSING'], FOUND: ['MISSING', 'DEAD', 'INJURED'], DEAD: [] };
const BLANK = { kind: 'MISSING', name: '', mark: '', source: '' };

/** One person, one record, with who says so. */
export function Add() {
  const { t } = useWords();
  const { picture, phase } = useLive();
  const { user } = useSession();
  const names = useNames(picture);
  const [form, setForm] = useState(BLANK);
  const [area, setArea] = useState<string>();
  const [reportId, setReportId] = useState<string>();
  const words = useReportWords();
  const now = useNow();
  const reports = useQuery({ queryKey: ['reports', 'of', area?.slice(0, 9)], queryFn: () => read<ReportPage>(`/api/reports?area=${area!.slice(0, 9)}&limit=50`), enabled: !!area && (user?.grants ?? []).some((g) => area.slice(0, 9).startsWith(g.area)) });
  const { sending, error, done, run, clear } = useAct<CasualtyView>();
  const mine = Object.keys(picture?.areas ?? {}).filter((c) => c.length >= 9 && (user?.grants ?? []).some((g) => c.startsWith(g.area))).sort();
  const text = (key: 'name' | 'mark' | 'source') => <Input className="claim-field" maxLength={key === 'source' ? 200 : 80} value={form[key]} placeholder={t(`casualties/f_${key}`)} aria-label={t(`casualties/f_${key}`)} onChange={(e) => { setForm({ ...form, [key]: e.target.value }); clear(); }} />;
  const send = async () => { if (await run('/api/casualties', { kind: form.kind, area, name: form.name.trim(), source: form.source.trim(), ...(form.mark.trim() ? { mark: form.mark.trim() } : {}), ...(reportId ? { reportId } : {}) })) { setForm(BLANK); setReportId(undefined); } };
  return (
    <section className="sheet" aria-label={t('casualties/add')}>
      <h2>{t('casualties/add')}</h2>
      <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <Select style={{ width: 110 }} aria-label={t('casualties/c_state')} value={form.kind} onChange={(kind) => setForm({ ...form, kind })} options={CASUALTY_KINDS.map((k) => ({ value: k, label: t(`casualties/s_${k}`) }))} />
        <Select showSearch={{ optionFilterProp: 'label' }} style={{ minWidth: 240 }} aria-label={t('casualties/c_place')} placeholder={t('casualties/c_place')} value={area ?? null} onChange={(v: string | null) => setArea(v ?? undefined)} options={mine.map((c) => ({ value: c, label: `${names.place(c)} ${c}` }))} />
        {text('name')}{text('mark')}{text('source')}
        {(reports.data?.items.length ?? 0) > 0 && <Select allowClear style={{ minWidth: 220 }} aria-label={t('casualties/f_report')} placeholder={t('casualties/f_report')} value={reportId ?? null} onChange={(v: string | null) => setReportId(v ?? undefined)} options={reports.data!.items.map((r) => ({ value: r.id, label: `${words.kind(r.kind)} ${names.area(r.area)} ${shortTime(r.occurredAt, now)}` }))} />}
        <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !area || !form.name.trim() || !form.source.trim()}>{t('casualties/addDo')}</Button>
        {done && <span className="receipt" role="status">✓ {t('casualties/added')}</span>}
      </form>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </section>
  );
}

/** Nothing is deleted: found or worse, one with another record, or withdrawn — each with its reason. */
export function ActOn({ of: c, others, onDone }: { of: CasualtyView; others: readonly CasualtyView[]; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [act, setAct] = useState(NEXT[c.state]?.[0] ?? 'withdraw');
  const [into, setInto] = useState<string>();
  const [source, setSource] = useState('');
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<CasualtyView>();
  const changes = act !== 'merge' && act !== 'withdraw';
  const send = async () => { if (await run(`/api/casualties/${c.id}/${changes ? 'change' : act}`, { reason: reason.trim(), ...(changes ? { kind: act, source: source.trim() } : {}), ...(act === 'merge' ? { into } : {}) })) onDone(); };
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <Select aria-label={t('casualties/act')} value={act} onChange={setAct} options={[...(NEXT[c.state] ?? []).map((k) => ({ value: k, label: t(`casualties/s_${k}`) })), { value: 'merge', label: t('casualties/a_merged') }, { value: 'withdraw', label: t('casualties/a_withdrawn') }]} />
      {act === 'merge' && <Select aria-label={t('casualties/into')} placeholder={t('casualties/into')} value={into ?? null} onChange={(v: string | null) => setInto(v ?? undefined)} options={others.filter((o) => o.id !== c.id && !['merged', 'withdrawn'].includes(o.state)).map((o) => ({ value: o.id, label: `${o.name} ${t(`casualties/s_${o.state}`)}` }))} />}
      {changes && <Input value={source} maxLength={200} placeholder={t('casualties/f_source')} aria-label={t('casualties/f_source')} onChange={(e) => setSource(e.target.value)} />}
      <Input value={reason} maxLength={1000} placeholder={t('levels/why')} aria-label={t('levels/why')} onChange={(e) => setReason(e.target.value)} />
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button htmlType="submit" loading={sending} disabled={phase !== 'live' || !reason.trim() || (changes && !source.trim()) || (act === 'merge' && !into)}>{t('casualties/do')}</Button>
    </form>
  );
}

/** Why the totals of a street moved by more than a fifth. */
export function Explain({ area, name }: { area: string; name: string }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [text, setText] = useState('');
  const { sending, error, run } = useAct<CasualtyTotals>();
  return (
    <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void run('/api/casualties/explanations', { area, text: text.trim() }); }}>
      <Input style={{ maxWidth: 520 }} maxLength={900} value={text} placeholder={`${name} ${t('casualties/explain')}`} aria-label={`${name} ${t('casualties/explain')}`} onChange={(e) => setText(e.target.value)} />
      <Button htmlType="submit" loading={sending} disabled={phase !== 'live' || !text.trim()}>{t('casualties/explainDo')}</Button>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </form>
  );
}
