import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Skeleton } from 'antd';
import type { EntryPage, EntryView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { mayDecide } from '../view/person.js';
import { eventKey } from '../view/event.js';
import { clockTime, dateOf } from '../view/time.js';
import { useWords } from '../words/use-words.js';

const MOVES = /^command\.(?!order\.)/;
const userOf = (actor: string): string => actor.replace(/^user:/, '');
const moment = (at: string): string => `${dateOf(at)} ${clockTime(at)}`;

/** Command's journal of an incident, newest first; a wrong entry stays, what is right stands beside it. */
export function Entries({ incidentId }: { incidentId: string }) {
  const { t } = useWords();
  useFollow(MOVES, 'forms', 'entries', incidentId);
  const query = useInfiniteQuery({
    queryKey: ['forms', 'entries', incidentId], queryFn: ({ pageParam }) => read<EntryPage>(`/api/entries?incident=${incidentId}&limit=50${pageParam ? `&cursor=${pageParam}` : ''}`),
    initialPageParam: '', getNextPageParam: (last) => last.nextCursor, retry: false,
  });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const people = usePeople(items.flatMap((e) => [userOf(e.actor), ...e.corrections.map((c) => c.by)]));
  if (query.isPending) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  if (query.error) return <><Problem error={query.error} /><div className="page-acts"><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></div></>;
  return (
    <section className="sheet" aria-label={t('forms/tab_journal')}>
      <h2>{t('forms/tab_journal')}</h2>
      <p className="dim">{t('forms/rule')}</p>
      {items.length === 0 && <p className="empty">{t('forms/noEntries')}</p>}
      <ol className="entries">{items.map((entry) => <Line key={entry.id} entry={entry} people={people} onDone={() => void query.refetch()} />)}</ol>
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}

function Line({ entry, people, onDone }: { entry: EntryView; people: (id: string) => string; onDone: () => void }) {
  const { t, code } = useWords();
  const { user } = useSession();
  const [open, setOpen] = useState(false);
  const may = entry.type !== 'command.entry.corrected.v1' && (mayDecide(user?.grants ?? []) || entry.actor === `user:${user?.id}`);
  const of = entry.type === 'command.entry.corrected.v1' ? (entry.data as { eventId?: string } | undefined)?.eventId : undefined;
  return (
    <li id={`entry-${entry.id}`} className={entry.corrections.length > 0 ? 'corrected' : ''}>
      <div className="entry-head">
        <span className="num dim">{moment(entry.at)}</span><b>{code('event', eventKey(entry.type))}</b>
        <span className="dim">{entry.actor.startsWith('system:') ? t('plans/system') : people(userOf(entry.actor))}</span>
        {of && <span className="dim num">{t('forms/of', { id: of.slice(-8) })}</span>}
        <span className="dim num entry-id">{entry.id.slice(-8)}</span>
        {may && <Button size="small" onClick={() => setOpen(!open)} aria-expanded={open}>{t('forms/correct')}</Button>}
      </div>
      {entry.data ? <details><summary>{t('forms/content')}</summary><pre tabIndex={0}>{JSON.stringify(entry.data, undefined, 1)}</pre></details> : <em className="dim">{t('forms/erased')}</em>}
      {entry.corrections.map((c) => <p key={c.id} className="correction">✎ <b>{c.textZh}</b> · {c.reason} <span className="dim num">{people(c.by)} {moment(c.at)}</span></p>)}
      {open && <Correct eventId={entry.id} onDone={() => { setOpen(false); onDone(); }} />}
    </li>
  );
}

function Correct({ eventId, onDone }: { eventId: string; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [right, setRight] = useState('');
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<EntryView>();
  const send = async () => { if (await run('/api/corrections', { eventId, reason: reason.trim(), textZh: right.trim() })) onDone(); };
  return (
    <div className="stack">
      <label>{t('forms/right')}<Input.TextArea autoFocus rows={2} maxLength={4000} value={right} onChange={(e) => setRight(e.target.value)} /></label>
      <label>{t('forms/reason')}<Input maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} /></label>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <div className="page-acts"><Button type="primary" loading={sending} disabled={phase !== 'live' || right.trim() === '' || reason.trim() === ''} onClick={() => void send()}>{t('forms/add')}</Button></div>
    </div>
  );
}
