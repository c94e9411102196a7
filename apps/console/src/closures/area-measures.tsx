import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { AreaMeasurePage, AreaMeasureRow } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { MeasureCard } from './measure-card.js';

/** 四停 over an area: not verified until another has seen it, with the schools, sites and firms it is about. Absent where there is none. */
export function AreaMeasures({ area, onDone }: { area: string | undefined; onDone: () => void }) {
  const { t } = useWords();
  const query = useInfiniteQuery({ queryKey: ['closures', 'areas', area ?? ''], initialPageParam: '', getNextPageParam: (last: AreaMeasurePage) => last.nextCursor, queryFn: ({ pageParam }) => read<AreaMeasurePage>(`/api/closures/areas?limit=50${area ? `&area=${area}` : ''}${pageParam ? `&cursor=${pageParam}` : ''}`) });
  if (query.error) return <Problem error={query.error} />;
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  if (items.length === 0) return null;
  const open = items.filter((i) => !i.measure.closed).length;
  return (
    <section className="sheet" aria-label={t('closureBoard/areas')}>
      <h2>{t('closureBoard/areas')} ({items.length}){open > 0 && <span className="over"> ▲ {t('closureBoard/areasOpen', { n: open })}</span>}</h2>
      {items.map((i) => <Row key={i.measure.id} row={i} onDone={() => { void query.refetch(); onDone(); }} />)}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}

function Row({ row: { measure, applies, to }, onDone }: { row: AreaMeasureRow; onDone: () => void }) {
  const { t, zh, code } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  return (
    <article className="area-measure">
      <div><b>{names.place(measure.area)}</b> <span className={measure.closed ? '' : 'over'}>{measure.closed ? `■ ${t('closureBoard/areaHeld')}` : `▲ ${t('closureBoard/areaNot')}`}</span>{measure.patrolsMissed > 0 && <span className="over"> ▲ {t('closureBoard/patrolOverdue')}</span>}</div>
      <MeasureCard m={measure} onDone={onDone} />
      {applies > 0 && <details><summary>{t('closureBoard/applies', { n: applies })}</summary>
        <ul className="applies">{to.map((s) => <li key={s.id}>{zh ? s.name : s.nameEn} <span className="dim">{s.kind ? code('plans/siteKind', s.kind) : t('closureBoard/enterprise')} · {names.place(s.area)}</span></li>)}{applies > to.length && <li className="dim">{t('top/more', { n: applies - to.length })}</li>}</ul>
      </details>}
    </article>
  );
}
