import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { EvacuationView, EvacuationWithLedgers } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';

type Looked = NonNullable<EvacuationView['review']>;
/** Until when somebody above has to look, or what they said. */
export function ReviewState({ of: review }: { of: Looked }) {
  const { t } = useWords();
  const now = useNow();
  if (review.state === 'waiting') return <div className="over">▲ {t('closureBoard/unreviewed', { time: shortTime(review.dueAt, now) })}</div>;
  if (review.state === 'approved') return <div className="dim">✓ {t('evacuations/approved', { time: shortTime(review.at!, now) })}</div>;
  return <div className="over">↩ {t('evacuations/notApproved', { reason: review.reason ?? '' })}</div>;
}

/** Of what the ground began by itself: what those above said of it, and to say it. It runs on either way until it is lifted. */
export function Review({ of: { id, review }, opens }: { of: EvacuationView; opens: boolean }) {
  const { t } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<EvacuationWithLedgers>();
  if (!review) return null;
  const say = async (verdict: string) => { if (await run(`/api/evacuations/${id}/review`, { verdict, ...(reason.trim() ? { reason: reason.trim() } : {}) })) { setReason(''); void client.invalidateQueries({ queryKey: ['evacuations'] }); } };
  const off = phase !== 'live' || sending;
  return (
    <>
      <ReviewState of={review} />
      {opens && review.state === 'waiting' && <div className="page-acts"><Button disabled={off} onClick={() => void say('approved')}>{t('closureBoard/a_approve')}</Button><Input style={{ width: 200 }} value={reason} maxLength={1000} aria-label={t('evacuations/whyNot')} placeholder={t('evacuations/whyNot')} onChange={(e) => setReason(e.target.value)} /><Button disabled={off || !reason.trim()} onClick={() => void say('returned')}>{t('evacuations/disapprove')}</Button></div>}
      <Problem error={error} kept={error ? t('evacuations/kept') : ''} />
    </>
  );
}
