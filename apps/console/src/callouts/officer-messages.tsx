import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { OfficerMessagePage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useFollow } from '../live/use-follow.js';
import { useNow } from '../live/server-clock.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

const MOVES = /^command\.escalation\.told\./;

/** Messages to officers on call, decisions and what climbed: who was told over what, who was not and why; unfolded on demand. */
export function OfficerMessages() {
  const { t, code } = useWords();
  const now = useNow();
  const [open, setOpen] = useState(false);
  useFollow(MOVES, 'officer-messages');
  const query = useInfiniteQuery({
    queryKey: ['officer-messages'], initialPageParam: '', getNextPageParam: (last: OfficerMessagePage) => last.nextCursor, enabled: open,
    queryFn: ({ pageParam }) => read<OfficerMessagePage>(`/api/escalations/messages?limit=20${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const people = usePeople(items.map((i) => i.userId));
  return (
    <section className="sheet" aria-label={t('callouts/officers')}>
      <details onToggle={(e) => setOpen(e.currentTarget.open)}>
        <summary><b>{t('callouts/officers')}</b></summary>
        <Problem error={query.error} />
        {query.data && items.length === 0 && <p className="empty"><strong>{t('callouts/officersNone')}</strong>{t('callouts/officersMore')}</p>}
        <ul className="callout-tries">{items.map((i) => <li key={i.id}><b>{people(i.userId)}</b> <span className="num dim">{shortTime(i.at, now)}</span> {t(`callouts/m_${i.kind}`)} · {t(`callouts/ch_${i.channel}`)} · {t(`callouts/try_${i.state}`)}{i.reason && ` · ${code('callouts/reason', i.reason)}`}</li>)}</ul>
        {query.hasNextPage && <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('callouts/more')}</Button>}
      </details>
    </section>
  );
}
