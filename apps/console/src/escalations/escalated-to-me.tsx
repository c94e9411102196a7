import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { EscalationAcknowledgement, EscalationPage, EscalationView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read, Refused } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

export const ESCALATIONS = ['escalations', 'mine'] as const;
/** What moves the list: silence climbing, the awaited answer, the order's end, the acknowledgement. */
export const ESCALATION_MOVES = /^command\.(order\.(escalated|withdrawn|issued|rolled-up)|escalation\.acknowledged)\.|\.(acknowledged|checked-in|started|reported|verified)\.v/;
/** Asked again until it is answered: a door too busy to answer must not hide that somebody waits. */
const again = (_n: number, error: Error): boolean => !(error instanceof Refused) || error.status >= 500;
const useEscalations = () => useQuery({ queryKey: ESCALATIONS, retry: again, queryFn: () => read<EscalationPage>(`/api/escalations?limit=${SHOWN}`) });
const SHOWN = 20;

/** Orders whose silence climbed to whoever is signed in, each until it is answered, gone or in hand; `name` says a code's area. */
export function EscalatedToMe({ name }: { name: (area: string) => string }) {
  const { t } = useWords();
  const { data, refetch } = useEscalations();
  const [shown, setShown] = useState(false);
  if (!data || data.total === 0) return null;
  return (
    <section className="banner escalated" role="alert" aria-label={t('escalations/title')}>
      <button className="plain" aria-expanded={shown} onClick={() => setShown(!shown)}><strong>▲ {t('escalations/title')} <span className="num">{data.total}</span></strong> {shown ? '▾' : '▸'}</button>
      {shown && <div className="escalated-list">{data.items.map((e) => <Escalation key={e.id} of={e} name={name} onDone={() => void refetch()} />)}{data.total > data.items.length && <p className="dim">{t('escalations/more', { n: data.total - data.items.length })}</p>}</div>}
    </section>
  );
}

function Escalation({ of: e, name, onDone }: { of: EscalationView; name: (area: string) => string; onDone: () => void }) {
  const { t, code, what, zh } = useWords();
  const now = useNow();
  const people = usePeople(e.by ? [e.by] : []);
  const [note, setNote] = useState('');
  const { sending, error, run } = useAct<EscalationAcknowledgement>();
  const send = async () => { if (await run(`/api/escalations/${e.id}/acknowledge`, note.trim() ? { note: note.trim() } : {})) onDone(); };
  return (
    <article className="decision">
      <b>{what(e)}</b> · {e.addressee.name} <span className="dim">{name(e.area)}</span>
      <p className="over num">▲ {t('escalations/awaited', { stage: code('stage', e.stage), due: shortTime(e.dueAt, now) })}</p>
      <p className="cut" title={zh ? e.textZh : e.textEn}>{zh ? e.textZh : e.textEn}</p>
      <p className="dim num">{e.by ? t('escalations/byPerson', { who: people(e.by), why: e.reason ?? '', time: shortTime(e.at, now) }) : t('escalations/byClock', { step: e.step, time: shortTime(e.at, now) })}</p>
      <Problem error={error} />
      <div className="act-row"><Input aria-label={t('escalations/note')} placeholder={t('escalations/note')} maxLength={1000} value={note} onChange={(x) => setNote(x.target.value)} /><Button type="primary" loading={sending} onClick={() => void send()}>{t('escalations/acknowledge')}</Button></div>
    </article>
  );
}
