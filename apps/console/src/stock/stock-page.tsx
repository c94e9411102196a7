import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { DepotStock, StockItemList, StockItemView, StockPage as Listed } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { clockTime, dateOf } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { CountForm } from './count-form.js';
import { Entries } from './entries.js';
import './stock.css';

const MOVES = /^supplies\.(stock|depot)\./;

/** 物资库存: what lies in each depot as its keeper counted it; a depot nobody counted is unknown, never empty. */
export default function StockPage() {
  const { t } = useWords();
  return <Page title={t('stock/title')}><Depots /></Page>;
}

function Depots() {
  const { t } = useWords();
  const { user } = useSession();
  useFollow(MOVES, 'stock');
  const items = useQuery({ queryKey: ['stock', 'items'], queryFn: () => read<StockItemList>('/api/stock/items') });
  const query = useInfiniteQuery({ queryKey: ['stock', 'list'], initialPageParam: '', getNextPageParam: (last: Listed) => last.nextCursor, queryFn: ({ pageParam }) => read<Listed>(`/api/stock?limit=50${pageParam ? `&cursor=${pageParam}` : ''}`) });
  const depots = query.data?.pages.flatMap((p) => p.items) ?? [];
  const people = usePeople(depots.flatMap((d) => [...(d.keeperId ? [d.keeperId] : []), ...d.lines.map((l) => l.countedBy)]));
  const failed = query.error ?? items.error;
  if (failed) return <><Problem error={failed} /><Button onClick={() => { void query.refetch(); void items.refetch(); }}>{t('error/again')}</Button></>;
  if (!query.data || !items.data) return <Skeleton active paragraph={{ rows: 6 }} title={false} />;
  const known = new Map(items.data.items.map((i) => [i.item, i]));
  const mine = (d: DepotStock): boolean => user !== undefined && (d.keeperId === user.id || d.deputyId === user.id);
  return (
    <>
      <p className="dim">{t('stock/rule')}</p>
      {depots.length === 0 && <p className="empty">{t('stock/none')}</p>}
      <div className="stocks">{[...depots].sort((a, b) => Number(mine(b)) - Number(mine(a))).map((d) => <Depot key={d.id} of={d} items={known} mine={mine(d)} people={people} />)}</div>
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </>
  );
}

function Depot({ of: d, items, mine, people }: { of: DepotStock; items: ReadonlyMap<string, StockItemView>; mine: boolean; people: (id: string) => string }) {
  const { t, zh, code } = useWords();
  const names = useNames(useLive().picture);
  const name = (item: string): string => { const i = items.get(item); return i ? (zh ? i.name : i.nameEn) : item; };
  return (
    <section className={`sheet stock ${d.lines.length === 0 ? 'unknown' : ''}`} aria-label={zh ? d.name : d.nameEn}>
      <h2>{zh ? d.name : d.nameEn}</h2>
      <p className="dim">{code('plans/unit', d.kind)} · {names.place(d.area)} · {d.keeperId ? t('stock/keeper', { name: people(d.keeperId) }) : <span className="over">▲ {t('stock/noKeeper')}</span>}</p>
      {d.lines.length === 0 ? <p className="over">▲ {t('stock/unknown')}</p> : (
        <table className="table"><thead><tr><th scope="col">{t('stock/item')}</th><th scope="col">{t('stock/onHand')}</th><th scope="col">{t('stock/counted')}</th></tr></thead>
          <tbody>{d.lines.map((l) => <tr key={l.item}><td>{name(l.item)}</td><td className="num"><b>{l.onHand}</b> {zh ? l.unit : ''}</td><td className="dim"><span className="num">{dateOf(l.countedAt)} {clockTime(l.countedAt).slice(0, 5)}</span> {people(l.countedBy)}</td></tr>)}</tbody></table>
      )}
      {d.lines.length > 0 && <Entries depot={d.id} name={name} people={people} />}
      {mine && <CountForm depot={d} items={[...items.values()]} />}
    </section>
  );
}
