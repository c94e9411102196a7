import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import type { WarningPage, WarningView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useFollow } from '../live/use-follow.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { ColourChip } from '../look/glyphs.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { shortTime, span } from '../view/time.js';
import { byIssuer } from '../view/warning-life.js';
import { useWords } from '../words/use-words.js';
import { Held } from './held.js';
import { Warning } from './warning.js';
import './warnings.css';

const MOVES = /^command\.(warning|decision)\./;

/** 预警: what each issuer says and said, the original of it, and what was decided on it. */
export default function WarningsPage() {
  const { t } = useWords();
  return <Page title={t('warnings/title')}><Held /><Warnings /></Page>;
}

function Warnings() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const [active, setActive] = useState(!search.get('warning'));
  useFollow(MOVES, 'warnings');
  const query = useInfiniteQuery({
    queryKey: ['warnings', 'list', active], initialPageParam: '', getNextPageParam: (last: WarningPage) => last.nextCursor,
    queryFn: ({ pageParam }) => read<WarningPage>(`/api/warnings?limit=50${active ? '&active=true' : ''}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const id = search.get('warning') ?? items[0]?.id;
  return (
    <div className="warnings">
      <section className="sheet" aria-label={t('warnings/list')}>
        <h2>{t('warnings/list')} <span className="num dim">{items.length}{query.hasNextPage ? '+' : ''}</span></h2>
        <Segmented aria-label={t('warnings/show')} value={active ? 'inForce' : 'all'} onChange={(v) => { setActive(v === 'inForce'); setSearch({}); }} options={(['inForce', 'all'] as const).map((v) => ({ value: v, label: t(`warnings/${v}`) }))} />
        <Problem error={query.error} />
        {query.error && <Button onClick={() => void query.refetch()}>{t('error/again')}</Button>}
        {query.isPending && <Skeleton active title={false} />}
        {query.data && items.length === 0 && <p className="empty"><strong>{t('warnings/none')}</strong>{t('warnings/noneMore')}</p>}
        {byIssuer(items).map(([issuer, own]) => (
          <section key={issuer} aria-label={issuer}>
            <h3 className="section">{issuer} <span className="num dim">{own.length}</span></h3>
            {own.map((w) => <Row key={w.id} warning={w} shown={w.id === id} onShow={() => setSearch({ warning: w.id })} />)}
          </section>
        ))}
        {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('warnings/more')}</Button>}
      </section>
      <section className="sheet" aria-label={t('warnings/detail')}>{id ? <Warning key={id} id={id} /> : <p className="empty">{t('warnings/pick')}</p>}</section>
    </div>
  );
}

function Row({ warning: w, shown, onShow }: { warning: WarningView; shown: boolean; onShow: () => void }) {
  const { t } = useWords();
  const names = useNames(useLive().picture);
  const now = useNow();
  const left = Date.parse(w.expiresAt) - now;
  return (
    <button className="plain press warning-row" aria-current={shown ? 'true' : undefined} onClick={onShow}>
      <span className="warning-line"><ColourChip colour={w.colour} hazard={w.hazard} /><span className="chip line">{t(`warnings/state_${w.state}`)}</span>{w.state === 'active' && left > 0 && <span className="dim num">{t('top/left', { span: span(left) })}</span>}<span className="dim num" style={{ marginLeft: 'auto' }}>{shortTime(w.sent, now)}</span></span>
      <span className="cut" title={w.headline}>{w.headline}</span>
      <span className="dim cut">{w.areas.map(names.area).join(' ')}</span>
    </button>
  );
}
