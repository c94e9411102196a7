import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import type { CasualtyPage, CasualtyTotals, CasualtyView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames, usePeople } from '../api/names.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { useNow } from '../live/server-clock.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { mayIssueIn } from '../view/person.js';
import { shortTime } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { ActOn, Add, Explain } from './change-casualty.js';

const MOVES = /^grid\.casualty\./;
const STATES = ['', 'DEAD', 'MISSING', 'INJURED', 'FOUND', 'merged', 'withdrawn'] as const;
const WRITERS = ['commander', 'duty-officer', 'sub-district-officer', 'post-holder'];

/** 伤亡失踪台账: a total is a set of person records. */
export default function CasualtiesPage() {
  const { t } = useWords();
  return <Page title={t('casualties/title')}><Casualties /></Page>;
}

function Casualties() {
  const { t } = useWords();
  const { user } = useSession();
  useFollow(MOVES, 'casualties');
  const totals = useQuery({ queryKey: ['casualties', 'totals'], queryFn: () => read<CasualtyTotals>('/api/casualties/totals') });
  if (totals.error) return <><Problem error={totals.error} /><Button onClick={() => void totals.refetch()}>{t('error/again')}</Button></>;
  if (!totals.data) return <Skeleton active paragraph={{ rows: 6 }} title={false} />;
  const writes = (user?.grants ?? []).some((g) => WRITERS.includes(g.role));
  return <><Totals items={totals.data.items} />{writes && <Add />}<Ledger writes={writes} /></>;
}

function Totals({ items }: { items: CasualtyTotals['items'] }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const { user } = useSession();
  const people = usePeople(items.flatMap((i) => (i.explained ? [i.explained.by] : [])));
  const explains = (area: string): boolean => mayIssueIn(user?.grants ?? [], area);
  const sum = (key: 'dead' | 'missing' | 'injured' | 'lastDay' | 'late' | 'over15' | 'over35'): number => items.reduce((n, i) => n + i[key], 0);
  return (
    <section className="sheet" aria-label={t('casualties/totals')}>
      <div className="kpi" style={{ flexWrap: 'wrap' }}>{(['dead', 'missing', 'injured', 'lastDay', 'over15', 'over35', 'late'] as const).map((k) => <div key={k}><span className="dim">{t(`casualties/n_${k}`)}</span><br /><b className={`num ${k === 'late' && sum(k) > 0 ? 'over' : ''}`}>{k === 'late' && sum(k) > 0 ? '▲ ' : ''}{sum(k)}</b></div>)}</div>
      <p className="dim">{t('casualties/rule')}</p>
      {items.flatMap((i) => i.jumps.map((j) => <p key={`${i.area}${j.kind}`} className="over">▲ {t('casualties/jump', { street: names.area(i.area), kind: t(`casualties/n_${j.kind}`), from: j.from, to: j.to })}</p>))}
      {items.filter((i) => i.jumps.length > 0 && explains(i.area)).map((i) => <Explain key={i.area} area={i.area} name={names.area(i.area)} />)}
      {items.flatMap((i) => (i.explained ? [<p key={`e${i.area}`} className="dim">✓ {t('casualties/explained', { street: names.area(i.area), who: people(i.explained.by), time: shortTime(i.explained.at, now), text: i.explained.text })}</p>] : []))}
      {items.length > 1 && <table className="table"><thead><tr><th scope="col">{t('casualties/c_street')}</th>{(['dead', 'missing', 'injured', 'over15', 'over35', 'late'] as const).map((k) => <th key={k} scope="col">{t(`casualties/n_${k}`)}</th>)}</tr></thead>
        <tbody>{items.map((i) => <tr key={i.area}><td>{names.area(i.area)}</td>{(['dead', 'missing', 'injured', 'over15', 'over35', 'late'] as const).map((k) => <td key={k} className="num">{i[k]}</td>)}</tr>)}</tbody></table>}
    </section>
  );
}

function Ledger({ writes }: { writes: boolean }) {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const now = useNow();
  const [state, setState] = useState('');
  const [at, setAt] = useState<string>();
  const query = useInfiniteQuery({ queryKey: ['casualties', 'list', state], initialPageParam: '', getNextPageParam: (last: CasualtyPage) => last.nextCursor, queryFn: ({ pageParam }) => read<CasualtyPage>(`/api/casualties?limit=50${state ? `&state=${state}` : ''}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`) });
  const items = query.data?.pages.flatMap((p) => p.items) ?? [];
  const people = usePeople(items.flatMap((i) => i.steps.map((s) => s.by)));
  const steps = (c: CasualtyView) => <details><summary>{t('casualties/steps', { n: c.steps.length })}</summary><ul>{c.steps.map((s, i) => <li key={i} className="dim">{shortTime(s.at, now)} {t(`casualties/a_${s.act}`)} {s.kind ? t(`casualties/s_${s.kind}`) : ''} {s.source ?? ''} {s.reason ?? ''} · {people(s.by)}</li>)}</ul></details>;
  return (
    <section className="sheet" aria-label={t('casualties/list')}>
      <h2>{t('casualties/list')}</h2>
      <Segmented value={state} onChange={(v) => setState(String(v))} options={STATES.map((s) => ({ value: s, label: s ? t(`casualties/s_${s}`) : t('unitPlans/all') }))} />
      <Problem error={query.error} />
      {query.data && items.length === 0 && <p className="empty">{t('casualties/none')}</p>}
      {items.length > 0 && (
        <div className="scroll" tabIndex={0}>
          <table className="table">
            <thead><tr>{['name', 'state', 'place', 'source', 'times', 'steps'].map((c) => <th key={c} scope="col">{t(`casualties/c_${c}`)}</th>)}</tr></thead>
            <tbody>{items.map((c) => (
              <tr key={c.id}>
                <td><b>{c.name}</b>{c.mark && <div className="dim">{c.mark}</div>}{c.masked && <div className="dim">{t('casualties/masked')}</div>}</td><td>{t(`casualties/s_${c.state}`)}</td><td>{names.place(c.area)}</td><td>{c.source}{c.reportId && <div className="dim">{t('casualties/fromReport')}</div>}</td>
                <td className="num">{t('claims/times', { at: shortTime(c.occurredAt, now), received: shortTime(c.receivedAt, now) })}{c.missed && <div className="over">▲ {t('casualties/late', { n: c.minutesLate })} · {t('casualties/missed', { n: c.missed })}</div>}</td>
                <td>{steps(c)}{writes && !['merged', 'withdrawn'].includes(c.state) && <Button size="small" aria-expanded={at === c.id} onClick={() => setAt(at === c.id ? undefined : c.id)}>{t('casualties/act')}</Button>}{at === c.id && <ActOn of={c} others={items} onDone={() => { setAt(undefined); void query.refetch(); }} />}</td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}
