import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { CalloutView, SuppressedPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useNow } from '../live/server-clock.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Messages that were not handed over, each with its reason; unfolded on demand. */
export function Suppressed({ of }: { of: CalloutView }) {
  const { t, code } = useWords();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ['callouts', 'suppressed', of.id], initialPageParam: '', getNextPageParam: (last: SuppressedPage) => last.nextCursor, enabled: open,
    queryFn: ({ pageParam }) => read<SuppressedPage>(`/api/callouts/${of.id}/suppressed?limit=50${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const people = usePeople(items.map((i) => i.userId));
  if (of.suppressed + of.simulated + of.failed === 0) return null;
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t('callouts/suppressed', { n: of.suppressed + of.simulated + of.failed })}</summary>
      <Problem error={query.error} />
      <ul className="callout-tries">{items.map((i) => <li key={i.attemptId}><b>{people(i.userId)}</b> <span className="num dim">{shortTime(i.at, now)}</span> {t(`callouts/ch_${i.channel}`)} · {code('callouts/reason', i.reason)}</li>)}</ul>
      {query.hasNextPage && <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('callouts/more')}</Button>}
    </details>
  );
}
