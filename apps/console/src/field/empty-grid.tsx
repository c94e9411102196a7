import type { EvacuationPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { ReviewState } from '../evacuations/review.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { useKept } from './kept.js';
import { enqueue, useQueue } from './queue.js';

const REASONS = ['water', 'danger', 'people'] as const;

/** 整格先行转移 (C7): one's own grid emptied in one step, no order asked for, also while command is away; those above look at it within minutes, and what they said stands in its place. Absent where an officer or an order empties it. */
export function EmptyGrid({ area }: { area: string }) {
  const { t, code } = useWords();
  const { user } = useSession();
  const [why, setWhy] = useState<string>('water');
  const [lost, setLost] = useState(false);
  const { acts } = useQueue();
  // a post of a force over the whole street empties no grid
  const holds = area.length >= 15;
  const running = useKept<EvacuationPage>(['evacuations', 'field', user?.id, area], () => read<EvacuationPage>(`/api/evacuations?area=${area}&state=open&limit=20`), { enabled: holds });
  const wide = running.data?.value.items.filter((e) => !e.siteId) ?? [];
  const begun = wide.find((e) => e.review);
  if (begun) return <section className="duty" aria-label={t('emptyGrid/title')}><div className="title">{t('emptyGrid/begun', { n: begun.totals.planned })}</div><ReviewState of={begun.review!} /></section>;
  // not known yet whether one runs; where the door does not answer at all, the ground acts
  if (!holds || running.isPending || wide.length > 0) return null;
  const subject = `household-grid-${area}`;
  const waits = acts.filter((a) => a.subject === subject);
  const send = async () => { try { await enqueue({ path: '/api/evacuations/protect', body: { area, reason: t(`protect/r_${why}`) }, subject, verb: 'empty', about: t('emptyGrid/title') }); setLost(false); } catch { setLost(true); } };
  return (
    <details className="duty">
      <summary className="title" style={{ minHeight: 44 }}>{t('emptyGrid/title')}</summary>
      <p className="dim">{t('emptyGrid/rule')}</p>
      <div className="stack">
        <label>{t('protect/why')}<select className="big second" value={why} onChange={(e) => setWhy(e.target.value)}>{REASONS.map((r) => <option key={r} value={r}>{t(`protect/r_${r}`)}</option>)}</select></label>
        {waits.map((a) => <p key={a.id} className={`waits ${a.state}`}>{a.state === 'rejected' ? '✕' : '◌'} {t(`queue/${a.state === 'rejected' ? 'rejectedLine' : 'waitingLine'}`, { verb: code('field/verb', a.verb), time: clockTime(a.at).slice(0, 5) })}</p>)}
        {waits.length === 0 && <button className="big" onClick={() => void send()}>{t('emptyGrid/send')}</button>}
        {lost && <div className="problem" role="alert"><strong>{t('queue/notKept')}</strong></div>}
      </div>
    </details>
  );
}
