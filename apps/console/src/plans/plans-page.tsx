import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { PlanList, PlanSummary, PlanVersionView } from '@xunling/contracts/classes';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { mayDecide } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { pathOf } from './document.js';
import { ImportPlan } from './import-plan.js';
import { PlanState } from './plan-state.js';
import { VersionView } from './version-view.js';
import './plans.css';

const MOVES = /^command\.plan\./;

/** 预案库: every version with its state; one of them in full, its orders, editor, differences, gaps and trail. */
export default function PlansPage() {
  const { t } = useWords();
  return <Page title={t('plans/title')}><Plans /></Page>;
}

function Plans() {
  const { t } = useWords();
  const { user } = useSession();
  useFollow(MOVES, 'plans');
  const [params, setParams] = useSearchParams();
  const query = useInfiniteQuery({
    queryKey: ['plans', 'list'], initialPageParam: '', getNextPageParam: (last: PlanList) => last.nextCursor,
    queryFn: ({ pageParam }) => read<PlanList>(`/api/plans?limit=100${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  const items = useMemo(() => query.data?.pages.flatMap((p) => p.items) ?? [], [query.data]);
  const chosen = params.get('version') ?? items[0]?.planVersion;
  const open = (version: string, tab?: string) => setParams({ version, ...(tab ? { tab } : {}) });
  if (query.isPending) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  if (query.error) return <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></>;
  return (
    <div className="plans">
      <section className="sheet" aria-label={t('plans/list')}>
        <h2>{t('plans/list')} <span className="num dim">{items.length}{query.hasNextPage ? '+' : ''}</span></h2>
        {items.length === 0 ? <p className="empty">{t('plans/none')}</p> : <Versions items={items} chosen={chosen} onOpen={open} />}
        {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
        {mayDecide(user?.grants ?? []) && <ImportPlan onDone={open} />}
      </section>
      {chosen && <Chosen key={chosen} version={chosen} siblings={items.filter((p) => p.id === chosen.split('@')[0])} onOpen={open} />}
    </div>
  );
}

function Versions({ items, chosen, onOpen }: { items: readonly PlanSummary[]; chosen: string | undefined; onOpen: (version: string) => void }) {
  const { t, zh } = useWords();
  const plans = [...new Set(items.map((p) => p.id))];
  return plans.map((id) => {
    const of = items.filter((p) => p.id === id);
    return (
      <div key={id} className="plan-group">
        <h3 className="section">{zh ? of[0]!.name : of[0]!.nameEn}</h3>
        {of.map((p) => (
          <button key={p.planVersion} className="plain plan-row" aria-current={p.planVersion === chosen} onClick={() => onOpen(p.planVersion)}>
            <span className="num">{p.planVersion}</span><PlanState state={p.state} />
            <span className="dim cut">{p.state === 'published' && p.publishedAt ? t('plans/since', { day: p.publishedAt.slice(0, 10) }) : p.authors.map((a) => a.name).join('、')}</span>
          </button>
        ))}
      </div>
    );
  });
}

function Chosen({ version, siblings, onOpen }: { version: string; siblings: readonly PlanSummary[]; onOpen: (version: string, tab?: string) => void }) {
  const { t } = useWords();
  const query = useQuery({ queryKey: ['plans', 'version', version], queryFn: () => read<PlanVersionView>(pathOf(version)) });
  if (query.isPending) return <section className="sheet"><Skeleton active paragraph={{ rows: 10 }} title={false} /></section>;
  if (query.error) return <section className="sheet"><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></section>;
  return <VersionView plan={query.data} siblings={siblings} onOpen={onOpen} />;
}
