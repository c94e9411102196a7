import type { ItemView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import type { Item } from './items.js';

/** 交副岗, 交回: for who holds it and cannot go on; the reason of a hand-back goes to the superior. */
export function LetGo({ item }: { item: Item }) {
  const { t } = useWords();
  const { user } = useSession();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<ItemView>();
  if (item.state === 'handed-back') return <p className="dim" role="status">↩ {t('onPost/waits', { reason: item.handedBack!.reason })}</p>;
  if (!['open', 'acknowledged', 'executing', 'returned'].includes(item.state)) return null;
  const act = async (verb: string, body: object): Promise<void> => { if (await run(`/api/${item.list}/${item.id}/${verb}`, body)) void client.invalidateQueries({ queryKey: ['mine'] }); };
  return (
    <details>
      <summary className="dim" style={{ minHeight: 44, paddingTop: 10 }}>{t('onPost/cannotGo')}</summary>
      <div className="stack">
        {item.deputyId && item.holderId === user?.id && <button className="big second" disabled={sending} onClick={() => void act('pass', {})}>{t('onPost/pass')}</button>}
        <textarea aria-label={t('onPost/whyBack')} placeholder={t('onPost/whyBack')} value={reason} onChange={(e) => setReason(e.target.value)} rows={1} />
        <button className="big second" disabled={sending || !reason.trim()} onClick={() => void act('hand-back', { reason: reason.trim() })}>{t('onPost/handBack')}</button>
        <Problem error={error} kept={error ? t('field/kept') : ''} />
      </div>
    </details>
  );
}
