import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DividedOrder, OrderView, PostPage } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useAct } from '../api/use-act.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import type { Item } from './items.js';

interface Row { key: number; to: string; n: string }
const SHARABLE = ['open', 'acknowledged', 'executing'];

/** 分解: whom it was addressed to shares an order out among the posts of its ground; of an order over the zone, among the zone's own posts. Needs the link: the parts are orders. */
export function ShareOut({ item }: { item: Item }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  if (!SHARABLE.includes(item.state)) return null;
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary className="dim" style={{ minHeight: 44, paddingTop: 10 }}>{t('divide/open')}</summary>
      {open && <Form item={item} />}
    </details>
  );
}

function Form({ item }: { item: Item }) {
  const { t, zh } = useWords();
  const client = useQueryClient();
  const [rows, setRows] = useState<Row[]>([{ key: 1, to: '', n: '' }]);
  const { sending, error, run, clear } = useAct<DividedOrder>();
  const order = useQuery({ queryKey: ['share', item.orderId], queryFn: () => read<OrderView>(`/api/orders/${item.orderId}`) });
  const posts = useQuery({ queryKey: ['share-posts', item.area], queryFn: () => read<PostPage>(`/api/posts?area=${item.area}&limit=500${item.area.length <= 6 ? '&only=true' : ''}`) });
  if (order.error || posts.error) return <Problem error={order.error ?? posts.error} />;
  if (!order.data || !posts.data) return <p className="dim">{t('link/connecting')}</p>;
  const able = posts.data.items.filter((p) => p.holderId ?? p.deputyId);
  const wanted = order.data.quantity;
  const left = wanted ? Math.round((wanted.n - rows.reduce((sum, r) => sum + Number(r.n), 0)) * 1000) / 1000 : 0;
  const change = (key: number, more: Partial<Row>) => { setRows(rows.map((r) => (r.key === key ? { ...r, ...more } : r))); clear(); };
  const ready = rows.every((r) => r.to && (!wanted || Number(r.n) > 0)) && left === 0;
  const send = async () => {
    const parts = rows.map((r) => ({ addressee: { kind: 'post', id: r.to }, area: able.find((p) => p.id === r.to)!.area, ...(wanted ? { quantity: { n: Number(r.n), unit: wanted.unit } } : {}) }));
    if (await run(`/api/orders/${item.orderId}/divide`, { parts })) void client.invalidateQueries({ queryKey: ['mine'] });
  };
  return (
    <div className="stack">
      <p className="dim">{t('divide/effect', { n: rows.length })}</p>
      {rows.map((r, i) => (
        <div key={r.key} className="stack">
          <label>{t('divide/toPost', { n: i + 1 })}<select className="field-input" value={r.to} onChange={(e) => change(r.key, { to: e.target.value })}><option value="">{t('divide/pickPost')}</option>{able.map((p) => <option key={p.id} value={p.id}>{zh ? p.name : p.nameEn}</option>)}</select></label>
          {wanted && <label>{t('divide/quantity')} · {wanted.unit}<input className="field-input" type="number" inputMode="decimal" min={0} value={r.n} onChange={(e) => change(r.key, { n: e.target.value })} /></label>}
          {rows.length > 1 && <button className="big second" onClick={() => { setRows(rows.filter((x) => x.key !== r.key)); clear(); }}>✕ {t('divide/remove')}</button>}
        </div>
      ))}
      <button className="big second" disabled={rows.length >= 200} onClick={() => setRows([...rows, { key: Math.max(...rows.map((r) => r.key)) + 1, to: '', n: '' }])}>＋ {t('divide/add')}</button>
      {wanted && <p className={left === 0 ? 'dim' : 'over'}>{left === 0 ? `✓ ${t('divide/even')}` : `▲ ${t('divide/left', { n: left, unit: wanted.unit })}`}</p>}
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <button className="big" disabled={!ready || sending} onClick={() => void send()}>{sending ? t('trace/sending') : t('divide/send', { n: rows.length })}</button>
    </div>
  );
}
