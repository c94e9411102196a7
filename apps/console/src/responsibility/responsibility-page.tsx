import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Skeleton } from 'antd';
import type { OrderPage, ResponsibilityTrace } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { TracePage } from './trace-page.js';
import './responsibility.css';

const MOVES = /^command\.(order\.(overdue|escalated|withdrawn|reminded|overridden)|escalation)\.|\.(opened|acknowledged|checked-in|started|reported|returned|verified|ended)\.v/;
/** Every order of which a deadline was ever missed, or those that are overdue now. */
const LISTS = { ever: 'late=true', now: 'overdue=true' } as const;
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** 责任链: for a missed deadline, who was told, when and where, who answered and what they saw then. */
export default function ResponsibilityPage() {
  const { t } = useWords();
  return <Page title={t('responsibility/title')}><Responsibility /></Page>;
}

function Responsibility() {
  const { t, code } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState('');
  const id = search.get('order') ?? undefined;
  useFollow(MOVES, 'responsibility');
  const [list, setList] = useState<keyof typeof LISTS>('ever');
  const late = useInfiniteQuery({
    queryKey: ['responsibility', 'late', list], initialPageParam: '', getNextPageParam: (last: OrderPage) => last.nextCursor,
    queryFn: ({ pageParam }) => read<OrderPage>(`/api/orders?${LISTS[list]}&limit=50${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  const items = late.data?.pages.flatMap((p) => p.items) ?? [];
  const trace = useQuery({ queryKey: ['responsibility', 'order', id], queryFn: () => read<ResponsibilityTrace>(`/api/orders/${id}/responsibility`), enabled: !!id });
  const show = (order: string) => setSearch({ order });
  return (
    <div className="responsibility">
      <section className="sheet no-print" aria-label={t('responsibility/late')}>
        <h2>{t('responsibility/late')} <span className="num dim">{late.data ? items.length : ''}{late.hasNextPage ? '+' : ''}</span></h2>
        <Segmented block aria-label={t('responsibility/which')} value={list} onChange={(v) => setList(v)} options={(['ever', 'now'] as const).map((v) => ({ value: v, label: t(`responsibility/list_${v}`) }))} style={{ marginBottom: 8 }} />
        <Input.Search value={typed} placeholder={t('responsibility/byId')} aria-label={t('responsibility/byId')} enterButton={t('responsibility/show')} onChange={(e) => setTyped(e.target.value)} onSearch={(text) => { if (ID.test(text.trim())) show(text.trim()); }} />
        <Problem error={late.error} />
        {late.isPending && <Skeleton active title={false} />}
        {late.data && items.length === 0 && <p className="empty">{t(`responsibility/none_${list}`)}</p>}
        <div className="late-list">{items.map((o) => (
          <button key={o.id} className="plain press late-row" aria-current={o.id === id ? 'true' : undefined} onClick={() => show(o.id)}>
            <span className={o.overdue ? 'over' : 'dim'}>{o.overdue ? '▲' : '△'}</span> <b>{code('measure', o.measure)}</b> <span className="cut">{o.siteId ? names.site(o.siteId) : names.place(o.area)}</span> <span className="dim" style={{ marginLeft: 'auto' }}>{o.arrows.filter((a) => a.overdue || a.late).map((a) => t(`stage/${a.stage}`)).join('、')}{['withdrawn', 'superseded'].includes(o.state) && ` ${code('state', o.state)}`}</span>
          </button>
        ))}{late.hasNextPage && <Button loading={late.isFetchingNextPage} onClick={() => void late.fetchNextPage()}>{t('responsibility/more')}</Button>}</div>
      </section>
      <section className="sheet" aria-label={t('responsibility/page')}>
        {!id && <p className="empty">{t('responsibility/pick')}</p>}
        {id && trace.isPending && <Skeleton active />}
        {trace.error && <><Problem error={trace.error} /><Button onClick={() => void trace.refetch()}>{t('error/again')}</Button></>}
        {trace.data && <TracePage trace={trace.data} />}
      </section>
    </div>
  );
}
