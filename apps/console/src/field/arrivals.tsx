import type { LedgerHousehold, NearShelters } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { Problem } from '../look/problem.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { useKept } from './kept.js';
import { enqueue, useQueue } from './queue.js';
import './moved.css';

/** Picked in place of a shelter: with relatives or friends (分散安置). */
const ELSEWHERE = 'elsewhere';
const moved = (h: LedgerHousehold): string[] => h.persons.filter((p) => p.state === 'moved').map((p) => p.personId);

/** 到达安置: households with people on their way. Where they came to is chosen once, then one tap a household; absent where nobody is on the way. */
export function Arrivals({ evacuation, area, of }: { evacuation: string; area: string; of: readonly LedgerHousehold[] }) {
  const { t } = useWords();
  const coming = of.filter((h) => !h.masked && moved(h).length > 0);
  if (coming.length === 0) return null;
  return (
    <details className="arrivals">
      <summary className="title" style={{ minHeight: 44 }}>{t('evacuations/onTheWay', { n: coming.reduce((n, h) => n + moved(h).length, 0) })}</summary>
      <Coming evacuation={evacuation} area={area} of={coming} />
    </details>
  );
}

function Coming({ evacuation, area, of }: { evacuation: string; area: string; of: readonly LedgerHousehold[] }) {
  const { t, zh } = useWords();
  const { user } = useSession();
  const [to, setTo] = useState('');
  const near = useKept<NearShelters>(['evacuations', 'near', user?.id, area], () => read<NearShelters>(`/api/shelters/nearest?area=${area}`));
  const places = near.data?.value.items ?? [];
  // full meanwhile: it is no longer offered, and no longer chosen
  const chosen = to === ELSEWHERE || places.some((s) => s.id === to) ? to : '';
  return (
    <div className="stack">
      <Problem error={near.error} />
      <label>{t('evacuations/arriveWhere')}<select className="big second" value={chosen} onChange={(e) => setTo(e.target.value)}>
        <option value="" disabled>{t('evacuations/arrivePick')}</option>
        {places.map((s) => <option key={s.id} value={s.id}>{t('evacuations/arriveFree', { name: zh ? s.name : s.nameEn, n: s.free })}</option>)}
        <option value={ELSEWHERE}>{t('evacuations/elsewhere')}</option>
      </select></label>
      {of.map((h) => <Household key={h.householdId} evacuation={evacuation} of={h} to={chosen} />)}
    </div>
  );
}

/** Names the persons: whoever of the household is still at home has not arrived with them. */
function Household({ evacuation, of: h, to }: { evacuation: string; of: LedgerHousehold; to: string }) {
  const { t, code } = useWords();
  const { acts } = useQueue();
  const [lost, setLost] = useState(false);
  const personIds = moved(h);
  const subject = `household-${h.householdId}`;
  const waits = acts.filter((a) => a.subject === subject);
  const say = async () => { try { await enqueue({ path: `/api/evacuations/${evacuation}/arrive`, body: { personIds, ...(to === ELSEWHERE ? {} : { shelterId: to }) }, subject, verb: 'sheltered', about: h.head }); setLost(false); } catch { setLost(true); } };
  return (
    <article className="moved-household" aria-label={h.head}>
      <div><b>{h.head}</b> <span className="num">{t('evacuations/people', { n: personIds.length })}</span></div>
      {waits.map((a) => <p key={a.id} className={`waits ${a.state}`}>{a.state === 'rejected' ? '✕' : '◌'} {t(`queue/${a.state === 'rejected' ? 'rejectedLine' : 'waitingLine'}`, { verb: code('field/verb', a.verb), time: clockTime(a.at).slice(0, 5) })}</p>)}
      {waits.length === 0 && <button className="big" disabled={!to} onClick={() => void say()}>{t('evacuations/arrivedN', { n: personIds.length })}</button>}
      {lost && <div className="problem" role="alert"><strong>{t('queue/notKept')}</strong></div>}
    </article>
  );
}
