import { useQueryClient } from '@tanstack/react-query';
import { TASK_OUTCOMES } from '@xunling/contracts';
import type { EvacuationTask, EvacuationTaskPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { Problem } from '../look/problem.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { useKept } from './kept.js';

/** 劝离、上门、告警: follow-ups of one's own, each with whom it is about and what came of it. Absent where there is none. */
export function MyTasks() {
  const { t } = useWords();
  const { user } = useSession();
  const items = useKept<EvacuationTaskPage>(['evacuations', 'field', user?.id, 'tasks'], () => read<EvacuationTaskPage>('/api/evacuation-tasks?mine=true&state=open&limit=50')).data?.value.items ?? [];
  if (items.length === 0) return null;
  return <details className="duty over" open><summary className="title" style={{ minHeight: 44 }}>▲ {t('evacuations/myTasks', { n: items.length })}</summary>{items.map((k) => <Task key={k.id} of={k} />)}</details>;
}

function Task({ of: k }: { of: EvacuationTask }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [outcome, setOutcome] = useState('');
  const [note, setNote] = useState('');
  const { sending, error, run } = useAct<EvacuationTask>();
  const send = async () => { if (await run(`/api/evacuation-tasks/${k.id}/finish`, { outcome, ...(note.trim() ? { note: note.trim() } : {}) })) void client.invalidateQueries({ queryKey: ['evacuations'] }); };
  return (
    <article className="stack" aria-label={`${t(`evacuations/k_${k.kind}`)} ${k.head}`}>
      <div><span className={k.kind === 'ALARM' ? 'over' : ''}>{t(`evacuations/k_${k.kind}`)}</span> <b>{k.head}</b> <span className="num">{t('evacuations/people', { n: k.count })}</span> {k.masked ? <span className="num">{k.phone}</span> : <a className="num" href={`tel:${k.phone}`}>{k.phone}</a>} <span className="dim num">{clockTime(k.openedAt).slice(0, 5)}</span></div>
      {k.address && <div className="dim">{k.address}</div>}
      {!k.masked && (
        <>
          <label>{t('evacuations/outcome')}<select className="field-input" value={outcome} onChange={(e) => setOutcome(e.target.value)}><option value="" disabled>{t('evacuations/outcome')}</option>{TASK_OUTCOMES.filter((o) => o !== 'settled').map((o) => <option key={o} value={o}>{t(`evacuations/o_${o}`)}</option>)}</select></label>
          <textarea aria-label={t('evacuations/note')} placeholder={t('evacuations/note')} value={note} onChange={(e) => setNote(e.target.value)} rows={1} maxLength={400} />
          <button className="big second" disabled={sending || !outcome} onClick={() => void send()}>{sending ? t('field/sending') : t('evacuations/finish')}</button>
        </>
      )}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
    </article>
  );
}
