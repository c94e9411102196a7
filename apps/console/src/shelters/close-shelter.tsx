import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { ShelterView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

/** An empty shelter takes nobody any more, with the reason; it stays on the list. */
export function CloseShelter({ of: s }: { of: ShelterView }) {
  const { t } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<ShelterView>();
  const send = async () => { if (await run(`/api/shelters/${s.id}/close`, { reason: reason.trim() })) void client.invalidateQueries({ queryKey: ['shelters'] }); };
  return (
    <details><summary>{t('shelters/close')}</summary>
      <p className="dim">{t('shelters/closeMore')}</p>
      <div className="page-acts">
        <Input style={{ width: 200 }} maxLength={400} value={reason} aria-label={t('shelters/closeWhy')} placeholder={t('shelters/reason')} onChange={(e) => setReason(e.target.value)} />
        <Button danger loading={sending} disabled={phase !== 'live' || !reason.trim()} onClick={() => void send()}>{t('shelters/closeDo')}</Button>
      </div>
      <Problem error={error} kept={error ? t('evacuations/kept') : ''} />
    </details>
  );
}
