import { Button, Input, Segmented } from 'antd';
import type { DecisionView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

/** Not raising is a signed decision: a reason and a time to look again. */
export function Hold({ id, until, onBack }: { id: string; /** End of its warning, ms: it is looked at again before. */ until?: number | undefined; onBack: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState(30);
  const { sending, error, done, run } = useAct<DecisionView>();
  // whole minutes: the same press after a lost answer is the same act
  const reviewAt = Math.min(Math.ceil((useNow() + minutes * 60_000) / 60_000) * 60_000, until ?? Infinity);
  return (
    <div className="effect">
      <strong>{t('decision/holdTitle')}</strong>
      <Input.TextArea rows={2} aria-label={t('decision/reason')} placeholder={t('decision/reason')} value={reason} onChange={(e) => setReason(e.target.value)} style={{ margin: '6px 0' }} />
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', marginBottom: 6 }}><span className="dim" style={{ whiteSpace: 'nowrap' }}>{t('decision/review')}</span><Segmented size="small" value={minutes} onChange={(v) => setMinutes(Number(v))} options={[15, 30, 60, 120].map((n) => ({ value: n, label: t('decision/minutes', { n }) }))} /></div>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" loading={sending || !!done} disabled={reason.trim() === '' || phase !== 'live'} onClick={() => void run(`/api/decisions/${id}/hold`, { reason: reason.trim(), reviewAt: new Date(reviewAt).toISOString() })}>{sending || done ? t('decision/sending') : t('decision/holdDo', { time: clockTime(reviewAt).slice(0, 5) })}</Button>{' '}
      <Button onClick={onBack}>{t('decision/cancel')}</Button>
    </div>
  );
}
