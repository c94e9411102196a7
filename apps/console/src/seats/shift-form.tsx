import { Button, Input } from 'antd';
import type { PersonRef, RosterCover, RosterList, RosterView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { PeoplePick } from '../areas/people-pick.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** The officer on duty and at least three alternates, in the order in which they are called. */
const AT_LEAST = 4;
const instant = (local: string): string => new Date(`${local}:00+08:00`).toISOString();

/** Publishes a shift of the area the cover is of and takes one back; anybody near that area can be named. A clash is refused and says with what. */
export function Shifts({ cover, usual }: { cover: RosterCover; /** Offered before anything is typed. */ usual: readonly PersonRef[] }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [officers, setOfficers] = useState<PersonRef[]>([]);
  const { sending, error, done, run, clear } = useAct<RosterList>();
  const send = async () => { if (await run('/api/rosters', { zone: cover.zone, shifts: [{ from: instant(from), until: instant(until), officers }] })) { setFrom(''); setUntil(''); setOfficers([]); } };
  return (
    <details className="shift-form"><summary>{t('seats/shifts')}</summary>
      <ul>{cover.shifts.map((s) => <Shift key={s.id} of={s} />)}</ul>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <div className="page-acts"><label>{t('seats/from')} <input className="native" type="datetime-local" value={from} onChange={(e) => { setFrom(e.target.value); clear(); }} /></label><label>{t('seats/until')} <input className="native" type="datetime-local" value={until} min={from} onChange={(e) => { setUntil(e.target.value); clear(); }} /></label></div>
        <div><span aria-hidden="true">{t('seats/officers', { n: AT_LEAST })}</span><PeoplePick label={t('seats/officers', { n: AT_LEAST })} area={cover.zone} usual={usual} value={officers} onChange={(v) => { setOfficers(v); clear(); }} /></div>
        {officers.length > 0 && <p className="dim">{officers.map((p, i) => `${i + 1}. ${p.name}`).join(' → ')}</p>}
        <Problem error={error} kept={error ? t('field/kept') : ''} />
        {done && <p className="receipt" role="status">✓ {t('seats/published')}</p>}
        <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !from || !until || officers.length < AT_LEAST}>{t('seats/publish')}</Button>
      </form>
    </details>
  );
}

function Shift({ of: s }: { of: RosterView }) {
  const { t } = useWords();
  const { phase } = useLive();
  const now = useNow();
  const [reason, setReason] = useState<string>();
  const { sending, error, run } = useAct<RosterView>();
  return (
    <li className="page-acts"><span className="num">{shortTime(s.from, now)}–{s.until ? shortTime(s.until, now) : ''}</span> {s.officers.map((o) => o.name).join(' → ')}
      {reason === undefined ? <Button size="small" onClick={() => setReason('')}>{t('seats/takeBack')}</Button> : <><Input style={{ maxWidth: 240 }} autoFocus value={reason} maxLength={1000} placeholder={t('levels/why')} aria-label={t('levels/why')} onChange={(e) => setReason(e.target.value)} /><Button size="small" danger loading={sending} disabled={phase !== 'live' || !reason.trim()} onClick={() => void run(`/api/rosters/${s.id}/withdraw`, { reason: reason.trim() })}>{t('seats/takeBack')}</Button></>}
      <Problem error={error} /></li>
  );
}
