import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { SeatLog } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { useNow } from '../live/server-clock.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Every term of every seat, newest first, with what was handed over. */
export function SeatLogTable() {
  const { t } = useWords();
  const now = useNow();
  const query = useInfiniteQuery({
    queryKey: ['seats', 'log'], initialPageParam: '', getNextPageParam: (last: SeatLog) => last.nextCursor,
    queryFn: ({ pageParam }) => read<SeatLog>(`/api/seats/log?limit=20${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section className="sheet" aria-label={t('seats/log')}>
      <h2>{t('seats/log')}</h2>
      {query.isPending ? <Skeleton active paragraph={{ rows: 4 }} title={false} /> : query.error ? <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></> : items.length === 0 ? <p className="empty">{t('seats/noLog')}</p> : (
        <div className="scroll" tabIndex={0} role="group" aria-label={t('seats/log')}>
          <table className="table">
            <thead><tr>{['seat', 'holder', 'from', 'until', 'open', 'why'].map((c) => <th scope="col" key={c}>{t(`seats/c_${c}`)}</th>)}</tr></thead>
            <tbody>{items.map((i) => (
              <tr key={i.seat + i.from + i.holder.userId}>
                <td>{t(`seats/seat_${i.seat}`)}</td><td><b>{i.holder.name}</b></td><td className="num">{shortTime(i.from, now)}</td>
                <td>{i.until ? <><span className="num">{shortTime(i.until, now)}</span> <span className={i.ended === 'stepped-down' ? 'over' : 'dim'}>{i.ended === 'stepped-down' ? `▲ ${t('seats/steppedDown')}` : t('seats/handedOver')}</span></> : <>● {t('seats/inSeat')}</>}</td>
                <td className="num">{i.open ? t('seats/openCounts', { decisions: i.open.decisions, sets: i.open.orderSets, measures: i.open.measures, people: i.open.peopleOut, away: i.open.peopleAway ?? '–' }) : <span className="dim">–</span>}</td>
                <td>{i.reason ?? <span className="dim">{t(`seats/how_${i.how}`)}</span>}</td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('seats/more')}</Button>}
    </section>
  );
}
