import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented, Select, Skeleton } from 'antd';
import { REPORT_KINDS } from '@xunling/contracts';
import type { ReportPage, ReportTotals, ReportView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { mayIssueIn } from '../view/person.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { ReportCard, useReportWords } from './report-card.js';
import './reports.css';

const MOVES = /^grid\.(report|casualty)\./;
const STATES = ['', 'open', 'acknowledged', 'in-hand', 'closed'] as const;

/** 险情报告: what people on the ground say, what is needed on top. */
export default function ReportsPage() {
  const { t } = useWords();
  return <Page title={t('reports/title')}><Reports /></Page>;
}

function Reports() {
  const { t } = useWords();
  const client = useQueryClient();
  useFollow(MOVES, 'reports');
  const totals = useQuery({ queryKey: ['reports', 'totals'], queryFn: () => read<ReportTotals>('/api/reports/totals') });
  const support = useQuery({ queryKey: ['reports', 'support'], queryFn: () => read<ReportPage>('/api/reports?kind=SUPPORT&open=true&limit=50') });
  const again = () => void client.invalidateQueries({ queryKey: ['reports'] });
  if (totals.error) return <><Problem error={totals.error} /><Button onClick={() => void totals.refetch()}>{t('error/again')}</Button></>;
  if (!totals.data) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  const sum = (key: 'reports' | 'openNeeds' | 'support' | 'suspected' | 'disputed'): number => totals.data.items.reduce((n, i) => n + i[key], 0);
  return (
    <>
      <section className="sheet" aria-label={t('casualties/totals')}>
        <div className="kpi" style={{ flexWrap: 'wrap' }}>{(['support', 'openNeeds', 'reports', 'suspected', 'disputed'] as const).map((k) => <div key={k}><span className="dim">{t(`reports/n_${k}`)}</span><br /><b className={`num ${(k === 'support' || k === 'disputed') && sum(k) > 0 ? 'over' : ''}`}>{(k === 'support' || k === 'disputed') && sum(k) > 0 ? '▲ ' : ''}{sum(k)}</b></div>)}</div>
        <p className="dim">{t('reports/rule')}</p>
      </section>
      {(support.data?.items.length ?? 0) > 0 && <section className="sheet" aria-label={t('reports/supportTop')}><h2 className="over">▲ {t('reports/supportTop')}</h2><Cards items={support.data!.items} onDone={again} /></section>}
      <List onDone={again} />
    </>
  );
}

function List({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const words = useReportWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const [filter, setFilter] = useState({ kind: '', state: '', street: '', only: '' });
  const search = `${filter.kind ? `&kind=${filter.kind}` : ''}${filter.state ? `&state=${filter.state}` : ''}${filter.street ? `&area=${filter.street}` : ''}${filter.only ? `&${filter.only}=true` : ''}`;
  const query = useInfiniteQuery({ queryKey: ['reports', 'list', search], initialPageParam: '', getNextPageParam: (last: ReportPage) => last.nextCursor, queryFn: ({ pageParam }) => read<ReportPage>(`/api/reports?limit=30${search}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`) });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const streets = Object.entries(picture?.areas ?? {}).filter(([, a]) => a.kind === 'street').map(([code]) => code).sort();
  return (
    <section className="sheet" aria-label={t('reports/list')}>
      <h2>{t('reports/list')}</h2>
      <div className="page-acts">
        <Segmented value={filter.state} onChange={(v) => setFilter({ ...filter, state: String(v) })} options={STATES.map((s) => ({ value: s, label: s ? t(`reports/s_${s}`) : t('unitPlans/all') }))} />
        <Select style={{ width: 150 }} aria-label={t('reports/c_kind')} value={filter.kind} onChange={(kind) => setFilter({ ...filter, kind })} options={[{ value: '', label: t('reports/anyKind') }, ...REPORT_KINDS.map((k) => ({ value: k, label: words.kind(k) }))]} />
        {streets.length > 1 && <Select style={{ width: 150 }} aria-label={t('casualties/c_street')} value={filter.street} onChange={(street) => setFilter({ ...filter, street })} options={[{ value: '', label: t('command/zone') }, ...streets.map((s) => ({ value: s, label: names.area(s) }))]} />}
        <Select style={{ width: 150 }} aria-label={t('reports/only')} value={filter.only} onChange={(only) => setFilter({ ...filter, only })} options={['', 'disputed', 'suspected'].map((o) => ({ value: o, label: t(`reports/only_${o || 'all'}`) }))} />
      </div>
      <Problem error={query.error} />
      {query.isPending && <Skeleton active paragraph={{ rows: 4 }} title={false} />}
      {query.data && items.length === 0 && <p className="empty"><strong>{t('reports/none')}</strong>{t('reports/noneMore')}</p>}
      <Cards items={items} onDone={() => { onDone(); void query.refetch(); }} />
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}

function Cards({ items, onDone }: { items: readonly ReportView[]; onDone: () => void }) {
  const words = useReportWords();
  const { user } = useSession();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const label = (r: ReportView): string => `${words.kind(r.kind)} ${names.area(r.area)} ${shortTime(r.occurredAt, now)}`;
  const others = items.map((r) => ({ id: r.id, label: label(r) }));
  const pick = (id: string) => document.getElementById(`report-${id}`)?.scrollIntoView({ block: 'start' });
  return <div className="reports">{items.map((r) => <ReportCard key={r.id} of={r} acts={mayIssueIn(user?.grants ?? [], r.area)} others={others} onDone={onDone} onPick={pick} />)}</div>;
}
