import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Skeleton } from 'antd';
import type { CalloutRows, CalloutRowView, CalloutView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { mayIssueIn } from '../view/person.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Persons of a callout by how they stand, with every try and receipt. */
export function Rows({ callout, state, area, calls }: { callout: CalloutView; state: string; area: string | undefined; calls: boolean }) {
  const { t } = useWords();
  const query = useInfiniteQuery({
    queryKey: ['callouts', 'rows', callout.id, state, area], initialPageParam: '', getNextPageParam: (last: CalloutRows) => last.nextCursor,
    queryFn: ({ pageParam }) => read<CalloutRows>(`/api/callouts/${callout.id}/rows?state=${state}&limit=50${area ? `&area=${area}` : ''}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const people = usePeople(items.flatMap((r) => [r.userId, r.deputyId, r.superiorId, r.reachedBy, r.takenBy, r.door?.by].filter((x): x is string => !!x)));
  if (query.isPending) return <Skeleton active paragraph={{ rows: 4 }} title={false} />;
  if (query.error) return <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></>;
  return (
    <>
      {items.length === 0 && <p className="empty">{t(`callouts/no_${state}`)}</p>}
      {items.map((r) => <Row key={r.id} of={r} callout={callout} calls={calls} people={people} />)}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('callouts/more')}</Button>}
    </>
  );
}

function Row({ of, callout, calls, people }: { of: CalloutRowView; callout: CalloutView; calls: boolean; people: (id: string) => string }) {
  const { t, code } = useWords();
  const now = useNow();
  const { user } = useSession();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const [to, setTo] = useState<'superior' | 'door' | 'told' | 'nobody'>();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<CalloutRowView>();
  const mine = calls && callout.kind === 'alarm' && mayIssueIn(user?.grants ?? [], of.area);
  const acts = mine && callout.state === 'running' && of.state !== 'reached' && of.step !== 'door';
  const knocks = mine && of.state === 'unreached' && !of.door?.told;
  const toggle = (what: typeof to) => setTo(to === what ? undefined : what);
  const rowPath = `/api/callouts/${callout.id}/rows/${of.id}`;
  const pass = async () => { if (to === 'told' || to === 'nobody' ? await run(`${rowPath}/door`, { told: to === 'told', note: reason.trim() }) : await run(`${rowPath}/pass`, { to, reason: reason.trim() })) { setTo(undefined); setReason(''); } };
  const tries = of.tries.filter((x) => x.state === 'accepted').length;
  return (
    <article className="callout-row" aria-label={people(of.userId)}>
      <p><b>{people(of.userId)}</b> <span>{of.post}</span> <span className="dim">{names.place(of.area)}</span></p>
      <p className="num">
        {of.state === 'reached' && of.reachedAt ? <span>✓ {t('callouts/heardBy', { who: people(of.reachedBy!), how: t(`callouts/ch_${of.reachedOn ?? 'on-screen'}`), time: shortTime(of.reachedAt, now) })}{of.late && <span className="over"> ▲ {t('callouts/wasLate')}</span>}</span>
          : callout.state !== 'running' && of.step !== 'door' ? <span className="over">▲ {t('callouts/endedUnreached')}</span>
          : of.state === 'unreached' ? <span className="over">▲ {t(`callouts/at_${of.step}`, { who: of.superiorId ? people(of.superiorId) : '' })}</span> : <span>{t(`callouts/at_${of.step}`, { who: of.step === 'deputy' && of.deputyId ? people(of.deputyId) : people(of.userId) })}</span>}
        {of.takenBy && <span> · {t('callouts/takenBy', { who: people(of.takenBy) })}</span>} <span className="dim">{t('callouts/tries', { n: tries })}</span>
        {of.notRingable.length > 0 && <span className="over"> · {t('callouts/rowNotRingable', { what: of.notRingable.map((k) => t(`callouts/ch_${k}`)).join('、') })}</span>}
      </p>
      {of.tries.length + of.answers.length > 0 && (
        <details><summary className="dim">{t('callouts/trace')}</summary>
          <ul className="callout-tries">
            {of.tries.map((x) => <li key={x.attemptId} className="num">{shortTime(x.at, now)} {t(`callouts/role_${x.role}`)} {t(`callouts/ch_${x.channel}`)} {t('callouts/nth', { n: x.n })} · {t(`callouts/try_${x.state}`)}{x.reason && ` · ${code('callouts/reason', x.reason)}`}</li>)}
            {of.answers.map((x) => <li key={x.at + x.by} className="num">{shortTime(x.at, now)} {people(x.by)} {t('callouts/heardFor', { s: x.heardSeconds })} · {t(`callouts/verdict_${x.verdict}`)}</li>)}
          </ul></details>
      )}
      {of.door && <p className={of.door.told ? '' : 'over'}>⌂ {t(of.door.told ? 'callouts/doorTold' : 'callouts/doorNobody', { who: people(of.door.by), time: shortTime(of.door.at, now), note: of.door.note })}</p>}
      {(acts || knocks) && <div className="page-acts">
        {acts && of.superiorId && of.step !== 'superior' && <Button size="small" aria-pressed={to === 'superior'} onClick={() => toggle('superior')}>{t('callouts/toSuperior')}</Button>}
        {acts && <Button size="small" aria-pressed={to === 'door'} onClick={() => toggle('door')}>{t('callouts/toDoor')}</Button>}
        {knocks && <><Button size="small" aria-pressed={to === 'told'} onClick={() => toggle('told')}>{t('callouts/told')}</Button><Button size="small" aria-pressed={to === 'nobody'} onClick={() => toggle('nobody')}>{t('callouts/nobody')}</Button></>}
      </div>}
      {to && <div className="page-acts"><Input autoFocus size="small" style={{ maxWidth: 320 }} maxLength={1000} value={reason} placeholder={t('callouts/passWhy')} aria-label={t('callouts/passWhy')} onChange={(e) => setReason(e.target.value)} onPressEnter={() => { if (reason.trim()) void pass(); }} /><Button size="small" type="primary" loading={sending} disabled={phase !== 'live' || reason.trim() === ''} onClick={() => void pass()}>{t(to === 'told' || to === 'nobody' ? 'callouts/note' : to === 'door' ? 'callouts/toDoor' : 'callouts/toSuperior')}</Button></div>}
      <Problem error={error} />
    </article>
  );
}
