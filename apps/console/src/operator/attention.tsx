import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { AttentionPage, AttentionView, ReportView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { Link } from 'react-router';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { mayDecide } from '../view/person.js';
import { clockTime, shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

const MOVES = /^command\.attention\./;
const REPORTS = /^grid\.report\./;
/** Where to go with what was put before the officer. */
const PAGE: Record<string, string> = { protection: 'closures', 'protection-unapproved': 'closures', 'measure-broken': 'closures', 'site-conflict': 'closures', 'area-silent': 'gauges', 'gauge-extreme': 'gauges', staffing: 'seats', 'forecast-missed': 'forecasts', 'forecast-unreceipted': 'forecasts', 'sitrep-overdue': 'sitreps' };
/** What ends with its cause is said by its reason; a person may note it before. */
const ALARMS = ['staffing', 'sitrep-overdue'];

/** What was put before the duty officer: someone has to look and say what was done. */
export function Attention({ id, kind, reason, openedAt }: { id: string; kind: string; reason: string; openedAt: string }) {
  const { t, code } = useWords();
  const group = code('attention/reason', reason.split('.')[0]!);
  const page = kind.startsWith('protection') && reason === 'EVACUATE grid' ? 'evacuation' : PAGE[kind];
  const title = page === 'evacuation' ? 'evacuations' : page;
  const why = group === reason.split('.')[0] ? t('attention/reason/other') : group;
  const { user } = useSession();
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const { phase } = useLive();
  const { sending, error, done, run } = useAct<AttentionView>();
  useFollow(MOVES, 'attention', id);
  const detail = useQuery({ queryKey: ['attention', id], queryFn: () => read<AttentionPage>('/api/attentions?state=open') });
  const names = useNames(useLive().picture);
  const now = useNow();
  // a context writes codes; the page says them
  const message = detail.data?.items.find((a) => a.id === id)?.message.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (iso) => shortTime(iso, now)).replace(/\b\d{9,18}\b/g, names.place).replace(/\b(commander|deputy|duty-officer)\b/g, (seat) => t(`seats/seat_${seat}`)).replace(/\b[A-Z_]{4,}\b/g, (c) => code('measure', c));
  const said = message && <span className="cut" style={{ display: 'block' }} title={message}>{message}</span>;
  return (
    <article className="decision">
      {kind === 'gauges-met' && <GaugesMet reason={reason} openedAt={openedAt} message={message} />}
      {kind === 'quarantined-alert' && <><strong className="over">▲ {t('attention/quarantined')}</strong><p className="dim num" style={{ fontSize: 12 }}>{t('attention/why', { time: clockTime(openedAt), reason: why })} <code title={message}>{reason}</code>{said}</p></>}
      {page && <><strong className="over">▲ {t(`attention/k_${kind}`)}</strong><p className="dim num" style={{ fontSize: 12 }}>{clockTime(openedAt)} {page === 'closures' || page === 'evacuation' ? code('measure', reason.split(' ')[0]!) : ALARMS.includes(kind) ? t(`attention/r_${reason}`) : page === 'forecasts' ? reason : ''} <Link className="link" to={`/${page}`}>{t(`${title}/title`)}</Link>{said}</p></>}
      <Problem error={error} />
      {user && mayDecide(user.grants) && (asking
        ? <div className="effect"><Input.TextArea rows={2} aria-label={t('attention/note')} placeholder={t('attention/note')} value={note} onChange={(e) => setNote(e.target.value)} style={{ marginBottom: 6 }} /><Button type="primary" loading={sending || !!done} disabled={note.trim() === '' || phase !== 'live'} onClick={() => void run(`/api/attentions/${id}/close`, { note: note.trim() })}>{sending || done ? t('decision/sending') : t('attention/done')}</Button> <Button onClick={() => setAsking(false)}>{t('decision/cancel')}</Button></div>
        : <Button style={{ marginTop: 6 }} onClick={() => setAsking(true)}>{t('attention/ack')}</Button>)}
    </article>
  );
}

/** What was met, where, and the way to the page on which a person raises it. */
function GaugesMet({ reason, openedAt, message }: { reason: string; openedAt: string; message: string | undefined }) {
  const { t } = useWords();
  const names = useNames(useLive().picture);
  const [level = '', area = ''] = reason.split(' ');
  return (
    <>
      <strong className="over">▲ {t('attention/gauges', { area: names.area(area), level: t(`level/${level}`) })}</strong>
      <p className="dim num" style={{ fontSize: 12 }}>{clockTime(openedAt)} {message}</p>
      <Link className="link" to="/levels">{t('attention/toLevels')}</Link>
    </>
  );
}

/** Support that the field asks for: what, where, since when; off the list once somebody has it in hand. */
export function SupportAttention({ about, openedAt }: { about: string; openedAt: string }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  useFollow(REPORTS, 'reports', 'one', about);
  const { data } = useQuery({ queryKey: ['reports', 'one', about], queryFn: () => read<ReportView>(`/api/reports/${about}`) });
  const wish = data?.support;
  const what = [wish?.force ? t(`force/${wish.force}`) : '', wish?.equipment ?? '', wish?.quantity ? `${wish.quantity}${wish.unit ?? ''}` : '', data?.entries[0]?.text ?? ''].filter(Boolean).join(' · ');
  const { sending, error, run } = useAct<ReportView>();
  const { user } = useSession();
  return (
    <article className="decision">
      <strong className="over">▲ {t('attention/support')}</strong>
      <p className="dim">{t('attention/supportAt', { time: clockTime(openedAt).slice(0, 5), place: data ? names.place(data.area) : '…', what })}</p>
      <Problem error={error} />
      <div className="act-row">{user && mayDecide(user.grants) && <Button type="primary" size="small" loading={sending} onClick={() => void run(`/api/reports/${about}/take`, {})}>{t('reports/do_take')}</Button>}<Link className="link" to="/reports">{t('attention/goReports')}</Link></div>
    </article>
  );
}
