import { Button, Input, Select } from 'antd';
import { REPORT_OUTCOMES } from '@xunling/contracts';
import type { ReportView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

const OPEN: Record<string, readonly string[]> = { open: ['acknowledge', 'take', 'close'], acknowledged: ['take', 'close'], 'in-hand': ['close'], closed: ['reopen'] };
const REASONED = ['close', 'reopen', 'link', 'add'];

/** What an officer may do with a report now; what needs a reason asks for it first. */
export function ReportActs({ of: r, others, onDone }: { of: ReportView; others: readonly { id: string; label: string }[]; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const { sending, error, run, clear } = useAct<ReportView>();
  const [open, setOpen] = useState<string>();
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState<string>(REPORT_OUTCOMES[0]);
  const [other, setOther] = useState<string>();
  const send = async (act: string, body: object) => { if (await run(`/api/reports/${r.id}/${act}`, body)) { setOpen(undefined); setReason(''); onDone(); } };
  const press = (act: string) => { clear(); if (REASONED.includes(act)) setOpen(open === act ? undefined : act); else void send(act, {}); };
  const body = (): object => (open === 'close' ? { outcome, reason: reason.trim() } : open === 'link' ? { other, reason: reason.trim() } : open === 'add' ? { text: reason.trim(), channel: 'PHONE' } : { reason: reason.trim() });
  return (
    <div className="report-acts">
      <div className="act-row">{[...OPEN[r.state]!, 'add', 'link'].map((a, i) => <Button key={a} size="small" type={i === 0 && r.state !== 'closed' ? 'primary' : 'default'} loading={sending && !open} disabled={phase !== 'live'} aria-expanded={REASONED.includes(a) ? open === a : undefined} onClick={() => press(a)}>{t(`reports/do_${a}`)}</Button>)}</div>
      {open && (
        <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void send(open, body()); }}>
          {open === 'close' && <Select style={{ width: 130 }} aria-label={t('reports/outcome')} value={outcome} onChange={setOutcome} options={REPORT_OUTCOMES.map((o) => ({ value: o, label: t(`reports/o_${o}`) }))} />}
          {open === 'link' && <Select showSearch={{ optionFilterProp: 'label' }} style={{ minWidth: 240 }} aria-label={t('reports/other')} placeholder={t('reports/other')} value={other ?? null} onChange={(v: string | null) => setOther(v ?? undefined)} options={others.filter((o) => o.id !== r.id).map((o) => ({ value: o.id, label: o.label }))} />}
          <Input style={{ flex: '1 1 220px' }} maxLength={900} value={reason} placeholder={open === 'add' ? t('reports/more') : t('levels/why')} aria-label={open === 'add' ? t('reports/more') : t('levels/why')} onChange={(e) => setReason(e.target.value)} />
          <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !reason.trim() || (open === 'link' && !other)}>{t(`reports/do_${open}`)}</Button>
        </form>
      )}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </div>
  );
}

/** One act on a pair or a claim, with its reason. */
export function WithReason({ label, path, body, onDone }: { label: string; path: string; body: object; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const { sending, error, run } = useAct<ReportView>();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  if (!open) return <Button size="small" disabled={phase !== 'live'} onClick={() => setOpen(true)}>{label}</Button>;
  return (
    <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void run(path, { ...body, reason: reason.trim() }).then((done) => { if (done) { setOpen(false); onDone(); } }); }}>
      <Input size="small" style={{ width: 200 }} maxLength={900} value={reason} placeholder={t('levels/why')} aria-label={t('levels/why')} onChange={(e) => setReason(e.target.value)} />
      <Button size="small" type="primary" htmlType="submit" loading={sending} disabled={!reason.trim() || phase !== 'live'}>{label}</Button><Button size="small" onClick={() => setOpen(false)}>{t('decision/cancel')}</Button>
      <Problem error={error} />
    </form>
  );
}
