import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { PeopleFound } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { usePeople } from '../api/names.js';
import { useWords } from '../words/use-words.js';

/** People near an area by words of their name or user name; nobody while nothing is typed. */
export function usePeopleNear(area: string, words: string): { items: PeopleFound['items']; pending: boolean; error: Error | null } {
  const found = useQuery({ queryKey: ['people-near', area, words], queryFn: () => read<PeopleFound>(`/api/directory/search?area=${area}&words=${encodeURIComponent(words)}`), enabled: words !== '', staleTime: 60_000, placeholderData: (before) => before });
  return { items: words ? (found.data?.items ?? []) : [], pending: found.isFetching, error: found.error };
}

/** A person found by words of name or user name, near the area; empty means vacant. */
export function PersonPick({ label, hint, area, value, onChange }: { label: string; hint?: string; area: string; value: string | undefined; onChange: (id: string | undefined, name?: string) => void }) {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const [picked, setPicked] = useState<{ id: string; label: string }>();
  const found = usePeopleNear(area, words);
  const people = usePeople(value ? [value] : []);
  const options = found.items.map((p) => ({ value: p.id, label: `${p.name} (${p.username})` }));
  if (value && !options.some((o) => o.value === value)) options.push({ value, label: picked?.id === value ? picked.label : people(value) });
  return (
    <Select aria-label={label} showSearch={{ filterOption: false, onSearch: (w) => setWords(w.trim().slice(0, 40)) }} allowClear style={{ width: '100%' }} value={value ?? null} placeholder={hint ?? t('areas/pickHint')} loading={found.pending}
      notFoundContent={found.error ? t('error/unknown') : words ? t('areas/pickNone') : t('areas/pickHint')} onChange={(id: string | null) => { const o = options.find((x) => x.value === id); setPicked(o ? { id: o.value, label: o.label } : undefined); onChange(id ?? undefined, found.items.find((p) => p.id === id)?.name); }} options={options} />
  );
}
