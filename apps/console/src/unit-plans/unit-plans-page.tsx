import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented, Select, Skeleton } from 'antd';
import { UNIT_KINDS } from '@xunling/contracts';
import type { UnitPlanCell, UnitPlanMatrix, UnitPlanRow } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useNames } from '../api/names.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { dateOf } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { Drill, Record } from './record-plan.js';

const MOVES = /^(command\.unit-plan|grid\.unit|grid\.post)\./;
const STATES = ['missing', 'out-of-date', 'never-drilled', 'in-order'] as const;
const COUNT = { missing: 'missing', 'out-of-date': 'outOfDate', 'never-drilled': 'neverDrilled', 'in-order': 'inOrder' } as const;
const SHAPE: Record<string, string> = { missing: '▲', 'out-of-date': '▲', 'never-drilled': '◔', 'in-order': '✓' };

/** 单位预案: every unit against flood and safety-production plan. */
export default function UnitPlansPage() {
  const { t } = useWords();
  return <Page title={t('unitPlans/title')}><Matrix /></Page>;
}

function Matrix() {
  const { t } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  useFollow(MOVES, 'unit-plans');
  const [state, setState] = useState('');
  const [kind, setKind] = useState<string>();
  const [at, setAt] = useState<string>();
  const query = useInfiniteQuery({
    queryKey: ['unit-plans', state, kind], initialPageParam: '', getNextPageParam: (last: UnitPlanMatrix) => last.nextCursor,
    queryFn: ({ pageParam }) => read<UnitPlanMatrix>(`/api/unit-plans?limit=100${state ? `&state=${state}` : ''}${kind ? `&kind=${kind}` : ''}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  if (query.error) return <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></>;
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  const [{ counts }] = query.data.pages as [UnitPlanMatrix];
  const items = query.data.pages.flatMap((p) => p.items);
  return (
    <section className="sheet" aria-label={t('unitPlans/title')}>
      <div className="kpi" style={{ flexWrap: 'wrap' }}>
        <div><span className="dim">{t('unitPlans/units')}</span><br /><b className="num">{counts.units}</b></div>
        {STATES.map((s) => <div key={s}><span className="dim">{t(`unitPlans/s_${s}`)}</span><br /><b className={`num ${s !== 'in-order' && s !== 'never-drilled' && counts[COUNT[s]] > 0 ? 'over' : ''}`}>{SHAPE[s]} {counts[COUNT[s]]}</b></div>)}
      </div>
      <div className="page-acts" style={{ margin: '10px 0' }}>
        <Segmented value={state} onChange={(v) => setState(String(v))} options={[{ value: '', label: t('unitPlans/all') }, ...STATES.map((s) => ({ value: s, label: t(`unitPlans/s_${s}`) }))]} />
        <Select allowClear style={{ minWidth: 160 }} value={kind ?? null} placeholder={t('unitPlans/anyKind')} aria-label={t('unitPlans/c_kind')} onChange={(v: string | null) => setKind(v ?? undefined)} options={UNIT_KINDS.map((k) => ({ value: k, label: t(`unitPlans/k_${k}`) }))} />
      </div>
      {items.length === 0 ? <p className="empty">{t('unitPlans/none')}</p> : (
        <div className="scroll" tabIndex={0}>
          <table className="table">
            <thead><tr>{['unit', 'kind', 'area', 'FLOOD', 'SAFETY_PRODUCTION'].map((c) => <th key={c} scope="col">{t(`unitPlans/c_${c}`)}</th>)}</tr></thead>
            <tbody>{items.map((r) => (
              <tr key={r.unitId}>
                <td><b>{r.name}</b></td><td>{t(`unitPlans/k_${r.kind}`)}</td><td>{names.area(r.area)}</td>
                {r.plans.map((p) => <td key={p.kind}><Cell row={r} plan={p} open={at === r.unitId + p.kind} onOpen={() => setAt(at === r.unitId + p.kind ? undefined : r.unitId + p.kind)} onDone={() => { setAt(undefined); void query.refetch(); }} /></td>)}
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
    </section>
  );
}

/** One plan of one unit: its state by shape and words, and what its own people may record. */
function Cell({ row, plan: p, open, onOpen, onDone }: { row: UnitPlanRow; plan: UnitPlanCell; open: boolean; onOpen: () => void; onDone: () => void }) {
  const { t } = useWords();
  return (
    <>
      <span className={p.state === 'missing' || p.state === 'out-of-date' ? 'over' : ''}>{SHAPE[p.state]} {t(`unitPlans/s_${p.state}`)}</span>
      {p.title && <div>{p.title} <span className="dim num" title={p.digest}>#{p.digest?.slice(0, 8)}</span></div>}
      {p.validUntil && <div className="dim num">{t('unitPlans/until', { day: dateOf(p.validUntil) })}{p.lastDrilledAt && ` · ${t('unitPlans/drilled', { day: dateOf(p.lastDrilledAt) })}`}</div>}
      {row.mine && <Button size="small" aria-expanded={open} onClick={onOpen}>{t(p.id ? 'unitPlans/more' : 'unitPlans/record')}</Button>}
      {open && <>{p.id && p.state !== 'out-of-date' && <Drill id={p.id} onDone={onDone} />}<Record unitId={row.unitId} kind={p.kind} onDone={onDone} /></>}
    </>
  );
}
