import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { SEAT_GAPS } from '@xunling/contracts';
import type { AreaGapCount, AreaGapPage, PostPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

/** 今日缺口: nodes and street forces nobody is responsible for, and every other post without a holder or a deputy. */
export function Gaps({ root, counts, onAt }: { root: string; counts: readonly AreaGapCount[]; onAt: (code: string) => void }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  return (
    <>
      <section className="sheet" aria-label={t('areas/perStreet')}>
        <h2>{t('areas/perStreet')}</h2>
        <div className="scroll" tabIndex={0}>
          <table className="table gap-counts"><thead><tr>{['street', 'seats', ...SEAT_GAPS].map((c) => <th key={c} scope="col">{t(`areas/c_${c}`)}</th>)}</tr></thead>
            <tbody>{counts.map((c) => <tr key={c.street}><td>{names.area(c.street)}</td><td className="num">{c.seats}</td>{SEAT_GAPS.map((g) => <td key={g} className={`num ${c[g as 'post'] > 0 ? 'over' : ''}`}>{c[g as 'post'] > 0 ? '▲ ' : ''}{c[g as 'post']}</td>)}</tr>)}</tbody></table>
        </div>
      </section>
      <SeatGaps root={root} onAt={onAt} />
      <LackingPosts root={root} lacks="holder" onAt={onAt} />
      <LackingPosts root={root} lacks="deputy" onAt={onAt} />
    </>
  );
}

function SeatGaps({ root, onAt }: { root: string; onAt: (code: string) => void }) {
  const { t, zh } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const [missing, setMissing] = useState('');
  const query = useInfiniteQuery({ queryKey: ['areas', 'gaps', root, missing], initialPageParam: '', getNextPageParam: (last: AreaGapPage) => last.nextCursor, queryFn: ({ pageParam }) => read<AreaGapPage>(`/api/areas/gaps?area=${root}&limit=100${missing ? `&missing=${missing}` : ''}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`) });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section className="sheet" aria-label={t('areas/nodeGaps')}>
      <h2>{t('areas/nodeGaps')}</h2>
      <Segmented value={missing} onChange={(v) => setMissing(String(v))} options={[{ value: '', label: t('unitPlans/all') }, ...SEAT_GAPS.map((g) => ({ value: g, label: t(`areas/g_${g}`) }))]} />
      <Problem error={query.error} />
      {query.data && items.length === 0 && <p className="empty"><strong>✓ {t('areas/noGaps')}</strong>{t('areas/noGapsMore')}</p>}
      <ul className="gap-list">{items.map((g) => <li key={g.area + g.force}><span className="over">▲ {t(`areas/g_${g.missing}`)}</span><button className="link" onClick={() => onAt(g.area)}>{zh ? g.name : g.nameEn}</button><span className="dim">{t(`areas/k_${g.kind}`)} · {t(`force/${g.force}`)} · {names.area(g.area.slice(0, 9))}</span></li>)}</ul>
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}

const LACKING = {
  holder: { filter: 'vacant=true', title: 'areas/vacantPosts', none: 'areas/noVacant', word: 'areas/noHolder' },
  // a vacant post is on the list above already
  deputy: { filter: 'vacant=false&noDeputy=true', title: 'areas/deputyPosts', none: 'areas/noDeputyPosts', word: 'areas/noDeputy' },
} as const;

/** Posts nobody holds, or those held without a deputy (row 88). */
function LackingPosts({ root, lacks, onAt }: { root: string; lacks: keyof typeof LACKING; onAt: (code: string) => void }) {
  const { t, zh } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const { filter, title, none, word } = LACKING[lacks];
  const query = useInfiniteQuery({ queryKey: ['areas', 'lacking', lacks, root], initialPageParam: '', getNextPageParam: (last: PostPage) => last.nextCursor, queryFn: ({ pageParam }) => read<PostPage>(`/api/posts?area=${root}&${filter}&limit=100${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`) });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section className="sheet" aria-label={t(title)}>
      <h2>{t(title)}</h2>
      <Problem error={query.error} />
      {query.data && items.length === 0 && <p className="empty">✓ {t(none)}</p>}
      <ul className="gap-list">{items.map((p) => <li key={p.id}><span className="over">▲ {t(word)}</span><button className="link" onClick={() => onAt(p.area)}>{zh ? p.name : p.nameEn}</button><span className="dim">{t(`areas/p_${p.kind}`)} · {names.place(p.area)}</span></li>)}</ul>
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}
