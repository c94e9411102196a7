import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { IncidentPage, SitrepPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { mayDecide, mayIssueIn } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { Begin } from './begin.js';
import { Claims } from './claims.js';
import { Clocks } from './clocks.js';
import { Report } from './report.js';
import './sitreps.css';

const MOVES = /^command\.(sitrep|incident|claim)\./;

/** 初报·续报·核报: what is due, the reports so far, and the one that is being written. */
export default function SitrepsPage() {
  const { t } = useWords();
  return <Page title={t('sitreps/title')}><Sitreps /></Page>;
}

function Sitreps() {
  const { t } = useWords();
  const { user } = useSession();
  useFollow(MOVES, 'sitreps');
  const [chosen, setChosen] = useState<string>();
  const incidents = useQuery({ queryKey: ['sitreps', 'incidents'], queryFn: () => read<IncidentPage>('/api/incidents?limit=50') });
  const [search] = useSearchParams();
  const all = incidents.data?.items ?? [];
  const incident = all.find((i) => i.id === search.get('incident')) ?? all.find((i) => i.state === 'open') ?? all[0];
  const reports = useQuery({ queryKey: ['sitreps', 'list', incident?.id], queryFn: () => read<SitrepPage>(`/api/sitreps?incident=${incident!.id}&limit=100`), enabled: !!incident });
  if (incidents.isPending) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  const error = incidents.error ?? reports.error;
  if (error) return <><Problem error={error} /><Button onClick={() => { void incidents.refetch(); void reports.refetch(); }}>{t('error/again')}</Button></>;
  if (!incident) return <section className="sheet"><p className="empty"><strong>{t('sitreps/noIncident')}</strong>{t('sitreps/noIncidentMore')}</p></section>;
  const items = reports.data?.items ?? [];
  const shown = items.find((r) => r.id === chosen) ?? items[0];
  const grants = user?.grants ?? [];
  const writes = mayDecide(grants);
  return (
    <>
      <Clocks incident={incident} writes={writes} />
      <div className="sitreps">
        <section className="sheet no-print" aria-label={t('sitreps/list')}>
          <h2>{t('sitreps/list')} <span className="num dim">{items.length}</span></h2>
          {items.length === 0 && <p className="empty">{t('sitreps/none')}</p>}
          {items.map((r) => (
            <button key={r.id} className="plain press sitrep-row" aria-current={r.id === shown?.id ? 'true' : undefined} onClick={() => setChosen(r.id)}>
              <b className="num">№ {r.number}</b> {t(`sitreps/kind_${r.kind}`)}{r.corrects && <span className="dim"> · {t('sitreps/correction')}</span>}
              <span className={`chip line ${r.state}`} style={{ marginLeft: 'auto' }}>{r.state === 'published' ? '✓ ' : ''}{t(`sitreps/state_${r.state}`)}</span>
            </button>
          ))}
          {writes && incident.state === 'open' && <Begin incidentId={incident.id} items={items} onBegun={setChosen} />}
        </section>
        {shown && <Report key={`${shown.id}${shown.state}`} report={shown} before={items.filter((r) => r.state === 'published' && r.number < shown.number)[0]} writes={writes} onBegun={setChosen} />}
      </div>
      <Claims incidentId={incident.id} settles={writes} states={incident.state === 'open' && grants.some((g) => mayIssueIn(grants, g.area))} />
    </>
  );
}
