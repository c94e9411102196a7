import { useQuery } from '@tanstack/react-query';
import type { StockItemList, StockItemView } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { useWords } from '../words/use-words.js';

/** Items of stock, and how one is called in the language on screen; its code until the list is there. */
export function useStockItems(): { items: readonly StockItemView[]; name: (item: string) => string } {
  const { zh } = useWords();
  const { data } = useQuery({ queryKey: ['stock', 'items'], queryFn: () => read<StockItemList>('/api/stock/items') });
  const items = data?.items ?? [];
  return { items, name: (item) => { const i = items.find((x) => x.item === item); return i ? (zh ? `${i.name}（${i.unit}）` : i.nameEn) : item; } };
}
