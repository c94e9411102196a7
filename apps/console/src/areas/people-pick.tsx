import { Select } from 'antd';
import type { PersonRef } from '@xunling/contracts/classes';
import { useState } from 'react';
import { useWords } from '../words/use-words.js';
import { usePeopleNear } from './person-pick.js';

/** Several people in the order in which they were picked: anybody of the directory near the area, by words; `usual` are offered before anything is typed. */
export function PeoplePick({ label, area, usual, value, onChange }: { label: string; area: string; usual: readonly PersonRef[]; value: readonly PersonRef[]; onChange: (people: PersonRef[]) => void }) {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const found = usePeopleNear(area, words);
  const offered = words ? found.items.map((p) => ({ userId: p.id, name: p.name, label: `${p.name} (${p.username})` })) : usual.map((p) => ({ ...p, label: p.name }));
  const known = [...offered, ...value.filter((v) => !offered.some((o) => o.userId === v.userId)).map((v) => ({ ...v, label: v.name }))];
  return (
    <Select mode="multiple" aria-label={label} style={{ width: '100%' }} value={value.map((v) => v.userId)} placeholder={t('areas/pickHint')} loading={found.pending} showSearch={{ filterOption: false, autoClearSearchValue: true, onSearch: (w) => setWords(w.trim().slice(0, 40)) }}
      notFoundContent={found.error ? t('error/unknown') : words ? t('areas/pickNone') : t('areas/pickHint')} options={known.map((k) => ({ value: k.userId, label: k.label }))}
      onChange={(ids: string[]) => { setWords(''); onChange(ids.map((id) => { const { userId, name } = known.find((k) => k.userId === id)!; return { userId, name }; })); }} />
  );
}
