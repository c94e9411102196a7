import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import type { PlacedPersons, ShelterStayPage, ShelterView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useAct } from '../api/use-act.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';

/** Who is, was or will be there; who may lets out whoever is ticked, to relatives or home, which before the lift raises the alarm. */
export function Stays({ of: s, lets }: { of: ShelterView; lets: boolean }) {
  const { t } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [to, setTo] = useState('RELATIVES');
  const { sending, error, done, run } = useAct<PlacedPersons>();
  const query = useInfiniteQuery({ queryKey: ['shelters', 'stays', s.id], initialPageParam: '', getNextPageParam: (last: ShelterStayPage) => last.nextCursor, queryFn: ({ pageParam }) => read<ShelterStayPage>(`/api/shelters/${s.id}/stays?limit=100${pageParam ? `&cursor=${pageParam}` : ''}`) });
  if (query.error) return <Problem error={query.error} />;
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  if (query.data && items.length === 0) return <p className="empty">{t('shelters/noStays')}</p>;
  const send = async () => { if (await run(`/api/shelters/${s.id}/depart`, { personIds: picked, to })) { setPicked([]); void client.invalidateQueries({ queryKey: ['shelters'] }); } };
  const inside = lets && items.some((y) => y.state === 'present' && !y.masked);
  return (
    <>
      <ul className="stays">{items.map((y, i) => (
        <li key={y.personId + String(i)}>{lets && y.state === 'present' && !y.masked ? <Checkbox checked={picked.includes(y.personId)} onChange={(x) => setPicked(x.target.checked ? [...picked, y.personId] : picked.filter((id) => id !== y.personId))}>{y.name}</Checkbox> : y.name} <span className="dim">{t(`shelters/${y.state}`)}{s.zones.length > 0 ? ` · ${t(`shelters/zone_${y.zone}`)}` : ''}</span></li>
      ))}</ul>
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
      {inside && (
        <div className="page-acts">
          <Select style={{ width: 160 }} aria-label={t('shelters/whereTo')} value={to} onChange={setTo} options={['RELATIVES', 'HOME'].map((v) => ({ value: v, label: t(`shelters/to_${v}`) }))} />
          <Button loading={sending} disabled={phase !== 'live' || picked.length === 0} onClick={() => void send()}>{t('shelters/departDo', { n: picked.length })}</Button>
          {to === 'HOME' && <span className="dim">{t('shelters/homeEffect')}</span>}
          {done && <span className="receipt" role="status">✓ {t('shelters/done', { n: done.changed })}</span>}
        </div>
      )}
      <Problem error={error} kept={error ? t('evacuations/kept') : ''} />
    </>
  );
}
