import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select, Skeleton } from 'antd';
import type { EvacuationPage, LedgerHouseholdPage, PlacedPersons, ShelterPage, ShelterView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read, Refused } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { CloseShelter } from './close-shelter.js';
import { Constrain, RegisterShelter, Resize } from './keep-shelter.js';
import { Stays } from './stays.js';
import './shelters.css';

const MOVES = /^grid\.shelter\./;
const LEDGERS = /^grid\.evacuation\./;
const LINE = ['sub-district-officer', 'post-holder'];
const KEEPERS = ['sub-district-officer', 'department-officer'];

/** 安置点: who is inside, who is expected, and where there is room. */
export default function SheltersPage() {
  const { t } = useWords();
  return <Page title={t('shelters/title')}><Shelters /></Page>;
}

function Shelters() {
  const { t } = useWords();
  const { user } = useSession();
  useFollow(MOVES, 'shelters');
  const query = useInfiniteQuery({ queryKey: ['shelters', 'list'], initialPageParam: '', getNextPageParam: (last: ShelterPage) => last.nextCursor, queryFn: ({ pageParam }) => read<ShelterPage>(`/api/shelters?limit=50${pageParam ? `&cursor=${pageParam}` : ''}`) });
  if (query.error) return <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></>;
  if (!query.data) return <Skeleton active paragraph={{ rows: 6 }} title={false} />;
  const items = query.data.pages.flatMap((p) => p.items);
  const grants = user?.grants ?? [];
  return (
    <>
      {items.length === 0 && <p className="empty">{t('shelters/none')}</p>}
      <div className="shelters">{items.map((s) => <Shelter key={s.id} of={s} admits={grants.some((g) => LINE.includes(g.role))} keeps={grants.some((g) => KEEPERS.includes(g.role) && s.area.startsWith(g.area))} />)}</div>
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
      {grants.some((g) => KEEPERS.includes(g.role)) && <RegisterShelter />}
    </>
  );
}

function Shelter({ of: s, admits, keeps }: { of: ShelterView; admits: boolean; keeps: boolean }) {
  const { t, zh } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const [open, setOpen] = useState(false);
  const { present, assigned, capacity, free } = s.totals;
  const share = (n: number): string => `${capacity > 0 ? (n / capacity) * 100 : 0}%`;
  return (
    <section className={`sheet shelter ${s.closed ? 'stale' : ''}`} aria-label={zh ? s.name : s.nameEn}>
      <h2>{zh ? s.name : s.nameEn}</h2>
      <p className="dim">{t(`shelters/kind_${s.kind}`)} · {names.place(s.area)} · {t('shelters/built', { n: s.built })}{s.closed ? ` · ${t('shelters/closed')}` : ''}</p>
      <div className="room" role="img" aria-label={t('shelters/taken', { present, assigned, capacity })}><span className="in" style={{ width: share(present) }} /><span className="held" style={{ width: share(assigned) }} /></div>
      <p><b className={`num ${free === 0 ? 'over' : ''}`}>{free === 0 ? `▲ ${t('shelters/full')}` : t('shelters/free', { n: free })}</b> <span className="dim num">{t('shelters/taken', { present, assigned, capacity })}</span></p>
      <p className="dim num">{t('shelters/flow', { arrivals: s.totals.arrivals, departures: s.totals.departures, present })}</p>
      {s.constraint && <p className="over">▲ {t('shelters/constraint', { reason: s.constraint })} {s.zones.map((z) => `${t(`shelters/zone_${z.zone}`)} ${z.capacity}`).join(' · ')}</p>}
      <p className="dim">{t('shelters/contact')} {s.contact} <span className="num">{s.phone}</span>{s.masked ? ` · ${t('shelters/masked')}` : ''}</p>
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>{t('shelters/stays')}</Button>
      {open && <Stays of={s} lets={admits} />}
      {open && admits && !s.closed && <Admit of={s} />}
      {open && keeps && <Constrain of={s} />}
      {open && keeps && !s.closed && <Resize of={s} />}
      {open && keeps && !s.closed && <CloseShelter of={s} />}
    </section>
  );
}

/** Households of a running evacuation of one's own come here; full: the answer names where there is room. */
function Admit({ of: s }: { of: ShelterView }) {
  const { t } = useWords();
  const { picture, phase } = useLive();
  const names = useNames(picture);
  const client = useQueryClient();
  const [run_, setRun] = useState<string>();
  const [household, setHousehold] = useState<string[]>([]);
  const [zone, setZone] = useState(s.zones[0]?.zone ?? 'GENERAL');
  const { sending, error, done, run } = useAct<PlacedPersons>();
  useFollow(LEDGERS, 'evacuations', 'pick');
  const runs = useQuery({ queryKey: ['evacuations', 'pick'], queryFn: () => read<EvacuationPage>('/api/evacuations?state=open&limit=200') });
  const households = useInfiniteQuery({ queryKey: ['evacuations', 'pick', run_], initialPageParam: '', getNextPageParam: (last: LedgerHouseholdPage) => last.nextCursor, queryFn: ({ pageParam }) => read<LedgerHouseholdPage>(`/api/evacuations/${run_}/households?limit=200${pageParam ? `&cursor=${pageParam}` : ''}`), enabled: !!run_ });
  const all = households.data?.pages.flatMap((page) => page.items) ?? [];
  const send = async (act: string) => { if (await run(`/api/shelters/${s.id}/${act}`, { householdIds: household, ...(s.zones.length > 0 ? { zone } : {}) })) { setHousehold([]); void client.invalidateQueries({ queryKey: ['shelters'] }); } };
  const nearest = error instanceof Refused && error.code === 'shelter.full' ? (error.more['nearest'] as { id: string; name: string; free: number; metres: number }[] | undefined) : undefined;
  return (
    <div className="stack" aria-label={t('shelters/admit')}>
      <Select aria-label={t('shelters/evacuation')} placeholder={t('shelters/evacuation')} value={run_ ?? null} onChange={(v: string | null) => { setRun(v ?? undefined); setHousehold([]); }} options={(runs.data?.items ?? []).map((e) => ({ value: e.id, label: names.place(e.area) }))} />
      <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} aria-label={t('shelters/who')} placeholder={t('shelters/who')} value={household} onChange={setHousehold} options={all.map((h) => ({ value: h.householdId, label: `${names.area(h.area)} ${h.head} ${t('evacuations/people', { n: h.persons.length })}` }))} />
      {households.hasNextPage && <span><Button size="small" loading={households.isFetchingNextPage} onClick={() => void households.fetchNextPage()}>{t('shelters/moreHouseholds', { n: all.length })}</Button></span>}
      {s.zones.length > 0 && <Select aria-label={t('shelters/zone')} value={zone} onChange={setZone} options={s.zones.map((z) => ({ value: z.zone, label: t(`shelters/zone_${z.zone}`) }))} />}
      <div className="page-acts"><Button type="primary" loading={sending} disabled={phase !== 'live' || household.length === 0} onClick={() => void send('admit')}>{t('shelters/admitDo')}</Button><Button disabled={sending || phase !== 'live' || household.length === 0} onClick={() => void send('assign')}>{t('shelters/assignDo')}</Button>{done && <span className="receipt" role="status">✓ {t('shelters/done', { n: done.changed })}</span>}</div>
      <Problem error={error} kept={error ? t('evacuations/kept') : ''} />
      {nearest && <div className="problem"><strong>{t('shelters/nearest')}</strong><ul className="stays">{nearest.map((n) => <li key={n.id}>{t('shelters/near', { name: n.name, free: n.free, metres: n.metres })}</li>)}</ul></div>}
    </div>
  );
}
