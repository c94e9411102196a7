import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Skeleton } from 'antd';
import type { IncidentView, LiftOrdersOutcome, MeasureInForce, StandDownList } from '@xunling/contracts/classes';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { useAct } from '../api/use-act.js';
import { useFollow } from '../live/use-follow.js';
import { useLive } from '../live/use-picture.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { leads } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { InForce } from './in-force.js';
import { GroundList } from './ground-list.js';
import { Commitments, PeopleAway } from './out-list.js';
import { OpenTasks } from './open-tasks.js';
import { MeasureTable, liftable } from './measure-table.js';

const MOVES = /^command\.(order\.(issued|lifted|lifted-on-ground|withdrawn)|level|warning|decision|incident|set)\.|^grid\.(measure|evacuation)\.|\.(opened|acknowledged|checked-in|reported|returned|verified|ended)\.v/;
const KEY = ['stand-down'];

/** 解除清单: what is still in force, one lift order each, and the end of the incident once nothing is left. */
export default function StandDownPage() {
  const { t } = useWords();
  return <Page title={t('standDown/title')}><StandDown /></Page>;
}

function StandDown() {
  const { t } = useWords();
  const { user } = useSession();
  const { picture } = useLive();
  useFollow(MOVES, ...KEY);
  const [search] = useSearchParams();
  const incident = search.get('incident');
  const query = useInfiniteQuery({
    queryKey: [...KEY, incident], initialPageParam: '', getNextPageParam: (last: StandDownList) => last.nextCursor,
    queryFn: ({ pageParam }) => read<StandDownList>(`/api/stand-down?limit=200${incident ? `&incident=${encodeURIComponent(incident)}` : ''}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  });
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const items = useMemo(() => query.data?.pages.flatMap((p) => p.items) ?? [], [query.data]);
  const head = query.data?.pages[0];
  const mayLift = (user?.grants ?? []).some((g) => ['commander', 'duty-officer', 'sub-district-officer'].includes(g.role));
  if (query.isPending) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  if (query.error || !head) return <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></>;
  const chosen = items.filter((m) => picked.has(m.orderId) && liftable(m));
  return (
    <>
      <InForce list={head} />
      <section className="sheet" aria-label={t('standDown/measures')}>
        <h2>{t('standDown/measures')} <span className="num dim">{head.counts.measures}</span></h2>
        {items.length === 0 ? <p className="empty">{t('standDown/none')}</p> : <MeasureTable items={items} picked={picked} onPick={mayLift ? setPicked : undefined} />}
        {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('standDown/more', { n: head.counts.measures - head.ground.length - items.length })}</Button>}
        {mayLift && items.some(liftable) && <Lift chosen={chosen} onDone={() => { setPicked(new Set()); void query.refetch(); }} />}
      </section>
      <GroundList items={head.ground} />
      <PeopleAway items={head.evacuations} away={head.counts.peopleAway} />
      <Commitments items={head.commitments} />
      <OpenTasks items={head.tasks} incident={head.incident} mayEnd={(user?.grants ?? []).some((g) => ['commander', 'duty-officer'].includes(g.role))} onDone={() => void query.refetch()} />
      {!head.incident && head.counts.levels + head.counts.measures > 0 && <p className="dim">{t('standDown/several')} <Link to="/incidents" style={{ textDecoration: 'underline' }}>{t('incidents/title')}</Link></p>}
      {head.incident && <Close list={head} incident={head.incident} commands={leads(picture?.seats, user?.id)} onDone={() => void query.refetch()} />}
    </>
  );
}

/** Names its effect first: how many orders go out, and that nothing is lifted by sending them. */
function Lift({ chosen, onDone }: { chosen: readonly MeasureInForce[]; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [reason, setReason] = useState('');
  const { sending, error, done, run } = useAct<LiftOrdersOutcome>();
  const orders = chosen.slice(0, 200).map((m) => m.orderId);
  const send = async () => { if (await run('/api/stand-down/lift', { orders, reason: reason.trim() })) { setReason(''); onDone(); } };
  return (
    <div className="effect">
      <p>{orders.length === 0 ? t('standDown/pick') : t('standDown/effect', { n: orders.length })}</p>
      <Input.TextArea aria-label={t('standDown/reason')} placeholder={t('standDown/reason')} rows={2} maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} style={{ margin: '8px 0' }} />
      <Problem error={error} kept={error ? t('field/kept') : ''} />
      {done && orders.length === 0 && <p className="receipt" role="status">✓ {t('standDown/sent', { n: done.orders.length })}{done.unaddressable.length > 0 && ` ${t('standDown/nobody', { n: done.unaddressable.length })}`}</p>}
      <Button type="primary" loading={sending} disabled={phase !== 'live' || orders.length === 0 || reason.trim() === ''} onClick={() => void send()}>{sending ? t('trace/sending') : t('standDown/lift', { n: orders.length })}</Button>
    </div>
  );
}

function Close({ list: { counts }, incident, commands, onDone }: { list: StandDownList; incident: IncidentView; commands: boolean; onDone: () => void }) {
  const { t } = useWords();
  const { phase } = useLive();
  const [reason, setReason] = useState('');
  const { sending, error, run } = useAct<IncidentView>();
  const left = counts.measures + counts.evacuations + counts.missions + counts.requisitions + counts.tasks + counts.levels + counts.warnings + counts.decisions;
  const send = async () => { if (await run(`/api/incidents/${incident.id}/close`, { reason: reason.trim() })) onDone(); };
  return (
    <section className="sheet" aria-label={t('standDown/close')}>
      <h2>{t('standDown/close')} · {incident.name}</h2>
      <p className={left > 0 ? 'over' : 'dim'}>{left > 0 ? `▲ ${t('standDown/notEmpty', { ...counts })}` : `✓ ${t('standDown/empty')}`}</p>
      {commands ? (
        <>
          <Input.TextArea aria-label={t('standDown/closeReason')} placeholder={t('standDown/closeReason')} rows={2} maxLength={1000} value={reason} disabled={left > 0} onChange={(e) => setReason(e.target.value)} style={{ margin: '8px 0' }} />
          <Problem error={error} kept={error ? t('field/kept') : ''} />
          <Button type="primary" danger loading={sending} disabled={phase !== 'live' || left > 0 || reason.trim() === ''} onClick={() => void send()}>{t('standDown/closeDo')}</Button>
        </>
      ) : <p className="dim">{t('standDown/commander')}</p>}
    </section>
  );
}
