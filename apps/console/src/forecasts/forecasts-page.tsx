import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { ChainPage, LadderView } from '@xunling/contracts/classes';
import { read } from '../api/door.js';
import { useSession } from '../api/session.js';
import { useFollow } from '../live/use-follow.js';
import { Page } from '../look/page.js';
import { Problem } from '../look/problem.js';
import { mayCall } from '../view/area-tree.js';
import { mayDecide } from '../view/person.js';
import { useWords } from '../words/use-words.js';
import { Chains } from './chains.js';
import { Ladder } from './ladder.js';
import { Receive } from './receive.js';
import './forecasts.css';

const MOVES = /^command\.(forecast|ladder|five-stage|warning|incident)\./;

/** 预报与五预联动: what is due from whom and who has it; the chains from forecast to pre-positioning. */
export default function ForecastsPage() {
  const { t } = useWords();
  return <Page title={t('forecasts/title')}><Forecasts /></Page>;
}

function Forecasts() {
  const { t } = useWords();
  const { user } = useSession();
  useFollow(MOVES, 'forecasts');
  const ladder = useQuery({ queryKey: ['forecasts', 'ladder'], queryFn: () => read<LadderView>('/api/forecasts/ladder') });
  const chains = useQuery({ queryKey: ['forecasts', 'chains'], queryFn: () => read<ChainPage>('/api/five-stage?limit=20') });
  const error = ladder.error ?? chains.error;
  if (error) return <><Problem error={error} /><Button onClick={() => { void ladder.refetch(); void chains.refetch(); }}>{t('error/again')}</Button></>;
  if (!ladder.data || !chains.data) return <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  const grants = user?.grants ?? [];
  const decides = mayDecide(grants);
  const zone = ladder.data.rooms[0]!;
  return (
    <>
      <Ladder ladder={ladder.data} rooms={grants.filter((g) => ['commander', 'duty-officer', 'sub-district-officer'].includes(g.role)).map((g) => g.area)} configures={mayCall(grants, 'command.ladder.publish', zone)} />
      {decides && <Receive products={ladder.data.rungs.map((r) => r.product)} />}
      <Chains page={chains.data} writes={decides} configures={mayCall(grants, 'command.five-stage.configure', zone)} ladder={ladder.data} />
    </>
  );
}
