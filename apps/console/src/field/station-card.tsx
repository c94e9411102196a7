import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReliefPage, StationPage, StationView, StationWithPresence } from '@xunling/contracts/classes';
import { useEffect, useState } from 'react';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { Problem } from '../look/problem.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { usePlaces } from './items.js';
import { useKept } from './kept.js';
import { locate } from './photo.js';
import { enqueue, onReceipt, useQueue } from './queue.js';

const SHOWN = 10;

/** 在岗与换岗: where one is on post, is offered a place, or may relieve; the first check-in is the duty's own. Absent where there is none. */
export function StationCard() {
  const { t } = useWords();
  const { user } = useSession();
  const client = useQueryClient();
  useEffect(() => onReceipt(({ subject, verb }) => { if (subject.startsWith('station-') || verb === 'check-in') void client.invalidateQueries({ queryKey: ['on-post'] }); }), [client]);
  const all = useKept<StationPage>(['on-post', 'mine', user?.id], () => read<StationPage>('/api/on-post/stations?mine=true&limit=200')).data?.value.items ?? [];
  const rank = (s: StationView): number => (s.offeredTo === user?.id ? 0 : s.present?.by === user?.id ? 1 : 2);
  const items = all.filter((s) => s.present || s.offeredTo || s.state === 'left').sort((a, b) => rank(a) - rank(b));
  if (items.length === 0) return null;
  return <details className="duty" open={items.some((s) => s.offeredTo === user?.id) ? true : undefined}><summary className="title" style={{ minHeight: 44 }}>{t('measures/stations', { n: items.length })}</summary>{items.slice(0, SHOWN).map((s) => <Station key={s.id} of={s} me={user?.id} />)}{items.length > SHOWN && <p className="dim">{t('top/more', { n: items.length - SHOWN })}</p>}</details>;
}

function Station({ of: s, me }: { of: StationView; me: string | undefined }) {
  const { t, zh, code } = useWords();
  const { acts } = useQueue();
  const places = usePlaces(s.area);
  const people = usePeople([s.present?.by, s.offeredTo].filter((id): id is string => !!id));
  const [locating, setLocating] = useState(false);
  const [lost, setLost] = useState(false);
  const here = s.present?.by === me;
  const subject = `station-${s.id}`;
  const waits = acts.filter((a) => a.subject === subject);
  const put = async (verb: 'arrive' | 'leave', body: object) => { try { await enqueue({ path: `/api/on-post/stations/${s.id}/${verb}`, body: { ...body }, subject, verb, about: zh ? s.postName : s.postNameEn }); setLost(false); } catch { setLost(true); } };
  const arrive = async () => {
    setLocating(true);
    const at = await locate();
    setLocating(false);
    await put('arrive', typeof at === 'string' ? { noPositionReason: t(`field/${at === 'denied' ? 'positionDenied' : at === 'none' ? 'positionNone' : 'positionFail'}`) } : { position: at });
  };
  return (
    <article className="stack" aria-label={zh ? s.postName : s.postNameEn}>
      <div><b>{zh ? s.postName : s.postNameEn}</b> <span className="dim">{places.area(s.area)} · {t(`force/${s.force}`)}</span> <span className="chip line">{t(`onPost/s_${s.state}`)}</span></div>
      {s.present && <div className="dim">{people(s.present.by)} <span className="num">{clockTime(s.present.from).slice(0, 5)}</span></div>}
      {s.offeredTo && <div className={s.offeredTo === me ? 'over' : 'dim'}>{t('onPost/offered', { name: people(s.offeredTo) })}</div>}
      {waits.map((a) => <p key={a.id} className={`waits ${a.state}`}>{a.state === 'rejected' ? '✕' : '◌'} {t(`queue/${a.state === 'rejected' ? 'rejectedLine' : 'waitingLine'}`, { verb: code('field/verb', a.verb), time: clockTime(a.at).slice(0, 5) })}</p>)}
      {waits.length === 0 && !here && <button className="big" disabled={locating} onClick={() => void arrive()}>{locating ? t('field/locating') : s.present ? t('onPost/relieve') : t('onPost/arrive')}</button>}
      {waits.length === 0 && here && <><Offer of={s} /><button className="big second" onClick={() => void put('leave', {})}>{t('onPost/leave')}</button></>}
      {lost && <div className="problem" role="alert"><strong>{t('queue/notKept')}</strong></div>}
    </article>
  );
}

/** To whom: anybody on a post of the street, of one's own force and nearest first. */
function Offer({ of: s }: { of: StationView }) {
  const { t, zh } = useWords();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState('');
  const { sending, error, run } = useAct<StationWithPresence>();
  const query = useQuery({ queryKey: ['reliefs', s.id], queryFn: () => read<ReliefPage>(`/api/on-post/stations/${s.id}/reliefs`), enabled: open });
  const items = query.data?.items ?? [];
  const people = usePeople(items.map((r) => r.userId));
  const send = async () => { if (await run(`/api/on-post/stations/${s.id}/offer`, { to })) { setOpen(false); void client.invalidateQueries({ queryKey: ['on-post'] }); } };
  if (!open) return <button className="big second" onClick={() => setOpen(true)}>{t('onPost/offer')}</button>;
  return (
    <>
      <label>{t('onPost/offerTo')}<select className="field-input" value={to} onChange={(e) => setTo(e.target.value)}><option value="" disabled>{t('onPost/offerTo')}</option>{items.map((r) => <option key={r.userId} value={r.userId}>{people(r.userId)} · {zh ? r.postName : r.postNameEn}</option>)}</select></label>
      <Problem error={error ?? query.error} />
      <button className="big" disabled={sending || !to} onClick={() => void send()}>{sending ? t('field/sending') : t('onPost/offer')}</button>
    </>
  );
}
