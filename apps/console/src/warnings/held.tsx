import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ROUTES } from '@xunling/contracts';
import type { DecisionPage } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { Cause } from '../operator/cause.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { factOf, RaiseEarly } from './raise-early.js';

const READERS: readonly string[] = ROUTES['command.decision.list'].roles;

/** Everything that is held and will be looked at again, of warnings and of gauges, however long ago: by whom, why, until when, and the act that does not wait for it. */
export function Held() {
  const { t } = useWords();
  const { user } = useSession();
  const names = useNames(useLive().picture);
  const now = useNow();
  const query = useInfiniteQuery({
    queryKey: ['warnings', 'held'], initialPageParam: '', getNextPageParam: (last: DecisionPage) => last.nextCursor, enabled: (user?.grants ?? []).some((g) => READERS.includes(g.role)),
    queryFn: ({ pageParam }) => read<DecisionPage>(`/api/decisions?state=held&review=true&limit=50${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const people = usePeople(items.flatMap((d) => (d.decidedBy ? [d.decidedBy] : [])));
  if (items.length === 0 && !query.error) return null;
  return (
    <section className="sheet" aria-label={t('warnings/held')}>
      <h2>{t('warnings/held')} <span className="num dim">{items.length}{query.hasNextPage ? '+' : ''}</span></h2>
      <Problem error={query.error} />
      {items.map((d) => (
        <article key={d.id} className="warning-decision">
          <p className="warning-line"><Cause fact={factOf(d)} /><span className="dim">{d.areas.map(names.area).join(' ')}</span></p>
          <p>◷ {t('warnings/review', { time: shortTime(d.reviewAt!, now) })}</p>
          {d.decidedBy && d.decidedAt && <p>{t('warnings/by', { who: people(d.decidedBy), time: shortTime(d.decidedAt, now) })}</p>}
          {d.reason && <p>{t('warnings/reason', { text: d.reason })}</p>}
          <RaiseEarly decision={d} />
        </article>
      ))}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('warnings/more')}</Button>}
    </section>
  );
}
