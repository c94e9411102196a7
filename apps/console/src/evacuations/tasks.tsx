import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { TASK_OUTCOMES } from '@xunling/contracts';
import type { EvacuationTask, EvacuationTaskPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Persuasion, door checks and alarms still to do. */
export function Tasks() {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const query = useInfiniteQuery({ queryKey: ['evacuations', 'tasks'], initialPageParam: '', getNextPageParam: (last: EvacuationTaskPage) => last.nextCursor, queryFn: ({ pageParam }) => read<EvacuationTaskPage>(`/api/evacuation-tasks?state=open&limit=50${pageParam ? `&cursor=${pageParam}` : ''}`) });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const people = usePeople(items.flatMap((i) => (i.assigneeId ? [i.assigneeId] : [])));
  return (
    <section className="sheet" aria-label={t('evacuations/tasks')}>
      <h2>{t('evacuations/tasks')}</h2>
      <Problem error={query.error} />
      {query.data && items.length === 0 && <p className="empty">{t('evacuations/noTasks')}</p>}
      {items.map((k) => (
        <article key={k.id} className="page-acts" style={{ borderTop: '1px solid var(--line)', padding: '6px 0' }}>
          <span className={k.kind === 'ALARM' ? 'over' : ''}>▲ {t(`evacuations/k_${k.kind}`)}</span><b>{k.head}</b><span className="num">{k.phone}</span><span>{t('evacuations/people', { n: k.count })}</span><span className="dim">{names.place(k.area)} · {k.assigneeId ? people(k.assigneeId) : ''} · {shortTime(k.openedAt, now)}</span>
          {!k.masked && <Finish of={k} />}
        </article>
      ))}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}

function Finish({ of: k }: { of: EvacuationTask }) {
  const { t } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<string>();
  const [note, setNote] = useState('');
  const { sending, error, run } = useAct<EvacuationTask>();
  const send = async () => { if (await run(`/api/evacuation-tasks/${k.id}/finish`, { outcome, ...(note.trim() ? { note: note.trim() } : {}) })) void client.invalidateQueries({ queryKey: ['evacuations'] }); };
  return (
    <>
      <Select style={{ width: 130 }} aria-label={t('evacuations/outcome')} placeholder={t('evacuations/outcome')} value={outcome ?? null} onChange={(v: string | null) => setOutcome(v ?? undefined)} options={TASK_OUTCOMES.filter((o) => o !== 'settled').map((o) => ({ value: o, label: t(`evacuations/o_${o}`) }))} />
      <Input style={{ width: 180 }} value={note} maxLength={400} aria-label={t('evacuations/note')} placeholder={t('evacuations/note')} onChange={(e) => setNote(e.target.value)} />
      <Button loading={sending} disabled={phase !== 'live' || !outcome} onClick={() => void send()}>{t('evacuations/finish')}</Button>
      <Problem error={error} />
    </>
  );
}
