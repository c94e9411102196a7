import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import { conservationOf, type LedgerCounts } from '@xunling/contracts';
import type { EvacuationPage, EvacuationView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { EvacuationActs, OpenEvacuation } from './evacuation-acts.js';
import { Ledgers } from './ledgers.js';
import { Review } from './review.js';
import { Tasks } from './tasks.js';
import './evacuations.css';

const MOVES = /^grid\.evacuation\./;
const OPENERS = ['sub-district-officer', 'commander', 'duty-officer'];
const STATES = ['open', 'lifted', 'closed', ''] as const;

/** 转移台账: who has to be moved and where each of them is; nothing is typed, everything counted. */
export default function EvacuationsPage() {
  const { t } = useWords();
  return <Page title={t('evacuations/title')}><Evacuations /></Page>;
}

function Evacuations() {
  const { t } = useWords();
  const { user } = useSession();
  const [state, setState] = useState<string>('open');
  useFollow(MOVES, 'evacuations');
  const query = useInfiniteQuery({ queryKey: ['evacuations', 'list', state], initialPageParam: '', getNextPageParam: (last: EvacuationPage) => last.nextCursor, queryFn: ({ pageParam }) => read<EvacuationPage>(`/api/evacuations?limit=20${state ? `&state=${state}` : ''}${pageParam ? `&cursor=${pageParam}` : ''}`) });
  const opens = (user?.grants ?? []).some((g) => OPENERS.includes(g.role));
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <>
      <Segmented value={state} onChange={(v) => setState(String(v))} options={STATES.map((s) => ({ value: s, label: s ? t(`evacuations/st_${s}`) : t('evacuations/all') }))} />
      {query.error && <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></>}
      {query.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      {query.data && items.length === 0 && <p className="empty"><strong>{t('evacuations/none')}</strong>{t('evacuations/noneMore')}</p>}
      {items.map((e) => <Evacuation key={e.id} of={e} opens={opens} />)}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
      <Tasks />
      {opens && <OpenEvacuation />}
    </>
  );
}

function Evacuation({ of: e, opens }: { of: EvacuationView; opens: boolean }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const [shown, setShown] = useState(false);
  return (
    <section className="sheet evacuation" aria-label={names.place(e.area)}>
      <h2>{e.siteId ? `${names.site(e.siteId)} · ` : ''}{names.place(e.area)} <span className="chip line">{t(`evacuations/st_${e.state}`)}</span> <span className="chip line">{t(`evacuations/cause_${e.cause}`)}</span> <span className="dim num">{shortTime(e.openedAt, now)}</span></h2>
      {e.reason && <p className="dim">{e.reason}</p>}
      <Law counts={e.totals} />
      <p className="evacuation-where">
        <span>{t('evacuations/inShelter', { n: e.totals.inShelter })}</span><span>{t('evacuations/dispersed', { n: e.totals.dispersed })}</span>
        {e.counted > 0 && <span>{t('evacuations/counted', { n: e.counted })}</span>}
        {e.totals.returned > 0 && <span className="over">▲ {t('evacuations/early', { n: e.totals.returned })}</span>}
        {e.safeAt && <span className="receipt">✓ {t('evacuations/safe', { time: shortTime(e.safeAt, now) })}</span>}
        {e.openTasks > 0 && <span className="over">▲ {t('evacuations/tasks')} {e.openTasks}</span>}
      </p>
      <Review of={e} opens={opens} />
      <EvacuationActs of={e} opens={opens} />
      <Button aria-expanded={shown} onClick={() => setShown(!shown)}>{t('evacuations/ledger')} {shown ? '▴' : '▾'}</Button>
      {shown && <Ledgers of={e} />}
    </section>
  );
}

const PARTS = ['moved', 'alreadySafe', 'refused', 'unreachable', 'remaining'] as const;
/** The conservation law as one bar and its columns: the parts are the whole. */
export function Law({ counts }: { counts: LedgerCounts }) {
  const { t } = useWords();
  const c = conservationOf(counts);
  return (
    <>
      <div className="law" role="img" aria-label={t('evacuations/bar', { planned: c.planned, moved: c.moved, refused: c.refused, unreachable: c.unreachable, safe: c.alreadySafe, remaining: c.remaining })}>
        {PARTS.filter((p) => c[p] > 0).map((p) => <span key={p} className={`law-${p}`} style={{ flexGrow: c[p] }} />)}
      </div>
      <dl className="law-figures">
        {(['planned', ...PARTS, 'verified'] as const).map((p) => <div key={p} className={`law-${p}`}><dt>{t(`evacuations/c_${p}`)}</dt><dd className={`num ${(p === 'remaining' || p === 'refused' || p === 'unreachable') && c[p] > 0 ? 'over' : ''}`}>{c[p]}</dd></div>)}
      </dl>
    </>
  );
}
