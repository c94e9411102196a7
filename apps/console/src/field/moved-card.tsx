import { useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { conservationOf } from '@xunling/contracts';
import type { EvacuationActed, EvacuationPage, LedgerHousehold, LedgerHouseholdPage } from '@xunling/contracts/classes';
import { useEffect, useState } from 'react';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { Problem } from '../look/problem.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { Arrivals } from './arrivals.js';
import { useKept } from './kept.js';
import { enqueue, onReceipt, useQueue } from './queue.js';
import './moved.css';

/** States in which a person still has to be brought to safety. */
const WAITING = ['listed', 'notified', 'refused', 'unreachable', 'returned'];
const waiting = (h: LedgerHousehold): number => h.persons.filter((p) => WAITING.includes(p.state)).length;

/** 已转移 n 人: the households of one's own grid on the running evacuation, one tap for a household, for n of its persons, for a refusal or silence. */
export function MovedCard({ area, but }: { area: string | undefined; /** Order whose evacuation stands on its duty. */ but?: string | undefined }) {
  const { t } = useWords();
  const client = useQueryClient();
  const { user } = useSession();
  useEffect(() => onReceipt(({ subject }) => { if (subject.startsWith('household-')) void client.invalidateQueries({ queryKey: ['evacuations', 'field'] }); }), [client]);
  const running = useKept<EvacuationPage>(['evacuations', 'field', user?.id, area], () => read<EvacuationPage>(`/api/evacuations?area=${area}&state=open&limit=20`), { enabled: !!area });
  if (running.error) return <Problem error={running.error} />;
  return <>{(running.data?.value.items ?? []).filter((e) => !but || !e.orderIds.includes(but)).map((e) => <Running key={e.id} id={e.id} area={area!} reason={e.reason} title={t('evacuations/moveNow')} />)}</>;
}

export function Running({ id, area, reason, title }: { id: string; area: string; reason: string | undefined; title: string }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const { user } = useSession();
  const households = useKept<LedgerHouseholdPage>(['evacuations', 'field', user?.id, id, area], () => read<LedgerHouseholdPage>(`/api/evacuations/${id}/households?area=${area}&limit=200`));
  if (households.error) return <Problem error={households.error} />;
  const items = households.data?.value.items ?? [];
  if (items.length === 0) return null;
  const persons = items.flatMap((h) => h.persons);
  const left = persons.filter((p) => WAITING.includes(p.state)).length;
  const open = items.filter((h) => waiting(h) > 0);
  const shown = [...open, ...(all ? items.filter((h) => waiting(h) === 0) : [])];
  return (
    <section className="duty moved-card" aria-label={title}>
      <div className="title">{title}<span className="chip line num" style={{ marginLeft: 'auto' }}>{t('evacuations/movedOf', { n: persons.length - left, of: persons.length })}</span></div>
      {reason && <p className="dim">{reason}</p>}
      {open.length > 1 && !items.some((h) => h.masked) && <AllMoved evacuation={id} area={area} left={left} />}
      {open.length === 0 && <p className="receipt" role="status">✓ {t('evacuations/nobodyLeft')}</p>}
      {shown.map((h) => <Household key={h.householdId} evacuation={id} of={h} />)}
      <Arrivals evacuation={id} area={area} of={items} />
      {items.length > open.length && <button className="big second" onClick={() => setAll(!all)}>{all ? t('evacuations/hideDone') : t('evacuations/showDone', { n: items.length - open.length })}</button>}
    </section>
  );
}

/** Everybody of the place who is still to be moved, in one act that says how many. */
function AllMoved({ evacuation, area, left }: { evacuation: string; area: string; left: number }) {
  const { t } = useWords();
  const { acts } = useQueue();
  const subject = `household-all-${evacuation}-${area}`;
  const waits = acts.some((a) => a.subject === subject);
  const say = async () => { try { await enqueue({ path: `/api/evacuations/${evacuation}/move`, body: { area }, subject, verb: 'move', about: t('evacuations/movedAll', { n: left }) }); } catch { /* said by each household's own button */ } };
  return <button className="big second" disabled={waits} onClick={() => void say()}>{waits ? `◌ ${t('queue/waiting')}` : t('evacuations/movedAll', { n: left })}</button>;
}

/** Each act is put on the device first and sent from there; while one waits, the household is not asked again. */
function Household({ evacuation, of: h }: { evacuation: string; of: LedgerHousehold }) {
  const { t, code } = useWords();
  const left = waiting(h);
  const [n, setN] = useState<number | null>(null);
  const { acts, receipts } = useQueue();
  const [lost, setLost] = useState(false);
  const subject = `household-${h.householdId}`;
  const waits = acts.filter((a) => a.subject === subject);
  const done = receipts.find((r) => r.subject === subject)?.answer as EvacuationActed | undefined;
  const say = async (verb: string, more: object = {}) => { try { await enqueue({ path: `/api/evacuations/${evacuation}/${verb}`, body: { householdIds: [h.householdId], ...more }, subject, verb: verb === 'return' ? 'went-back' : verb, about: h.head }); setN(null); setLost(false); } catch { setLost(true); } };
  const some = n !== null && n < left;
  return (
    <article className="moved-household" aria-label={h.head}>
      <div><b>{h.head}</b> <span className="num">{t('evacuations/people', { n: h.persons.length })}</span> {h.masked ? <span className="num">{h.phone}</span> : <a className="num" href={`tel:${h.phone}`}>{h.phone}</a>}</div>
      {h.masked && <div className="dim">{t('evacuations/masked')}</div>}
      {h.address && <div className="dim">{h.address}</div>}
      <div className="dim">{h.persons.map((p) => `${p.name} ${t(`evacuations/s_${p.state}`)}${p.vulnerable.length > 0 ? ` (${p.vulnerable.map((v) => code('vulnerable', v)).join(' ')})` : ''}`).join(' · ')}</div>
      {waits.map((a) => <p key={a.id} className={`waits ${a.state}`}>{a.state === 'rejected' ? '✕' : '◌'} {t(`queue/${a.state === 'rejected' ? 'rejectedLine' : 'waitingLine'}`, { verb: code('field/verb', a.verb), time: clockTime(a.at).slice(0, 5) })}</p>)}
      {!h.masked && left > 0 && waits.length === 0 && (
        <>
          <div className="moved-n">
            <Button className="step" aria-label={t('evacuations/fewer')} onClick={() => setN(Math.max(1, (n ?? left) - 1))}>−</Button>
            <InputNumber aria-label={t('evacuations/howMany')} min={1} max={left} value={n ?? left} onChange={(v) => setN(v)} controls={false} />
            <Button className="step" aria-label={t('evacuations/more')} onClick={() => setN(Math.min(left, (n ?? left) + 1))}>+</Button>
            <button className="big" onClick={() => void say('move', some ? { count: n } : {})}>{t('evacuations/moved', { n: n ?? left })}</button>
          </div>
          <div className="moved-others">
            {(['find-safe', 'refuse', 'not-reach'] as const).map((act) => <button key={act} className="big second" onClick={() => void say(act)}>{t(`evacuations/a_${act}`)}</button>)}
          </div>
        </>
      )}
      {!h.masked && left === 0 && waits.length === 0 && <button className="big second warn" onClick={() => void say('return')}>▲ {t('evacuations/k_ALARM')}</button>}
      {done && <p className="receipt" role="status">✓ {t('evacuations/receipt', { n: done.changed, left: conservationOf(done.totals).remaining })}</p>}
      {lost && <div className="problem" role="alert"><strong>{t('queue/notKept')}</strong></div>}
    </article>
  );
}
