import { useState } from 'react';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

/** What a second person says of a report: it holds, or it goes back with a reason. */
export function VerifyOrReturn({ sending, error, send }: { sending: boolean; error: unknown; send: (verb: 'verify' | 'return', body: { reason?: string }) => Promise<void> }) {
  const { t } = useWords();
  const [returning, setReturning] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <div className="stack">
        {!returning && <button className="big" disabled={sending} onClick={() => void send('verify', {})}>{sending ? t('field/sending') : t('field/doVerify')}</button>}
        {!returning ? <button className="big second" disabled={sending} onClick={() => setReturning(true)}>{t('field/doReturn')}</button> : (
          <>
            <textarea aria-label={t('field/returnReason')} placeholder={t('field/returnReason')} value={reason} onChange={(e) => setReason(e.target.value)} rows={2} />
            <button className="big" disabled={sending || reason.trim() === ''} onClick={() => void send('return', { reason: reason.trim() })}>{sending ? t('field/sending') : t('field/returnDo')}</button>
            <button className="big second" onClick={() => setReturning(false)}>{t('decision/cancel')}</button>
          </>
        )}
      </div>
    </>
  );
}
