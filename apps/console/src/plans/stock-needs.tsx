import { Button, InputNumber, Select } from 'antd';
import { useWords } from '../words/use-words.js';
import { useStockItems } from './stock-names.js';

interface Need { item: string; quantity: number }

/** What the level wants to lie in each depot it orders; the gap check holds it against what was counted there. */
export function StockNeeds({ of, onChange }: { of: readonly Need[]; onChange: (needs: Need[]) => void }) {
  const { t } = useWords();
  const { items, name } = useStockItems();
  const left = items.filter((i) => !of.some((n) => n.item === i.item));
  const put = (at: number, need: Need) => onChange(of.map((n, i) => (i === at ? need : n)));
  return (
    <div className="plan-wide" role="group" aria-label={t('plans/field/stock')}>{t('plans/field/stock')}
      {of.map((n, i) => (
        <div key={n.item} className="page-acts">
          <span>{name(n.item)}</span><InputNumber min={0.001} max={1e9} aria-label={name(n.item)} value={n.quantity} onChange={(quantity) => { if (quantity !== null) put(i, { ...n, quantity }); }} />
          <Button type="text" size="small" aria-label={t('plans/removeStock', { name: name(n.item) })} onClick={() => onChange(of.filter((_, k) => k !== i))}>✕</Button>
        </div>
      ))}
      {left.length > 0 && <Select aria-label={t('plans/addStock')} placeholder={t('plans/addStock')} value={null} onChange={(item: string | null) => { if (item) onChange([...of, { item, quantity: 1 }]); }} options={left.map((i) => ({ value: i.item, label: name(i.item) }))} />}
    </div>
  );
}
