import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Segmented, Select, Skeleton } from 'antd';
import { SITE_KINDS } from '@xunling/contracts';
import type { ClosureCounts, ClosurePage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { AreaMeasures } from './area-measures.js';
import { ClosureTable } from './closure-table.js';
import { Conflicts } from './conflicts.js';
import { Figures } from './figures.js';
import './closures.css';

const MOVES = /^grid\.(measure|area-measure|site|conflict|water|gauge|reading)\./;
const SHOWN = ['', 'not-closed', 'unknown', 'closed', 'open'] as const;

/** 关停封撤一览: what is under water and not verified closed stands on top. */
export default function ClosuresPage() {
  const { t } = useWords();
  return <Page title={t('closureBoard/title')}><Board /></Page>;
}

function Board() {
  const { t, code } = useWords();
  const { user } = useSession();
  const { picture } = useLive();
  const names = useNames(picture);
  useFollow(MOVES, 'closures');
  const [area, setArea] = useState<string>();
  const [kind, setKind] = useState<string>();
  const [shown, setShown] = useState('');
  const counts = useQuery({ queryKey: ['closures', 'counts'], queryFn: () => read<ClosureCounts>('/api/closures/counts') });
  const filter = `${area ? `&area=${area}` : ''}${kind ? `&kind=${kind}` : ''}${shown ? `&shown=${shown}` : ''}`;
  const query = useInfiniteQuery({ queryKey: ['closures', 'board', filter], initialPageParam: '', getNextPageParam: (last: ClosurePage) => last.nextCursor, queryFn: ({ pageParam }) => read<ClosurePage>(`/api/closures?limit=50${filter}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`) });
  const streets = Object.entries(picture?.areas ?? {}).filter(([c, a]) => a.kind === 'street' && (user?.grants ?? []).some((g) => c.startsWith(g.area))).map(([c]) => c).sort();
  if (counts.error) return <><Problem error={counts.error} /><Button onClick={() => void counts.refetch()}>{t('error/again')}</Button></>;
  if (!counts.data) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  const rows = query.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <>
      <Counts items={area ? counts.data.items.filter((i) => i.area === area) : counts.data.items} />
      <Conflicts />
      <AreaMeasures area={area} onDone={() => void counts.refetch()} />
      <section className="sheet" aria-label={t('closureBoard/sites')}>
        <div className="page-acts">
          <Segmented value={shown} onChange={(v) => setShown(String(v))} options={SHOWN.map((s) => ({ value: s, label: s ? t(`closureBoard/s_${s}`) : t('unitPlans/all') }))} />
          {streets.length > 1 && <Select allowClear style={{ minWidth: 160 }} aria-label={t('casualties/c_street')} placeholder={t('casualties/c_street')} value={area ?? null} onChange={(v?: string | null) => setArea(v ?? undefined)} options={streets.map((s) => ({ value: s, label: names.area(s) }))} />}
          <Select allowClear style={{ minWidth: 160 }} aria-label={t('closureBoard/kind')} placeholder={t('closureBoard/kind')} value={kind ?? null} onChange={(v?: string | null) => setKind(v ?? undefined)} options={SITE_KINDS.map((k) => ({ value: k, label: code('plans/siteKind', k) }))} />
        </div>
        <Problem error={query.error} />
        {query.isPending && <Skeleton active paragraph={{ rows: 5 }} title={false} />}
        {query.data && rows.length === 0 && <p className="empty">{t('closureBoard/none')}</p>}
        {rows.length > 0 && <ClosureTable rows={rows} onDone={() => { void query.refetch(); void counts.refetch(); }} />}
        {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
      </section>
      <Figures area={area} />
    </>
  );
}

function Counts({ items }: { items: ClosureCounts['items'] }) {
  const { t } = useWords();
  const sum = (key: 'flooded' | 'notClosed' | 'patrolOverdue' | 'unknown' | 'closed' | 'open'): number => items.reduce((n, i) => n + i[key], 0);
  const bad = (key: string, n: number): boolean => n > 0 && (key === 'flooded' || key === 'notClosed' || key === 'patrolOverdue');
  return (
    <section className="sheet" aria-label={t('closureBoard/counts')}>
      <div className="kpi" style={{ flexWrap: 'wrap' }}>{(['flooded', 'notClosed', 'patrolOverdue', 'unknown', 'closed', 'open'] as const).map((k) => <div key={k}><span className="dim">{t(`closureBoard/n_${k}`)}</span><br /><b className={`num ${bad(k, sum(k)) ? 'over' : ''}`}>{bad(k, sum(k)) ? '▲ ' : k === 'unknown' && sum(k) > 0 ? '? ' : ''}{sum(k)}</b></div>)}</div>
      <p className="dim">{t('closureBoard/rule')}</p>
    </section>
  );
}
