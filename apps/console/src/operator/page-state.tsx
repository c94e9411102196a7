import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { OrderView } from '@xunling/contracts/classes';
import type { OrderAct } from '../view/acts.js';
import type { Filter } from '../view/orders.js';

interface PageState { filter: Filter; setFilter(next: Filter): void; clear(): void; trace: string | undefined; /** What was pressed on the card: the trace opens with its question. */ act: OrderAct | undefined; openTrace(id: string | undefined, act?: OrderAct): void; /** Order that the open form amends. */ amends: OrderView | undefined; amend(order: OrderView | undefined): void; /** Area of the page. */ area: string }
const Context = createContext<PageState | undefined>(undefined);

/** What the operator narrowed the page to and what is open, shared by all panels. */
export function PageStateProvider({ area, children }: { area: string; children: ReactNode }) {
  const [filter, setFilter] = useState<Filter>({ area });
  const [[trace, act], setTrace] = useState<[string | undefined, OrderAct | undefined]>([undefined, undefined]);
  const [amends, amend] = useState<OrderView>();
  const value = useMemo(() => ({ amends, amend, area, filter, setFilter, clear: () => setFilter({ area }), trace, act, openTrace: (id: string | undefined, asked?: OrderAct) => setTrace([id, asked]) }), [area, filter, trace, act, amends]);
  return <Context value={value}>{children}</Context>;
}
export function usePage(): PageState {
  const page = useContext(Context);
  if (!page) throw new Error('usePage outside PageStateProvider');
  return page;
}
