import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { StockEntryPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { Problem } from '../look/problem.js';
import { clockTime, dateOf } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** The ledger behind the figures of a depot, newest first; read when it is opened. */
export function Entries({ depot, name, people }: { depot: string; name: (item: string) => string; people: (id: string) => string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const query = useInfiniteQuery({ queryKey: ['stock', 'entries', depot], enabled: open, initialPageParam: '', getNextPageParam: (last: StockEntryPage) => last.nextCursor, queryFn: ({ pageParam }) => read<StockEntryPage>(`/api/depots/${depot}/entries?limit=20${pageParam ? `&cursor=${pageParam}` : ''}`) });
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}><summary>{t('stock/entries')}</summary>
      <Problem error={query.error} />
      <ul className="hops">{query.data?.pages.flatMap((p) => p.items).map((e) => (
        <li key={e.id}><span className="num">{dateOf(e.at)} {clockTime(e.at)}</span> {name(e.item)} <b className="num">{e.to === 'DEPOT' ? '+' : '−'}{e.quantity}</b> {t(`stock/account_${e.to === 'DEPOT' ? e.from : e.to}`)} {people(e.by)}{e.note && <span className="dim"> {e.note}</span>}</li>
      ))}</ul>
      {query.hasNextPage && <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </details>
  );
}
