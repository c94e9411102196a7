import { Button, Input, Select } from 'antd';
import type { UnitView } from '@xunling/contracts/classes';
import { useMemo, useState } from 'react';
import { useNames } from '../api/names.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

const MOST = 50;

export function RenameUnit({ unit, onDone }: { unit: UnitView; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [name, setName] = useState(unit.name);
  const [nameEn, setNameEn] = useState(unit.nameEn);
  const { sending, error, run } = useAct<UnitView>();
  const send = async () => { if (await run(`/api/units/${unit.id}/rename`, { name: name.trim(), nameEn: nameEn.trim() })) onDone(); };
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <label>{t('areas/name')}<Input value={name} maxLength={200} onChange={(e) => setName(e.target.value)} /></label>
      <label>{t('areas/nameEn')}<Input value={nameEn} maxLength={200} onChange={(e) => setNameEn(e.target.value)} /></label>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live' || !name.trim() || !nameEn.trim()}>{t('directory/act_rename')}</Button>
    </form>
  );
}

/** Which posts speak for the unit: found by words among the posts of its area. */
export function StaffUnit({ unit, onDone }: { unit: UnitView; onDone: () => void }) {
  const { t, zh } = useWords();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const [posts, setPosts] = useState<string[]>(unit.posts.map((p) => p.id));
  const [words, setWords] = useState('');
  const { sending, error, run } = useAct<UnitView>();
  const found = useMemo(() => {
    const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
    return Object.entries(picture?.names ?? {}).filter(([, n]) => !n.of && !n.closed && n.area?.startsWith(unit.area) && wanted.every((w) => `${n.zh} ${n.en ?? ''} ${n.area}`.toLowerCase().includes(w))).slice(0, MOST).map(([id]) => id);
  }, [picture, words, unit.area]);
  const label = (id: string): string => { const p = unit.posts.find((x) => x.id === id); return p ? (zh ? p.name : p.nameEn) : names.post(id); };
  const send = async () => { if (await run(`/api/units/${unit.id}/posts`, { posts })) onDone(); };
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <label>{t('directory/speaks')}<Select mode="multiple" showSearch={{ filterOption: false, onSearch: setWords }} style={{ width: '100%' }} value={posts} onChange={setPosts} notFoundContent={t('command/none')} options={[...new Set([...posts, ...found])].map((id) => ({ value: id, label: label(id) }))} /></label>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={phase !== 'live'}>{t('directory/staffDo', { n: posts.length })}</Button>
    </form>
  );
}

/** Out of the directory, on record for good. */
export function CloseUnit({ unit, onDone }: { unit: UnitView; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<UnitView>();
  const send = async () => { if (await run(`/api/units/${unit.id}/close`, { reason: reason.trim() })) onDone(); };
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <p className="dim">{t('directory/closeMore')}</p>
      <label>{t('areas/reason')}<Input value={reason} maxLength={1000} onChange={(e) => setReason(e.target.value)} /></label>
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button danger htmlType="submit" loading={sending} disabled={phase !== 'live' || !reason.trim()}>{t('directory/act_close')}</Button>
    </form>
  );
}
