import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { LevelHistory, LevelList, LevelProposalList } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { useNow } from '../live/server-clock.js';
import { LevelChip } from '../look/glyphs.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { mayDecide } from '../view/person.js';
import { shortTime, span } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { Lower, Raise } from './change-level.js';
import { LevelSigners } from './level-signers.js';
import { Proposals } from './proposals.js';

const MOVES = /^command\.(level|proposal|seat|roster|incident)\./;

/** 响应等级: what is in force over each street, raised and lowered by hand, and everything that was. */
export default function LevelsPage() {
  const { t } = useWords();
  return <Page title={t('levels/title')}><Levels /></Page>;
}

function Levels() {
  const { t } = useWords();
  const { user } = useSession();
  useFollow(MOVES, 'levels');
  const decides = mayDecide(user?.grants ?? []);
  const levels = useQuery({ queryKey: ['levels', 'now'], queryFn: () => read<LevelList>('/api/levels') });
  const reads = (user?.grants ?? []).some((g) => ['commander', 'duty-officer', 'administrator', 'auditor', 'observer'].includes(g.role));
  const proposals = useQuery({ queryKey: ['levels', 'proposals'], queryFn: () => read<LevelProposalList>('/api/levels/proposals'), enabled: reads });
  const error = levels.error ?? proposals.error;
  if (error) return <><Problem error={error} /><Button onClick={() => { void levels.refetch(); void proposals.refetch(); }}>{t('error/again')}</Button></>;
  if (!levels.data) return <Skeleton active paragraph={{ rows: 6 }} title={false} />;
  return (
    <>
      <Now items={levels.data.items} />
      {proposals.data && <Proposals items={proposals.data.items} decides={decides} me={user?.id ?? ''} />}
      {decides && <div className="level-forms"><Raise now={levels.data.items} /><Lower now={levels.data.items} /></div>}
      <LevelSigners />
      <History />
    </>
  );
}

function Now({ items }: { items: LevelList['items'] }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  return (
    <section className="sheet" aria-label={t('levels/now')}>
      <h2>{t('levels/now')}</h2>
      <div className="scroll" tabIndex={0}>
        <table className="table">
          <thead><tr>{['street', 'level', 'since', 'plan', 'incident'].map((c) => <th key={c} scope="col">{t(`levels/c_${c}`)}</th>)}</tr></thead>
          <tbody>{items.map((l) => (
            <tr key={l.area}><td><b>{names.area(l.area)}</b></td><td><LevelChip level={l.level === 'none' ? undefined : l.level} /></td><td className="num">{l.since && l.level !== 'none' ? <>{shortTime(l.since, now)} <span className="dim">{span(now - Date.parse(l.since))}</span></> : '–'}</td><td>{l.level === 'none' ? '–' : l.planVersion}</td><td>{l.level === 'none' ? '–' : picture?.incidents[l.incidentId ?? '']?.name}</td></tr>
          ))}</tbody>
        </table>
      </div>
    </section>
  );
}

function History() {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const query = useInfiniteQuery({ queryKey: ['levels', 'history'], initialPageParam: '', getNextPageParam: (last: LevelHistory) => last.nextCursor, queryFn: ({ pageParam }) => read<LevelHistory>(`/api/levels/history?limit=30${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`) });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const people = usePeople(items.flatMap((i) => i.signatures.map((s) => s.userId)));
  return (
    <section className="sheet" aria-label={t('levels/history')}>
      <h2>{t('levels/history')}</h2>
      <Problem error={query.error} />
      {query.data && items.length === 0 && <p className="empty">{t('levels/never')}</p>}
      {items.length > 0 && (
        <div className="scroll" tabIndex={0}>
          <table className="table">
            <thead><tr>{['at', 'change', 'areas', 'why', 'signed'].map((c) => <th key={c} scope="col">{t(`levels/c_${c}`)}</th>)}</tr></thead>
            <tbody>{items.map((i) => (
              <tr key={i.id}><td className="num">{shortTime(i.at, now)}</td><td>{t(`levels/${i.kind}`)} <LevelChip level={i.previous} /> → <LevelChip level={i.level === 'none' ? undefined : i.level} /></td><td>{i.areas.map(names.area).join('、')}</td><td>{i.reason ?? (i.decisionId ? t('levels/byWarning') : '–')}</td><td>{i.signatures.map((s) => <div key={s.userId}>{people(s.userId)} <span className="dim">{t(`decision/seat_${s.as}`)}</span></div>)}</td></tr>
            ))}</tbody>
          </table>
        </div>
      )}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('seats/more')}</Button>}
    </section>
  );
}
