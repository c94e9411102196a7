import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { CalloutPage, CalloutView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { Navigate } from 'react-router';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useNow } from '../live/server-clock.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { ColourChip, LevelChip } from '../look/glyphs.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { mayIssueIn, watchArea } from '../view/person.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { Campaign } from './campaign.js';
import { Contacts } from './contacts.js';
import { MyCalls } from './my-calls.js';
import { OfficerMessages } from './officer-messages.js';
import { Policy } from './policy.js';
import { Start } from './start.js';
import './callouts.css';

const MOVES = /^command\.(callout|contact)\./;

/** 叫应: who was called, who heard and answered, who is not reached and who goes there. Who works in the field answers on the field page. */
export default function CalloutsPage() {
  const { t } = useWords();
  const { user } = useSession();
  if (!watchArea(user?.grants ?? [])) return <Navigate to="/field" replace />;
  return <Page title={t('callouts/title')}><Callouts /></Page>;
}

/** Who reads what was sent to officers, over the whole zone. */
const MESSAGE_READERS = ['commander', 'duty-officer', 'auditor'];

function Callouts() {
  const { t } = useWords();
  const { user } = useSession();
  useFollow(MOVES, 'callouts');
  const [chosen, setChosen] = useState<string>();
  const query = useInfiniteQuery({
    queryKey: ['callouts', 'list'], initialPageParam: '', getNextPageParam: (last: CalloutPage) => last.nextCursor,
    queryFn: ({ pageParam }) => read<CalloutPage>(`/api/callouts?limit=20${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  if (query.isPending) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  if (query.error) return <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></>;
  const items = query.data.pages.flatMap((p) => p.items);
  const shown = items.find((c) => c.id === chosen) ?? items.find((c) => c.state === 'running') ?? items[0];
  const grants = user?.grants ?? [];
  const calls = grants.some((g) => mayIssueIn(grants, g.area));
  return (
    <>
      <MyCalls />
      <div className="callouts">
        <div className="callout-side">
          {calls && <Start onStarted={setChosen} />}
          <section className="sheet" aria-label={t('callouts/list')}>
            <h2>{t('callouts/list')}</h2>
            {items.length === 0 && <p className="empty"><strong>{t('callouts/none')}</strong>{t('callouts/noneMore')}</p>}
            {items.map((c) => <Line key={c.id} of={c} current={c.id === shown?.id} onPick={() => setChosen(c.id)} />)}
            {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('callouts/more')}</Button>}
          </section>
          <Policy />
          {grants.some((g) => g.area.length === 6 && MESSAGE_READERS.includes(g.role)) && <OfficerMessages />}
        </div>
        <div className="callout-main">
          {shown && <Campaign key={shown.id} of={shown} calls={calls} />}
          <Contacts tests={calls} />
        </div>
      </div>
    </>
  );
}

function Line({ of, current, onPick }: { of: CalloutView; current: boolean; onPick: () => void }) {
  const { t } = useWords();
  const now = useNow();
  const names = useNames(useLive().picture);
  return (
    <button className="plain press callout-line" aria-current={current ? 'true' : undefined} onClick={onPick}>
      <span className="cut">{of.kind === 'test' ? <b>{t('callouts/test')}</b> : <>{of.colour && <ColourChip colour={of.colour} />}{of.level && <LevelChip level={of.level} />}</>} <b>{of.areas.map(names.area).join('、')}</b>{of.automatic && <span className="dim"> · {t('callouts/auto')}</span>}</span>
      <span className="dim num">{shortTime(of.startedAt, now)} · {of.state === 'running' ? `● ${t('callouts/state_running')}` : t(`callouts/state_${of.state}`)} · {t('callouts/reachedOf', { n: of.reached, all: of.persons })}</span>
    </button>
  );
}
