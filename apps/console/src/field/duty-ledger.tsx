import { useQueryClient } from '@tanstack/react-query';
import type { EvacuationPage, EvacuationWithLedgers } from '@xunling/contracts/classes';
import { useEffect, useState } from 'react';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { useWords } from '../words/use-words.js';
import type { Item } from './items.js';
import { useKept } from './kept.js';
import { Running } from './moved-card.js';
import { enqueue, onReceipt, useQueue } from './queue.js';

/** 已转移 n 人 on an EVACUATE duty: its ledger household by household, and by head count whoever no register names. The lists are those the page holds on the device. */
export function DutyLedger({ item }: { item: Item }) {
  const { t } = useWords();
  const { user } = useSession();
  const client = useQueryClient();
  useEffect(() => onReceipt(({ subject }) => { if (subject.startsWith('household-')) void client.invalidateQueries({ queryKey: ['evacuations', 'field'] }); }), [client]);
  const runs = useKept<EvacuationPage>(['evacuations', 'field', user?.id, item.area], () => read<EvacuationPage>(`/api/evacuations?area=${item.area}&state=open&limit=20`));
  if (runs.isPending) return null;
  const own = (runs.data?.value.items ?? []).filter((e) => e.orderIds.includes(item.orderId));
  if (own.length === 0) return <p className="dim" role="status">{t('field/noLedger')}</p>;
  return <>{own.map((e) => <div key={e.id} className="stack"><Running id={e.id} area={item.area} title={t('evacuations/moveNow')} reason={undefined} /><HeadCount evacuation={e.id} area={item.area.startsWith(e.area) ? item.area : undefined} known={e.counted} /></div>)}</>;
}

/** The number is all that one has moved by now, so that said twice it counts once. */
function HeadCount({ evacuation, area, known }: { evacuation: string; area: string | undefined; known: number }) {
  const { t } = useWords();
  const { acts, receipts } = useQueue();
  const [n, setN] = useState('');
  const [lost, setLost] = useState(false);
  const subject = `household-count-${evacuation}`;
  const waits = acts.some((a) => a.subject === subject);
  const told = (receipts.find((r) => r.subject === subject)?.answer as EvacuationWithLedgers | undefined)?.counted ?? known;
  const say = async () => { try { await enqueue({ path: `/api/evacuations/${evacuation}/count`, body: { n: Number(n), ...(area ? { area } : {}) }, subject, verb: 'count', about: t('field/movedHow') }); setN(''); setLost(false); } catch { setLost(true); } };
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void say(); }}>
      <label>{t('field/movedHow')}<input className="field-input" type="number" inputMode="numeric" min={0} max={100000} value={n} onChange={(e) => setN(e.target.value)} /></label>
      <p className="dim">{waits ? `◌ ${t('queue/waiting')}` : t('field/movedBeside', { n: told })}</p>
      <button className="big second" disabled={waits || !/^\d{1,6}$/.test(n)}>{t('field/movedCount')}</button>
      {lost && <div className="problem" role="alert"><strong>{t('queue/notKept')}</strong></div>}
    </form>
  );
}
