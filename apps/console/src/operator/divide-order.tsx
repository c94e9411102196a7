import { Button, InputNumber, Select } from 'antd';
import type { DividedOrder, OrderView } from '@xunling/contracts/classes';
import { useMemo, useState } from 'react';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { addressees } from '../view/addressees.js';
import { useWords } from '../words/use-words.js';

interface Row { key: number; to?: string; n?: number }

/** Shares an order out: whom, where (the addressee's own ground) and how much; says at once how much is left to share. */
export function DivideOrder({ order, mine, onClose }: { order: OrderView; /** The person looking is its holder or deputy. */ mine: boolean; onClose: () => void }) {
  const { t, zh } = useWords();
  const { picture, phase } = useLive();
  const { user } = useSession();
  const names = useNames(picture);
  const [rows, setRows] = useState<Row[]>(order.parts ? [{ key: 1 }] : [{ key: 1 }, { key: 2 }]);
  const [words, setWords] = useState('');
  const { sending, error, run, clear } = useAct<DividedOrder>();
  const found = useMemo(() => (picture ? addressees(picture, user?.grants ?? [], `${order.area} ${words}`, zh, mine ? order.area : undefined) : []), [picture, user, order, mine, words, zh]);
  const wanted = order.quantity && { ...order.quantity, n: order.unshared ?? order.quantity.n };
  const left = wanted ? Math.round((wanted.n - rows.reduce((sum, r) => sum + (r.n ?? 0), 0)) * 1000) / 1000 : 0;
  const change = (key: number, more: Partial<Row>) => { setRows(rows.map((r) => (r.key === key ? { ...r, ...more } : r))); clear(); };
  const areaOf = (id: string): string => { const area = picture?.names[id]?.area ?? order.area; return area.startsWith(order.area) ? area : order.area; };
  const ready = rows.length > 0 && rows.every((r) => r.to && (!wanted || r.n)) && left === 0 && phase === 'live';
  const send = async () => {
    const parts = rows.map((r) => ({ addressee: { kind: picture?.names[r.to!]?.of ?? 'post', id: r.to }, area: areaOf(r.to!), ...(wanted ? { quantity: { n: r.n, unit: wanted.unit } } : {}) }));
    if (await run(`/api/orders/${order.id}/divide`, { parts })) onClose();
  };
  return (
    <div className="effect">
      <p>{t('divide/effect', { n: rows.length })}</p>
      {rows.map((r) => (
        <div key={r.key} style={{ display: 'flex', gap: 8, margin: '6px 0' }}>
          <Select showSearch={{ filterOption: false, onSearch: setWords }} value={r.to ?? null} placeholder={t('issue/toHint')} aria-label={t('issue/to')} style={{ flex: 1, minWidth: 0 }} notFoundContent={t('command/none')}
            onChange={(to: string) => change(r.key, { to })} options={found.map((a) => ({ value: a.id, label: `${a.name} · ${names.area(a.area)}${a.vacant ? ` · ${t('issue/vacant')}` : ''}` }))} />
          {wanted && <InputNumber min={0.001} value={r.n ?? null} aria-label={t('divide/quantity')} suffix={wanted.unit} style={{ width: 130 }} onChange={(n) => change(r.key, n === null ? {} : { n })} />}
          <Button aria-label={t('divide/remove')} disabled={rows.length === 1} onClick={() => setRows(rows.filter((x) => x.key !== r.key))}>✕</Button>
        </div>
      ))}
      <Button size="small" disabled={rows.length >= 200} onClick={() => setRows([...rows, { key: Math.max(...rows.map((r) => r.key)) + 1 }])}>＋ {t('divide/add')}</Button>
      {wanted && <span className={left === 0 ? 'dim' : 'over'} style={{ marginLeft: 12 }}>{left === 0 ? `✓ ${t('divide/even')}` : `▲ ${t('divide/left', { n: left, unit: wanted.unit })}`}</span>}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <div className="act-row" style={{ marginTop: 8 }}>
        <Button type="primary" loading={sending} disabled={!ready} onClick={() => void send()}>{sending ? t('trace/sending') : t('divide/send', { n: rows.length })}</Button>
        <Button onClick={onClose}>{t('trace/cancel')}</Button>
      </div>
    </div>
  );
}
