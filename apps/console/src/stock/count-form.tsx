import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber } from 'antd';
import type { DepotStock, StockItemView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

/** The keeper writes what was found; what is left empty was not counted and stays as it is. */
export function CountForm({ depot, items }: { depot: DepotStock; items: readonly StockItemView[] }) {
  const { t, zh } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [found, setFound] = useState<Record<string, number | null>>({});
  const [note, setNote] = useState('');
  const { sending, error, done, run, clear } = useAct<DepotStock>();
  const lines = items.flatMap(({ item, unit }) => (found[item] == null ? [] : [{ item, unit, quantity: found[item] }]));
  const inBooks = new Map(depot.lines.map((l) => [l.item, l.onHand]));
  const send = async () => { if (await run(`/api/depots/${depot.id}/count`, { lines, ...(note.trim() ? { note: note.trim() } : {}) })) { setFound({}); setNote(''); void client.invalidateQueries({ queryKey: ['stock'] }); } };
  return (
    <form className="stock-count" aria-label={t('stock/count')} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <h3>{t('stock/count')}</h3>
      <div className="stock-lines">{items.map((i) => (
        <label key={i.item}><span>{zh ? `${i.name}（${i.unit}）` : i.nameEn} <span className="dim num">{inBooks.has(i.item) ? t('stock/books', { n: inBooks.get(i.item)! }) : t('stock/never')}</span></span>
          <InputNumber min={0} max={1e9} value={found[i.item] ?? null} placeholder={t('stock/notCounted')} onChange={(v) => { clear(); setFound({ ...found, [i.item]: v }); }} /></label>
      ))}</div>
      <Input maxLength={1000} value={note} aria-label={t('stock/note')} placeholder={t('stock/note')} onChange={(e) => setNote(e.target.value)} />
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || lines.length === 0}>{t('stock/countDo', { n: lines.length })}</Button>
      {done && <span className="receipt" role="status"> ✓ {t('stock/countDone')}</span>}
    </form>
  );
}
