import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { SourcePage, SourceView } from '@xunling/contracts/classes';
import { Link } from 'react-router';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { mayCall } from '../view/area-tree.js';
import { shortTime, span } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { isUnknown, silentFrom, unitOf } from './draft.js';
import { TakeReading } from './take-reading.js';
import './readings.css';

const MOVES = /^command\.observation\./;

/** 人工观测: what people read off staff gauges and other sources report, how old it is, and which of them nobody hears from. */
export default function ReadingsPage() {
  const { t } = useWords();
  return <Page title={t('readings/title')}><Readings /></Page>;
}

function Readings() {
  const { t } = useWords();
  const { user } = useSession();
  useFollow(MOVES, 'readings');
  const query = useInfiniteQuery({ queryKey: ['readings', 'list'], initialPageParam: '', getNextPageParam: (last: SourcePage) => last.nextCursor, queryFn: ({ pageParam }) => read<SourcePage>(`/api/observations/sources?kind=other&limit=100${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`) });
  if (query.error) return <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></>;
  if (!query.data) return <Skeleton active paragraph={{ rows: 6 }} title={false} />;
  const sources = query.data.pages.flatMap((p) => p.items);
  const writes = (user?.grants ?? []).some((g) => mayCall([g], 'command.observation.take', g.area));
  return (
    <>
      {writes && <TakeReading known={sources} onDone={() => void query.refetch()} />}
      <section className="sheet" aria-label={t('readings/sources')}>
        <h2>{t('readings/sources')}</h2>
        <p className="dim">{t('readings/rule')}</p>
        <p><Link to="/gauges">{t('readings/automatic')} →</Link></p>
        {sources.length === 0 ? <p className="empty">{t('readings/none')}</p> : <Sources of={sources} />}
        {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
      </section>
    </>
  );
}

function Sources({ of }: { of: readonly SourceView[] }) {
  const { t, code } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  return (
    <div className="scroll" tabIndex={0}>
      <table className="table">
        <thead><tr>{['source', 'value', 'at', 'every', 'area'].map((c) => <th key={c} scope="col">{t(`readings/c_${c}`)}</th>)}</tr></thead>
        <tbody>{of.map((s) => {
          const unknown = isUnknown(s, now);
          return (
            <tr key={`${s.source}|${s.element}`} className={unknown ? 'reading-unknown' : ''}>
              <td><b>{s.source}</b><div className="dim">{code('plans/element', s.element)}</div></td>
              <td className="num">{unknown ? <><span className="over">? {t('gauges/s_unknown')} · {t('readings/silentFor', { span: span(now - silentFrom(s)) })}</span><div className="dim">{t('readings/was', { value: s.value, unit: unitOf(s.element) })}</div></> : <><b>{s.value} {unitOf(s.element)}</b><div>{s.suspect ? <span className="over">‖ {t('readings/suspect')}</span> : <>✓ {t('readings/known')}</>}</div></>}</td>
              <td className="num">{t('gauges/age', { at: shortTime(s.occurredAt, now), age: span(now - Date.parse(s.occurredAt)) })}<div className="dim">{t('readings/received', { at: shortTime(s.receivedAt, now) })}</div></td>
              <td className="num">{t('readings/minutes', { n: s.everyMinutes })}</td>
              <td>{names.place(s.area)}</td>
            </tr>
          );
        })}</tbody>
      </table>
    </div>
  );
}
