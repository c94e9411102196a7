import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { EvacuationPage, LedgerHousehold, LedgerHouseholdPage } from '@xunling/contracts/classes';
import { useEffect } from 'react';
import { read } from '../api/door.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { usePlaces } from './items.js';
import { enqueue, onReceipt, useQueue } from './queue.js';
import './moved.css';

/** In safety by somebody's word, and not seen there by a second person. */
const UNSEEN = ['arrived', 'safe'] as const;

/** 核验人员: households of running evacuations of an area whose people are said to be in safety; whoever looks now is another than who brought or received them. */
export function VerifyPeople({ area }: { area: string }) {
  const client = useQueryClient();
  useEffect(() => onReceipt(({ subject }) => { if (subject.startsWith('household-')) void client.invalidateQueries({ queryKey: ['evacuations'] }); }), [client]);
  const runs = useQuery({ queryKey: ['evacuations', 'verify', area], queryFn: () => read<EvacuationPage>(`/api/evacuations?area=${area}&state=open&limit=20`) });
  return <>{(runs.data?.items ?? []).map((e) => <Running key={e.id} id={e.id} area={area} />)}</>;
}

function Running({ id, area }: { id: string; area: string }) {
  const { t } = useWords();
  const { data } = useQuery({ queryKey: ['evacuations', 'verify', area, id], queryFn: async () => (await Promise.all(UNSEEN.map((state) => read<LedgerHouseholdPage>(`/api/evacuations/${id}/households?area=${area}&state=${state}&limit=50`)))).flatMap((p) => p.items) });
  const items = [...new Map((data ?? []).map((h) => [h.householdId, h])).values()];
  if (items.length === 0) return null;
  return <section className="duty moved-card" aria-label={t('measures/verifyPeople')}><div className="title">{t('measures/verifyPeople')}<span className="chip line num" style={{ marginLeft: 'auto' }}>{items.length}</span></div>{items.map((h) => <Household key={h.householdId} evacuation={id} of={h} />)}</section>;
}

function Household({ evacuation, of: h }: { evacuation: string; of: LedgerHousehold }) {
  const { t, code } = useWords();
  const { acts } = useQueue();
  const places = usePlaces(h.area);
  const subject = `household-${h.householdId}`;
  const waits = acts.filter((a) => a.subject === subject);
  const say = () => void enqueue({ path: `/api/evacuations/${evacuation}/verify`, body: { householdIds: [h.householdId] }, subject, verb: 'verify', about: h.head }).catch(() => undefined);
  return (
    <article className="moved-household" aria-label={h.head}>
      <div><b>{h.head}</b> <span className="dim">{places.area(h.area)}</span></div>
      <div className="dim">{h.persons.map((p) => `${p.name} ${t(`evacuations/s_${p.state}`)}`).join(' · ')}</div>
      {waits.map((a) => <p key={a.id} className={`waits ${a.state}`}>{a.state === 'rejected' ? '✕' : '◌'} {t(`queue/${a.state === 'rejected' ? 'rejectedLine' : 'waitingLine'}`, { verb: code('field/verb', a.verb), time: clockTime(a.at).slice(0, 5) })}</p>)}
      {waits.length === 0 && <button className="big" onClick={say}>{t('evacuations/a_verify')} · {t('evacuations/people', { n: h.persons.filter((p) => (UNSEEN as readonly string[]).includes(p.state)).length })}</button>}
    </article>
  );
}
