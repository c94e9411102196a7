import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select, Skeleton, Switch } from 'antd';
import { FIVE_FOR_ONE } from '@xunling/contracts';
import type { HouseholdPage, HouseholdView, ThreeLists, UnmaskedHousehold } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { useWords } from '../words/use-words.js';
import { Gaps } from './gaps.js';
import { AddHousehold, HouseholdActLine, HouseholdActs, type HouseholdAct } from './household-acts.js';
import { ImportHouseholds } from './import-list.js';
import './at-risk.css';

const MOVES = /^grid\.(household|site)\./;
const LINE = ['sub-district-officer', 'post-holder'];
const UNMASKERS = [...LINE, 'commander', 'duty-officer', 'dispatcher', 'team-leader', 'inspector'];
const KEEPERS = ['sub-district-officer', 'department-officer', 'duty-officer'];

/** 重点人群: who has to be moved first. In full for the grid's own line; everybody else sees what is masked. */
export default function AtRiskPage() {
  const { t } = useWords();
  return <Page title={t('atRisk/title')}><AtRisk /></Page>;
}

function AtRisk() {
  const { user } = useSession();
  useFollow(MOVES, 'at-risk');
  const has = (roles: readonly string[]): boolean => (user?.grants ?? []).some((g) => roles.includes(g.role));
  return <><Three /><Gaps keeps={has(KEEPERS)} />{has(LINE) && <AddHousehold />}<Register unmasks={has(UNMASKERS)} />{has(LINE) && <ImportHouseholds />}</>;
}

/** 三清单 by street or community, as one's area is wide. */
function Three() {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const { data, error, refetch } = useQuery({ queryKey: ['at-risk', 'three'], queryFn: () => read<ThreeLists>('/api/at-risk/three-lists') });
  if (error) return <><Problem error={error} /><Button onClick={() => void refetch()}>{t('error/again')}</Button></>;
  if (!data) return <Skeleton active paragraph={{ rows: 4 }} title={false} />;
  const wide = new Set(data.items.map((i) => i.area.slice(0, 9))).size > 1 ? 9 : 12;
  const rows = [...new Set(data.items.map((i) => i.area.slice(0, wide)))].map((area) => ({ area, of: data.items.filter((i) => i.area.startsWith(area)) }));
  const sum = (of: typeof data.items, k: 'households' | 'persons' | 'vulnerable' | 'lacking'): number => of.reduce((n, i) => n + i[k], 0);
  const line = (key: string, name: string, of: typeof data.items) => <tr key={key}><td>{name}{of.some((i) => i.running) && <span className="over"> ▲ {t('atRisk/running')}</span>}</td>{(['households', 'persons', 'vulnerable', 'lacking'] as const).map((k) => <td key={k} className={`num ${k === 'lacking' && sum(of, k) > 0 ? 'over' : ''}`}>{sum(of, k)}</td>)}</tr>;
  return (
    <section className="sheet" aria-label={t('atRisk/three')}>
      <h2>{t('atRisk/three')}</h2>
      <div className="scroll" tabIndex={0}><table className="table narrow"><thead><tr>{['area', 'households', 'persons', 'vulnerable', 'lacking'].map((c) => <th key={c} scope="col">{t(`atRisk/t_${c}`)}</th>)}</tr></thead>
        <tbody>{line('all', t('atRisk/total'), data.items)}{rows.map((r) => line(r.area, names.area(r.area), r.of))}</tbody></table></div>
    </section>
  );
}

function Register({ unmasks }: { unmasks: boolean }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const { user } = useSession();
  const [area, setArea] = useState<string>();
  const [lacking, setLacking] = useState(false);
  const query = useInfiniteQuery({ queryKey: ['at-risk', 'list', area, lacking], initialPageParam: '', getNextPageParam: (last: HouseholdPage) => last.nextCursor, queryFn: ({ pageParam }) => read<HouseholdPage>(`/api/at-risk?limit=20${area ? `&area=${area}` : ''}${lacking ? '&lacking=true' : ''}${pageParam ? `&cursor=${pageParam}` : ''}`) });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const mine = Object.keys(picture?.areas ?? {}).filter((c) => c.length >= 9 && c.length <= 15 && (user?.grants ?? []).some((g) => c.startsWith(g.area))).sort();
  // what leaves the page is what is shown on it: masked where the reader may not see more
  const save = () => {
    const cell = (v: string): string => `"${v.replaceAll('"', '""')}"`;
    const csv = `\ufeff${['code', 'head', 'phone', 'address', 'persons'].map((c) => cell(t(`atRisk/${c}`))).join(',')}\n${items.map((h) => [h.code, h.head, h.phone, h.address ?? '', h.persons.map((p) => p.name).join(' ')].map(cell).join(',')).join('\n')}`;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
    link.download = 'at-risk.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <section className="sheet" aria-label={t('atRisk/list')}>
      <h2>{t('atRisk/list')}</h2>
      <div className="page-acts">
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} style={{ minWidth: 240 }} aria-label={t('atRisk/g_area')} placeholder={t('atRisk/g_area')} value={area ?? null} labelRender={({ value }) => names.place(String(value))} onChange={(v: string | null) => setArea(v ?? undefined)} options={mine.map((c) => ({ value: c, label: `${names.place(c)} ${c}` }))} />
        <label><Switch size="small" checked={lacking} onChange={setLacking} aria-label={t('atRisk/lacking')} /> {t('atRisk/lacking')}</label>
        {items.length > 0 && <Button onClick={save}>{t('atRisk/export')}</Button>}
      </div>
      <Problem error={query.error} />
      {query.data && items.length === 0 && <p className="empty">{t('atRisk/none')}</p>}
      {items.length > 0 && (
        <div className="scroll" tabIndex={0}><table className="table at-risk">
          <thead><tr>{['code', 'head', 'persons', 'needs', 'five'].map((c) => <th key={c} scope="col">{t(`atRisk/${c}`)}</th>)}</tr></thead>
          <tbody>{items.map((h) => <Household key={h.id} of={h} place={names.place(h.area)} unmasks={unmasks} />)}</tbody>
        </table></div>
      )}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}

function Household({ of, place, unmasks }: { of: HouseholdView; place: string; unmasks: boolean }) {
  const { t } = useWords();
  const [purpose, setPurpose] = useState('');
  const [open, setOpen] = useState<HouseholdAct>();
  const { sending, error, done, run } = useAct<UnmaskedHousehold>();
  const h = done ?? of;
  return (
    <>
    <tr>
      <td><b>{h.code}</b><div className="dim">{place}</div>{!of.masked && <HouseholdActs of={of} open={open} onOpen={setOpen} />}</td>
      <td>{h.head} <span className="num">{h.phone}</span>{h.address && <div className="dim">{h.address}</div>}{of.masked && !done && <div className="dim">{t('atRisk/masked')}</div>}{done && <div className="receipt" role="status">✓ {t('atRisk/unmasked', { purpose: done.purpose })}</div>}
        {of.masked && !done && unmasks && (
          <details><summary>{t('atRisk/unmask')}</summary>
            <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void run(`/api/at-risk/${of.id}/unmask`, { purpose: purpose.trim() }); }}><Input style={{ width: 200 }} maxLength={400} value={purpose} aria-label={t('atRisk/purpose')} placeholder={t('atRisk/purpose')} onChange={(e) => setPurpose(e.target.value)} /><Button htmlType="submit" loading={sending} disabled={!purpose.trim()}>{t('atRisk/unmaskDo')}</Button></form>
            <Problem error={error} />
          </details>
        )}</td>
      <td><ul className="at-risk-names">{h.persons.map((p) => <li key={p.id}>{p.name} <span className="dim">{p.vulnerable.map((v) => t(`vulnerable/${v}`)).join(' ')}</span></li>)}</ul></td>
      <td>{h.needs}</td>
      <td><ul className="at-risk-names">{h.fiveForOne.map((c) => <li key={c.role} className="dim">{t(`fiveForOne/${c.role}`)} {c.name}</li>)}</ul>{h.lacks.length > 0 && <div className="over">▲ {t('atRisk/lacks', { who: h.lacks.map((r) => t(`fiveForOne/${r}`)).join('、') })}</div>}{!h.masked && !of.masked && <NameCarer of={of} />}</td>
    </tr>
    {open && !of.masked && <HouseholdActLine of={of} open={open} onDone={() => setOpen(undefined)} />}
    </>
  );
}

function NameCarer({ of: h }: { of: HouseholdView }) {
  const { t } = useWords();
  const { phase } = useLive();
  const client = useQueryClient();
  const [role, setRole] = useState<string>(h.lacks[0] ?? FIVE_FOR_ONE[0]);
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const { sending, error, run } = useAct<HouseholdView>();
  const send = async () => { if (await run(`/api/at-risk/${h.id}/five-for-one`, { role, name: name.trim(), phone: phone.trim() })) { setName(''); setPhone(''); void client.invalidateQueries({ queryKey: ['at-risk'] }); } };
  return (
    <details><summary>{t('atRisk/nameDo')}</summary>
      <form className="page-acts" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <Select style={{ width: 110 }} aria-label={t('atRisk/role')} value={role} onChange={setRole} options={FIVE_FOR_ONE.map((r) => ({ value: r, label: t(`fiveForOne/${r}`) }))} />
        <Input style={{ width: 120 }} maxLength={80} value={name} aria-label={t('atRisk/name')} placeholder={t('atRisk/name')} onChange={(e) => setName(e.target.value)} /><Input style={{ width: 140 }} maxLength={40} value={phone} aria-label={t('atRisk/phone')} placeholder={t('atRisk/phone')} onChange={(e) => setPhone(e.target.value)} />
        <Button htmlType="submit" loading={sending} disabled={phase !== 'live' || !name.trim() || !phone.trim()}>{t('atRisk/nameDo')}</Button>
      </form>
      <Problem error={error} />
    </details>
  );
}
