import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { Filter } from '../view/orders.js';

interface PageState { filter: Filter; setFilter(next: Filter): void; clear(): void; trace: string | undefined; openTrace(id: string | undefined): void; /** Area of the page. */ area: string }
const Context = createContext<PageState | undefined>(undefined);

/** What the operator narrowed the page to and what is open, shared by all panels. */
export function PageStateProvider({ area, children }: { area: string; children: ReactNode }) {
  const [filter, setFilter] = useState<Filter>({ area });
  const [trace, openTrace] = useState<string>();
  const value = useMemo(() => ({ area, filter, setFilter, clear: () => setFilter({ area }), trace, openTrace }), [area, filter, trace]);
  return <Context value={value}>{children}</Context>;
}
export function usePage(): PageState {
  const page = useContext(Context);
  if (!page) throw new Error('usePage outside PageStateProvider');
  return page;
}
