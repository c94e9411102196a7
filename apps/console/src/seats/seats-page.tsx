import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { SeatList, SeatView } from '@xunling/contracts/classes';
import { useState } from 'react';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { mayCall } from '../view/area-tree.js';
import { mayDecide } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { Alarms } from './alarms.js';
import { HandOver } from './hand-over.js';
import { Members } from './members.js';
import { RosterWeek } from './roster-week.js';
import { SeatCard } from './seat-card.js';
import { SeatLogTable } from './seat-log.js';
import { Spans } from './spans.js';

/** Everything that can change who holds what; the page never asks by the clock. */
const MOVES = /^command\.(seat|member|roster|staffing|line|incident)\./;

/** 席位与值班: who holds command since when, hand-overs, the duty roster of the next days, span of control. */
export default function SeatsPage() {
  const { t } = useWords();
  return <Page title={t('seats/title')}><Seats /></Page>;
}

function Seats() {
  const { t } = useWords();
  const { user } = useSession();
  useFollow(MOVES, 'seats');
  const query = useQuery({ queryKey: ['seats', 'list'], queryFn: () => read<SeatList>('/api/seats') });
  const [giving, setGiving] = useState<SeatView>();
  if (query.isPending) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  if (query.error || !query.data) return <><Problem error={query.error} /><Button onClick={() => void query.refetch()}>{t('error/again')}</Button></>;
  const { items, candidates, alarms, incidentId } = query.data;
  const again = () => void query.refetch();
  const writes = mayDecide(user?.grants ?? []);
  const holder = (name: string): string | undefined => items.find((s) => s.seat === name)?.holder?.userId;
  const leads = user?.id !== undefined && user.id === (holder('commander') ?? holder('deputy'));
  const lists = (user?.grants ?? []).some((g) => mayCall([g], 'command.member.list', g.area));
  return (
    <>
      <Alarms alarms={alarms} />
      <div className="seat-cards">{items.map((seat) => <SeatCard key={seat.seat} seat={seat} holds={items.some((s) => s.holder?.userId === user?.id)} onGive={() => setGiving(seat)} onDone={again} />)}</div>
      {lists && <Members writes={leads} />}
      <RosterWeek people={candidates} />
      <Spans incidentId={incidentId} writes={writes} />
      <SeatLogTable />
      <HandOver seat={giving} candidates={candidates} onClose={() => setGiving(undefined)} onDone={() => { setGiving(undefined); again(); }} />
    </>
  );
}
