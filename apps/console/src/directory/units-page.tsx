import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox, Segmented, Skeleton } from 'antd';
import { UNIT_KINDS } from '@xunling/contracts';
import type { UnitPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { mayCall } from '../view/area-tree.js';
import { useWords } from '../words/use-words.js';
import { AddUnit } from './add-unit.js';
import { UnitCard } from './unit-card.js';
import '../areas/areas.css';

const MOVES = /^grid\.(unit|post)\./;

/** 单位名录: departments, vertical departments, offices and enterprises, with the posts that speak for them. */
export default function UnitsPage() {
  const { t } = useWords();
  return <Page title={t('directory/title')}><Units /></Page>;
}

function Units() {
  const { t } = useWords();
  const { user } = useSession();
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  useFollow(MOVES, 'areas', 'units');
  const [kind, gaps, closed] = [params.get('kind') ?? '', params.get('gaps') === 'true', params.get('closed') === 'true'];
  const set = (key: string, value: string) => setParams((before) => { const next = new URLSearchParams(before); if (value) next.set(key, value); else next.delete(key); return next; });
  const query = useInfiniteQuery({
    queryKey: ['areas', 'units', kind, gaps, closed], initialPageParam: '', getNextPageParam: (last: UnitPage) => last.nextCursor,
    queryFn: ({ pageParam }) => read<UnitPage>(`/api/units?limit=100${kind ? `&kind=${kind}` : ''}${gaps ? '&gaps=true' : ''}${closed ? '&closed=true' : ''}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  const grants = user?.grants ?? [];
  const adds = grants.some((g) => mayCall([g], 'grid.unit.open', g.area));
  if (query.error) return <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></>;
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  const items = query.data.pages.flatMap((p) => p.items);
  return (
    <section className="sheet" aria-label={t('directory/title')}>
      <div className="page-acts">
        <Segmented aria-label={t('directory/kind')} value={kind} onChange={(v) => set('kind', String(v))} options={[{ value: '', label: t('unitPlans/all') }, ...UNIT_KINDS.map((k) => ({ value: k, label: t(`unitPlans/k_${k}`) }))]} />
        <Checkbox checked={gaps} onChange={(e) => set('gaps', e.target.checked ? 'true' : '')}>{t('directory/onlyGaps')}</Checkbox>
        <Checkbox checked={closed} onChange={(e) => set('closed', e.target.checked ? 'true' : '')}>{t('directory/left')}</Checkbox>
        {adds && <Button aria-expanded={adding} onClick={() => setAdding(!adding)}>{t('directory/add')}</Button>}
      </div>
      {adding && <AddUnit onDone={() => setAdding(false)} />}
      <p className="dim">{t('directory/count', { n: items.length, gaps: items.filter((u) => u.gaps > 0).length })}</p>
      {items.length === 0 ? <p className="empty">{t(gaps ? 'directory/noGaps' : 'directory/none')}</p> : <ul className="posts">{items.map((u) => <UnitCard key={u.id} unit={u} />)}</ul>}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}
