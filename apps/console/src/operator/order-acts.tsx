import { Button, Input } from 'antd';
import type { ItemView, OrderTrace, OrderView } from '@xunling/contracts/classes';
import { useEffect, useState } from 'react';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { actsOn, itemOf, keptAbove, type OrderAct } from '../view/acts.js';
import { clockTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { usePage } from './page-state.js';

const WORD: Record<OrderAct, { label: string; effect: string; reason?: string }> = {
  remind: { label: 'trace/remind', effect: 'trace/remindEffect' },
  escalate: { label: 'trace/escalate', effect: 'trace/escalateEffect', reason: 'trace/actReason' },
  return: { label: 'trace/giveBack', effect: 'trace/giveBackEffect', reason: 'trace/giveBackReason' },
  amend: { label: 'trace/amend', effect: 'trace/amendEffect' },
  withdraw: { label: 'trace/withdraw', effect: 'trace/withdrawEffect', reason: 'trace/reason' },
};

/** Call again, escalate, return, amend, withdraw: each names its effect first; nothing changes on screen before the server's receipt. */
export function OrderActs({ order, trace }: { order: OrderView; trace: OrderTrace | undefined }) {
  const { t, code } = useWords();
  const { user } = useSession();
  const { phase, picture } = useLive();
  const { act: asked, amend, openTrace } = usePage();
  const names = useNames(picture);
  const [act, setAct] = useState<OrderAct | undefined>(asked);
  const [reason, setReason] = useState('');
  const [receipt, setReceipt] = useState('');
  const { sending, error, run, clear } = useAct<OrderView | ItemView>();
  useEffect(() => { setAct(asked); setReceipt(''); }, [asked, order.id]);
  const possible = user ? actsOn(order, user, picture) : [];
  const fact = picture?.orders[order.id];
  const who = names.post(order.addressee.id);
  const choose = (next: OrderAct | undefined) => { setAct(next); setReason(''); setReceipt(''); clear(); };
  const item = itemOf(trace);
  const seat = code('decision', `seat_${fact?.told}`);
  const told = seat.startsWith('seat_') ? fact?.told ?? '' : seat;
  const send = async (what: OrderAct) => {
    if (what === 'amend') { openTrace(undefined); return amend(order); }
    const path = what === 'return' ? `/api/${item!.list}/${item!.id}/return` : `/api/orders/${order.id}/${what}`;
    const done = await run(path, what === 'remind' ? {} : { reason: reason.trim() });
    if (!done) return;
    setAct(undefined);
    setReason('');
    setReceipt(what === 'remind' ? t('trace/remindDone') : what === 'escalate' ? t('trace/escalateDone', { n: (done as OrderView).escalation }) : what === 'return' ? t('trace/giveBackDone') : t('trace/withdrawn'));
  };
  const open = act && possible.includes(act) ? act : undefined;
  const lost = phase !== 'live';
  return (
    <section aria-label={t('trace/acts')} style={{ marginTop: 14 }}>
      {fact?.called && <p className="late">{t('trace/called', { n: fact.called[0], time: clockTime(fact.called[1]) })}</p>}
      {fact && fact.step > 0 && fact.told && <p className="over">▲ {t('trace/told', { who: told, n: fact.step })}</p>}
      {receipt && <p className="receipt" role="status">✓ {receipt}</p>}
      {user && keptAbove(order, user, picture) && <p className="dim">{t('trace/above')}</p>}
      {!open && possible.length > 0 && <div className="act-row">{possible.map((a) => <Button key={a} danger={a === 'withdraw'} disabled={lost || (a === 'return' && !item)} title={lost ? t('trace/noCut') : undefined} onClick={() => choose(a)}>{t(WORD[a].label)}</Button>)}</div>}
      {open && (
        <div className="effect">
          <p>{t(WORD[open].effect, { who, n: order.escalation + 1 })}</p>
          {WORD[open].reason && <Input.TextArea autoFocus aria-label={t(WORD[open].reason)} placeholder={t(WORD[open].reason)} value={reason} onChange={(e) => setReason(e.target.value)} rows={2} maxLength={1000} style={{ margin: '8px 0' }} />}
          <Problem error={error} kept={error ? t('field/kept') : ''} />
          <div className="act-row">
            <Button type="primary" danger={open === 'withdraw'} loading={sending} disabled={lost || (!!WORD[open].reason && reason.trim() === '') || (open === 'return' && !item)} onClick={() => void send(open)}>{sending ? t('trace/sending') : t(WORD[open].label)}</Button>
            <Button disabled={sending} onClick={() => choose(undefined)}>{t('trace/cancel')}</Button>
          </div>
        </div>
      )}
    </section>
  );
}
