import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Skeleton } from 'antd';
import type { PlanGap, PlanGaps, PlanVersionView } from '@xunling/contracts/classes';
import { useMemo, useState } from 'react';
import { read } from '../api/door.js';
import { useAct } from '../api/use-act.js';
import { useNames } from '../api/names.js';
import { useLive } from '../live/use-picture.js';
import { Problem } from '../look/problem.js';
import { clockTime, dateOf } from '../view/time.js';
import { useWords } from '../words/use-words.js';
import { pathOf } from './document.js';

/** What is missing in the district for this plan; each gap is closed there, or waived here by name and reason. */
export function GapList({ plan, may }: { plan: PlanVersionView; may: boolean }) {
  const { t, zh } = useWords();
  const path = `${pathOf(plan.planVersion)}/gaps`;
  const query = useInfiniteQuery({
    queryKey: ['plans', 'gaps', plan.planVersion], initialPageParam: '', getNextPageParam: (last: PlanGaps) => last.nextCursor,
    queryFn: ({ pageParam }) => read<PlanGaps>(`${path}?limit=200${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const items = useMemo(() => query.data?.pages.flatMap((p) => p.items) ?? [], [query.data]);
  const head = query.data?.pages[0];
  if (query.isPending) return <Skeleton active paragraph={{ rows: 6 }} title={false} />;
  if (query.error || !head) return <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></>;
  const waives = may && plan.allowed.includes('waive');
  const open = (g: PlanGap): boolean => g.waivable && !g.waiver;
  const chosen = items.filter((g) => picked.has(g.key) && open(g)).slice(0, 500);
  return (
    <>
      <div className="kpi" style={{ flexWrap: 'wrap', marginTop: 8 }}>
        {(['gaps', 'open', 'waived'] as const).map((what) => <div key={what}><span className="dim">{t(`plans/n_${what}`)}</span><br /><b className={`num ${what === 'open' && head.counts.open > 0 ? 'over' : ''}`}>{what === 'open' && head.counts.open > 0 ? '▲ ' : ''}{head.counts[what]}</b></div>)}
      </div>
      {head.asOf && <p className="dim num">{t('plans/asOf', { seq: head.asOf.seq, time: `${dateOf(head.asOf.at)} ${clockTime(head.asOf.at)}` })}</p>}
      {head.unchecked.map((u) => <p key={u.what} className="dim">⚠ {zh ? u.zh : u.en}</p>)}
      {items.length === 0 ? <p className="empty">✓ {t('plans/noGaps')}</p> : <GapTable items={items} picked={picked} onPick={waives ? setPicked : undefined} />}
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('plans/more')}</Button>}
      {waives && items.some(open) && <Waive path={pathOf(plan.planVersion)} chosen={chosen} onDone={() => { setPicked(new Set()); void query.refetch(); }} />}
    </>
  );
}

function GapTable({ items, picked, onPick }: { items: readonly PlanGap[]; picked: ReadonlySet<string>; onPick: ((next: ReadonlySet<string>) => void) | undefined }) {
  const { t, zh } = useWords();
  const { picture } = useLive();
  const names = useNames(picture);
  const can = items.filter((g) => g.waivable && !g.waiver);
  const all = can.length > 0 && can.every((g) => picked.has(g.key));
  const toggle = (key: string) => { const next = new Set(picked); if (!next.delete(key)) next.add(key); onPick?.(next); };
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('plans/tab_gaps')}>
      <table className="table">
        <thead><tr>
          {onPick && <th scope="col"><Checkbox aria-label={t('plans/all')} checked={all} disabled={can.length === 0} indeterminate={!all && can.some((g) => picked.has(g.key))} onChange={() => onPick(all ? new Set() : new Set(can.map((g) => g.key)))} /></th>}
          {['gapKind', 'gap', 'place', 'levels', 'waiver'].map((c) => <th scope="col" key={c}>{t(`plans/${c}`)}</th>)}
        </tr></thead>
        <tbody>{items.map((g) => (
          <tr key={g.key}>
            {onPick && <td><Checkbox aria-label={zh ? g.zh : g.en} checked={picked.has(g.key)} disabled={!g.waivable || !!g.waiver} onChange={() => toggle(g.key)} /></td>}
            <td><b>{t(`plans/gap_${g.kind}`)}</b></td><td>{zh ? g.zh : g.en}</td><td>{g.area ? names.place(g.area) : ''}</td><td className="num">{g.levels.map((l) => t(`level/${l}`)).join(' ')}</td>
            <td>{g.waiver ? <>✓ {g.waiver.name} <span className="dim num">{dateOf(g.waiver.at)}</span><br /><span className="dim">{g.waiver.reason}</span></> : <span className="over">▲ {t(g.waivable ? 'plans/open' : 'plans/notWaivable')}</span>}</td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}

function Waive({ path, chosen, onDone }: { path: string; chosen: readonly PlanGap[]; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<PlanGaps>();
  const send = async () => { if (await run(`${path}/waive`, { gaps: chosen.map((g) => g.key), reason: reason.trim() })) { setReason(''); onDone(); } };
  return (
    <div className="effect plan-waive">
      <p>{chosen.length === 0 ? t('plans/pick') : t('plans/waiveEffect', { n: chosen.length })}</p>
      <Input.TextArea aria-label={t('plans/waiveReason')} placeholder={t('plans/waiveReason')} rows={2} maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} style={{ margin: '6px 0' }} />
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      <Button type="primary" loading={sending} disabled={phase !== 'live' || chosen.length === 0 || reason.trim() === ''} onClick={() => void send()}>{t('plans/waive', { n: chosen.length })}</Button>
    </div>
  );
}
