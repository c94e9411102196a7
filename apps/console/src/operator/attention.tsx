import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { AttentionPage, AttentionView } from '@xunling/contracts/classes';
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

/** What needs a person: a refused alert that may be real, what the ground closed, a level whose conditions gauges meet: someone has to look and say what was done. */
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
      {kind === 'gauges-met' ? <GaugesMet reason={reason} openedAt={openedAt} message={message} /> : <>
      <strong className="over">▲ {kind === 'quarantined-alert' ? t('attention/quarantined') : t(`attention/k_${kind}`)}</strong>
      <p className="dim num" style={{ fontSize: 12 }}>{kind === 'quarantined-alert' ? <>{t('attention/why', { time: clockTime(openedAt), reason: why })} <code title={message}>{reason}</code></> : <>{clockTime(openedAt)} · {code('measure', reason)} <Link to="/closures">{t('closures/title')}</Link></>}{message && <span className="cut" style={{ display: 'block' }} title={message}>{message}</span>}</p></>}
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
