import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import type { ClaimList, ClaimSubject } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

const SURE = ['low', 'medium', 'high'] as const;

/** What sources say, side by side; a dispute stays one until a named person settles it. */
export function Claims({ incidentId, states, settles }: { incidentId: string; states: boolean; settles: boolean }) {
  const { t } = useWords();
  const { data, error } = useQuery({ queryKey: ['sitreps', 'claims', incidentId], queryFn: () => read<ClaimList>(`/api/claims?incident=${incidentId}`) });
  const items = data?.items ?? [];
  const people = usePeople(items.flatMap((s) => [...s.claims.map((c) => c.by), ...(s.settled ? [s.settled.by] : [])]));
  const disputes = items.filter((s) => s.disputed).length;
  return (
    <section className="sheet no-print" aria-label={t('claims/title')}>
      <h2>{t('claims/title')} {disputes > 0 ? <span className="over num">▲ {t('claims/disputes', { n: disputes })}</span> : <span className="dim num">{items.length}</span>}</h2>
      <Problem error={error} />
      {data && items.length === 0 && <p className="empty">{t('claims/none')}</p>}
      {items.map((s) => <Subject key={s.subject} of={s} settles={settles} people={people} />)}
      {states && <State incidentId={incidentId} subjects={items.map((s) => s.subject)} />}
    </section>
  );
}

function Subject({ of, settles, people }: { of: ClaimSubject; settles: boolean; people: (id: string) => string }) {
  const { t } = useWords();
  const now = useNow();
  const { phase } = useLive();
  const [holds, setHolds] = useState<string>();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<ClaimList>();
  const settle = async () => { if (await run(`/api/claims/${holds}/settle`, { reason: reason.trim() })) { setHolds(undefined); setReason(''); } };
  return (
    <article className={`claim ${of.disputed ? 'over' : ''}`} aria-label={of.subject}>
      <h3>{of.subject} {of.disputed ? <span className="over">▲ {t('claims/disputed')}</span> : of.settled && <span>✓ {t('claims/settled', { who: people(of.settled.by), time: shortTime(of.settled.at, now), reason: of.settled.reason })}</span>}</h3>
      <div className="claim-values">
        {of.claims.map((c) => (
          <div key={c.id} className={of.settled?.claimId === c.id ? 'held' : ''}>
            <b className="num">{of.settled?.claimId === c.id && !of.disputed ? '✓ ' : ''}{c.value}</b>
            <span>{c.source} · {t(`claims/sure_${c.confidence}`)}</span>
            <span className="dim num">{t('claims/times', { at: shortTime(c.at, now), received: shortTime(c.receivedAt, now) })} · {people(c.by)}</span>
            {settles && (of.disputed || of.settled?.claimId !== c.id) && of.claims.length > 1 && <Button size="small" aria-pressed={holds === c.id} type={holds === c.id ? 'primary' : 'default'} onClick={() => setHolds(holds === c.id ? undefined : c.id)}>{t('claims/this')}</Button>}
          </div>
        ))}
      </div>
      {holds && <div className="page-acts"><Input autoFocus style={{ maxWidth: 360 }} maxLength={1000} value={reason} placeholder={t('claims/reason')} aria-label={t('claims/reason')} onChange={(e) => setReason(e.target.value)} onPressEnter={() => { if (reason.trim()) void settle(); }} /><Button type="primary" loading={sending} disabled={!reason.trim() || phase !== 'live'} onClick={() => void settle()}>{t('claims/settle', { value: of.claims.find((c) => c.id === holds)?.value ?? '' })}</Button></div>}
      <Problem error={error} />
    </article>
  );
}

const BLANK = { subject: '', value: '', source: '', confidence: 'medium' };

function State({ incidentId, subjects }: { incidentId: string; subjects: readonly string[] }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [form, setForm] = useState(BLANK);
  const { sending, error, run } = useAct<ClaimList>();
  const text = (key: 'subject' | 'value' | 'source') => <Input className="claim-field" list={key === 'subject' ? 'claim-subjects' : undefined} maxLength={key === 'subject' ? 120 : 200} value={form[key]} placeholder={t(`claims/${key}`)} aria-label={t(`claims/${key}`)} onChange={(e) => setForm({ ...form, [key]: e.target.value })} />;
  const ready = form.subject.trim() && form.value.trim() && form.source.trim();
  return (
    <form className="page-acts claim-form" onSubmit={(e) => { e.preventDefault(); void run('/api/claims', { incidentId, ...form }).then((done) => { if (done) setForm({ ...BLANK, subject: form.subject }); }); }}>
      <datalist id="claim-subjects">{subjects.map((s) => <option key={s} value={s} />)}</datalist>
      {text('subject')}{text('value')}{text('source')}
      <Select className="claim-sure" aria-label={t('claims/confidence')} value={form.confidence} onChange={(confidence) => setForm({ ...form, confidence })} options={SURE.map((value) => ({ value, label: t(`claims/sure_${value}`) }))} />
      <Button htmlType="submit" loading={sending} disabled={!ready || phase !== 'live'}>{t('claims/state')}</Button>
      <Problem error={error} />
    </form>
  );
}
