import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { AttentionPage, AttentionView, ReportView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { Link } from 'react-router';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { mayDecide } from '../view/person.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** A refused alert that may be real: someone has to look and say what was done. */
export function Attention({ id, kind = 'quarantined-alert', reason, openedAt }: { id: string; kind?: string; reason: string; openedAt: string }) {
  const { t, code } = useWords();
  const group = code('attention/reason', reason.split('.')[0]!);
  const why = group === reason.split('.')[0] ? t('attention/reason/other') : group;
  const { user } = useSession();
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const { phase } = useLive();
  const { sending, error, done, run } = useAct<AttentionView>();
  const detail = useQuery({ queryKey: ['attention', id], queryFn: () => read<AttentionPage>('/api/attentions?state=open') });
  const message = detail.data?.items.find((a) => a.id === id)?.message;
  return (
    <article className="decision">
      <strong className="over">▲ {kind === 'quarantined-alert' ? t('attention/quarantined') : t(`attention/k_${kind}`)}</strong>
      <p className="dim num" style={{ fontSize: 12 }}>{kind === 'quarantined-alert' ? <>{t('attention/why', { time: clockTime(openedAt), reason: why })} <code title={message}>{reason}</code></> : <>{clockTime(openedAt)} · {code('measure', reason)} <Link to="/closures">{t('closures/title')}</Link></>}{message && <span className="cut" style={{ display: 'block' }} title={message}>{message}</span>}</p>
      <Problem error={error} />
      {user && mayDecide(user.grants) && (asking
        ? <div className="effect"><Input.TextArea rows={2} aria-label={t('attention/note')} placeholder={t('attention/note')} value={note} onChange={(e) => setNote(e.target.value)} style={{ marginBottom: 6 }} /><Button type="primary" loading={sending || !!done} disabled={note.trim() === '' || phase !== 'live'} onClick={() => void run(`/api/attentions/${id}/close`, { note: note.trim() })}>{sending || done ? t('decision/sending') : t('attention/done')}</Button> <Button onClick={() => setAsking(false)}>{t('decision/cancel')}</Button></div>
        : <Button style={{ marginTop: 6 }} onClick={() => setAsking(true)}>{t('attention/ack')}</Button>)}
    </article>
  );
}

/** Support that the field asks for: what, where, since when; off the list once somebody has it in hand. */
export function SupportAttention({ about, openedAt }: { about: string; openedAt: string }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
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
      <div className="act-row">{user && mayDecide(user.grants) && <Button type="primary" size="small" loading={sending} onClick={() => void run(`/api/reports/${about}/take`, {})}>{t('reports/do_take')}</Button>}<Link to="/reports">{t('attention/goReports')}</Link></div>
    </article>
  );
}
