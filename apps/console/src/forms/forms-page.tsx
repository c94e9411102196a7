import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { FormDocument, IncidentPage, IncidentView } from '@xunling/contracts/classes';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { read } from '../api/door.js';
import { serverNow } from '../live/server-clock.js';
import { useFollow } from '../live/use-follow.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { Entries } from './entries.js';
import { fromField, periodOf, toField } from './period.js';
import { FormSheet } from './sheet.js';
import './forms.css';

const FORMS = ['201', '202', '203', '204', '205', '206', '208', '209', '211', '213', '213RR', '214', '215'] as const;
const MOVES = /^command\.incident\./;

/** Staff forms of an operational period, and the journal they are made from. */
export default function FormsPage() {
  const { t } = useWords();
  return <Page title={t('forms/title')}><Forms /></Page>;
}

function Forms() {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  useFollow(MOVES, 'forms', 'incidents');
  const incidents = useQuery({ queryKey: ['forms', 'incidents'], queryFn: () => read<IncidentPage>('/api/incidents?limit=100') });
  const all = incidents.data?.items ?? [];
  const incident = all.find((i) => i.id === params.get('incident')) ?? all.find((i) => i.state === 'open') ?? all[0];
  const tab = params.get('tab') === 'journal' ? 'journal' : 'forms';
  const set = (more: Record<string, string>) => setParams((now) => ({ ...Object.fromEntries(now), ...more }), { replace: true });
  if (incidents.isPending) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  if (incidents.error) return <><Problem error={incidents.error} /><Button onClick={() => void incidents.refetch()}>{t('error/again')}</Button></>;
  if (!incident) return <section className="sheet"><p className="empty"><strong>{t('sitreps/noIncident')}</strong>{t('forms/noIncidentMore')}</p></section>;
  return (
    <>
      <section className="sheet no-print form-choice" aria-label={t('forms/choose')}>
        <label>{t('forms/incident')}<select value={incident.id} onChange={(e) => setParams({ incident: e.target.value, tab }, { replace: true })}>{all.map((i) => <option key={i.id} value={i.id}>{i.name}{i.state === 'closed' ? ` · ${t('forms/closed')}` : ''}</option>)}</select></label>
        <div className="switcher" role="tablist" aria-label={t('forms/title')}>{(['forms', 'journal'] as const).map((name) => <button key={name} className="plain" role="tab" aria-selected={name === tab} onClick={() => set({ tab: name })}>{t(`forms/tab_${name}`)}</button>)}</div>
      </section>
      {tab === 'journal' ? <Entries key={incident.id} incidentId={incident.id} /> : <Chosen key={incident.id} incident={incident} params={params} set={set} />}
    </>
  );
}

function Chosen({ incident, params, set }: { incident: IncidentView; params: URLSearchParams; set: (more: Record<string, string>) => void }) {
  const { t } = useWords();
  const [from, to] = [params.get('from'), params.get('to')];
  const form = FORMS.find((f) => f === params.get('form')) ?? '209';
  // a period is chosen once and stays in the address: whoever opens it sees the same form
  useEffect(() => { if (!from || !to) set(periodOf(incident.openedAt, serverNow())); });
  const rendered = useQuery({ queryKey: ['forms', 'render', incident.id, form, from, to], queryFn: () => read<FormDocument>(`/api/forms?${new URLSearchParams({ incident: incident.id, form, from: from!, to: to! }).toString()}`), enabled: !!from && !!to, staleTime: Infinity, retry: false });
  const edge = (key: 'from' | 'to', value: string | null) => (
    <label>{t(`forms/${key}`)}<input type="datetime-local" step={1} value={value ? toField(value) : ''} onChange={(e) => { const at = fromField(e.target.value); if (at) set({ [key]: at }); }} /></label>
  );
  return (
    <>
      <section className="sheet no-print form-choice" aria-label={t('forms/period')}>
        <label>{t('forms/form')}<select value={form} onChange={(e) => set({ form: e.target.value })}>{FORMS.map((f) => <option key={f} value={f}>ICS {f} · {t(`forms/f_${f}`)}</option>)}</select></label>
        {edge('from', from)}{edge('to', to)}
        <div className="page-acts">{[undefined, 12, 24].map((hours) => <Button key={hours ?? 0} onClick={() => set(periodOf(incident.openedAt, serverNow(), hours))}>{hours ? t('forms/last', { n: hours }) : t('forms/sinceBegin')}</Button>)}</div>
      </section>
      {rendered.error ? <><Problem error={rendered.error} /><div className="page-acts"><Button onClick={() => void rendered.refetch()}>{t('error/again')}</Button></div></> : rendered.data ? <FormSheet document={rendered.data} /> : <Skeleton active paragraph={{ rows: 12 }} title={false} />}
    </>
  );
}
